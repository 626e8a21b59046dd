"""VKScript read into a tree: a node is a tuple of its kind and its parts."""

from __future__ import annotations

import json
import re
from typing import Any

Node = tuple[Any, ...]

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|(?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?P<name>[A-Za-z_]\w*)"""
    r"""|(?P<sign>==|!=|<=|>=|&&|\|\||[-+*/%<>=!.,;:()\[\]{}]))"""
)
_LEVELS = (("||",), ("&&",), ("==", "!="), ("<", ">", "<=", ">="), ("+", "-"), ("*", "/", "%"))
"""Binary operators, the weakest first."""

_WORDS = {"true": True, "false": False, "null": None}


class CompileError(Exception):
    """The code is no VKScript; the text says where."""


def parse(code: str) -> list[Node]:
    """The statements of a program."""
    parser = _Parser(_tokens(code))
    statements = []
    try:
        while not parser.at_end:
            statements.append(parser.statement())
    except RecursionError:
        raise CompileError("code is nested too deep") from None
    return statements


def _tokens(code: str) -> list[tuple[str, str]]:
    tokens, place, code = [], 0, code.rstrip()
    while place < len(code):
        found = _TOKEN.match(code, place)
        if found is None or found.lastgroup is None:
            raise CompileError(f"syntax error, unexpected symbol at {place}")
        tokens.append((found.lastgroup, found[found.lastgroup]))
        place = found.end()
    return tokens


class _Parser:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens, self._place = tokens, 0

    @property
    def at_end(self) -> bool:
        return self._place == len(self._tokens)

    def statement(self) -> Node:
        """One statement, with its semicolon."""
        match self._peek()[1]:
            case "var":
                return self._var()
            case "return":
                self._next()
                value = ("literal", None) if self._sees(";") else self._expression()
                return self._ended(("return", value))
            case "while" | "if" as word:
                return self._branch(word)
            case "{":
                return ("block", self._block())
        target = self._expression()
        if self._takes("="):
            return self._ended(("assign", target, self._expression()))
        return self._ended(("value", target))

    def _var(self) -> Node:
        self._next()
        made = []
        while True:
            target = ("name", self._name())
            made.append(("assign", target, self._expression() if self._takes("=") else ("literal", None)))
            if not self._takes(","):
                return self._ended(("block", made))

    def _branch(self, word: str) -> Node:
        self._next()
        self._expect("(")
        condition = self._expression()
        self._expect(")")
        then = self.statement()
        if word == "while":
            return ("while", condition, then)
        return ("if", condition, then, self.statement() if self._takes("else") else ("block", []))

    def _block(self) -> list[Node]:
        self._expect("{")
        statements = []
        while not self._takes("}"):
            statements.append(self.statement())
        return statements

    def _expression(self, level: int = 0) -> Node:
        if level == len(_LEVELS):
            return self._unary()
        left = self._expression(level + 1)
        while self._peek()[0] == "sign" and self._peek()[1] in _LEVELS[level]:
            left = ("binary", self._next()[1], left, self._expression(level + 1))
        return left

    def _unary(self) -> Node:
        if self._takes("!"):
            return ("not", self._unary())
        if self._takes("-"):
            return ("binary", "-", ("literal", 0), self._unary())
        return self._postfix(self._primary())

    def _postfix(self, value: Node) -> Node:
        while True:
            if self._takes("."):
                value = ("member", value, ("literal", self._name()))
            elif self._takes("["):
                value = ("member", value, self._expression())
                self._expect("]")
            elif self._takes("("):
                value = ("call", value, self._list(")"))
            else:
                return value

    def _primary(self) -> Node:
        kind, text = self._next()
        if kind == "number":
            return ("literal", int(text) if text.isdecimal() else float(text))
        if kind == "string":
            return ("literal", _unquoted(text))
        if kind == "name":
            return ("literal", _WORDS[text]) if text in _WORDS else ("name", text)
        if text == "(":
            inner = self._expression()
            self._expect(")")
            return inner
        if text == "[":
            return ("array", self._list("]"))
        if text == "{":
            return ("object", self._pairs())
        raise CompileError(f"syntax error, unexpected {text!r}")

    def _list(self, end: str) -> list[Node]:
        items: list[Node] = []
        while not self._takes(end):
            if items:
                self._expect(",")
            items.append(self._expression())
        return items

    def _pairs(self) -> list[tuple[str, Node]]:
        pairs: list[tuple[str, Node]] = []
        while not self._takes("}"):
            if pairs:
                self._expect(",")
            kind, key = self._next()
            self._expect(":")
            pairs.append((_unquoted(key) if kind == "string" else key, self._expression()))
        return pairs

    def _name(self) -> str:
        kind, text = self._next()
        if kind != "name":
            raise CompileError(f"syntax error, unexpected {text!r}, expecting a name")
        return text

    def _ended(self, node: Node) -> Node:
        if not self.at_end:
            self._expect(";")
        return node

    def _peek(self) -> tuple[str, str]:
        return ("end", "") if self.at_end else self._tokens[self._place]

    def _next(self) -> tuple[str, str]:
        if self.at_end:
            raise CompileError("syntax error, unexpected end of code")
        self._place += 1
        return self._tokens[self._place - 1]

    def _sees(self, sign: str) -> bool:
        return self._peek() == ("sign", sign) or self._peek() == ("name", sign)

    def _takes(self, sign: str) -> bool:
        if not self._sees(sign):
            return False
        self._place += 1
        return True

    def _expect(self, sign: str) -> None:
        if not self._takes(sign):
            raise CompileError(f"syntax error, unexpected {self._peek()[1]!r}, expecting {sign!r}")


def _unquoted(text: str) -> str:
    inner = text[1:-1]
    if text[0] == "'":
        inner = inner.replace("\\'", "'").replace('"', '\\"')
    try:
        return str(json.loads(f'"{inner}"', strict=False))
    except ValueError:
        raise CompileError(f"syntax error, bad string {text}") from None
