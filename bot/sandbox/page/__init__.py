"""The sandbox's page: a client's Telegram and the operators' group side by side, over the emulated Telegram."""
