"""The mail server of the sandbox: whatever is sent by SMTP is kept to be looked at, and goes nowhere."""
