"""VKScript, the language of `execute`: as much of it as client libraries write.

`syntax` reads it, `run` does it: variables, arrays and objects, `while` and `if`, arithmetic, `.length`, `.push`, and
calls of the API.
"""

from bot.sandbox.vk.script.run import ScriptError, run
from bot.sandbox.vk.script.syntax import CompileError, parse

__all__ = ["CompileError", "ScriptError", "parse", "run"]
