"""The community in VK, by vk_api: `source` with `catch_up`, `parsing`, `rendering`, `channel`, `files`, `connection`.

vk_api brings requests with it and takes half a second to import, so nothing is imported here.
"""
