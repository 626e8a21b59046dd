"""E-mail: letters out by SMTP (`channel`), and replies and bounces in by IMAP (`source`) where a mailbox is set."""
