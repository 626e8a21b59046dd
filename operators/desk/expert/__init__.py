"""The expert line at the desk: tickets handed to it, extended answers put together and sent, questions refused."""
