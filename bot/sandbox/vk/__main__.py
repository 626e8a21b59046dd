"""`python -m bot.sandbox.vk`: the emulated VK as a process of its own, with the usual scene."""

from contextlib import AbstractAsyncContextManager

from bot.sandbox.alone import alone
from bot.sandbox.vk.scene import set_scene
from bot.sandbox.vk.server import serving


def _begin(budgets: bool, calls: int, port: int) -> AbstractAsyncContextManager[str]:
    return serving(set_scene(budgets=budgets, calls=calls).world, port)


if __name__ == "__main__":
    alone("vk", "error 6", _begin)
