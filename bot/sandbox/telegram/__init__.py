"""Telegram on this machine: a Bot API on loopback that a client library cannot tell from the real one.

`world` holds what there is, `people` what people do in it, `methods` what bots ask for, `server` the HTTP of it.
"""
