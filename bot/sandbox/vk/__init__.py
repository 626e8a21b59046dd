"""VK on this machine: API, long poll and upload servers on loopback, which a client library cannot tell from the real
ones.

`world` holds what there is, `people` what people and the community's administrators do in it, `methods` what the bot
asks for, `server` the HTTP of it. There is one community in a world.
"""
