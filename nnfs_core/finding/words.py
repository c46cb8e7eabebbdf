"""Splits the text of a question into words, numbers and signs, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from nnfs_core.errors import NnfsError
from nnfs_core.wording import sentence

MOST_CHARACTERS = 10_000

_PIECE = re.compile(
    r"""\s*(?:
        (?P<quoted>"[^"]*"|`[^`]*`|“[^”]*”|'[^']*')
      | (?P<sign><=|>=|==|!=|<>|[<>=≤≥≠])
      | (?P<mark>[(),])
      | (?P<word>[^\s<>=!≤≥≠(),"`“]+)
    )""",
    re.VERBOSE,
)
_NUMBER = re.compile(r"[+\-−]?(?:\d+\.?\d*|\.\d+)(?:[eE][+\-−]?\d+)?|[+\-−]?(?:inf|infinity|∞)")

TokenKind = Literal["quoted", "sign", "mark", "word", "number", "end"]


class QueryError(NnfsError):
    """Reports a question that cannot be understood; `place` is the character, from 0."""

    def __init__(self, message: str, place: int) -> None:
        super().__init__(message)
        self.place = place

    @classmethod
    def at(cls, place: int, message: str) -> QueryError:
        """An error whose sentence begins with the place."""
        return cls(sentence("At character {place}: {message}")(place + 1, message), place)


@dataclass(frozen=True)
class Token:
    """Holds a word, number, sign or quoted name, and where it stands in the text."""

    kind: TokenKind
    text: str  # without quotes
    start: int
    stop: int

    @property
    def word(self) -> str:
        """The text of a bare word as keywords are compared; empty for all else."""
        return self.text.lower() if self.kind == "word" else ""

    @property
    def shown(self) -> str:
        """How a message names it."""
        text = self.text if len(self.text) <= 40 else f"{self.text[:40]}…"
        return f"“{text}”"


def pieces(text: str) -> list[Token]:
    """The pieces of a text, the last one of kind "end"; raises QueryError for what is none."""
    if len(text) > MOST_CHARACTERS:
        raise QueryError(
            "A filter has at most {most:,} characters, but this one has {n:,}.", MOST_CHARACTERS
        )(MOST_CHARACTERS, len(text))
    found: list[Token] = []
    place, end = 0, len(text.rstrip())
    while place < end:
        match = _PIECE.match(text, place)
        if match is None:
            place += len(text[place:]) - len(text[place:].lstrip())
            raise QueryError.at(place, _unreadable(text[place]))
        kind = match.lastgroup
        assert kind is not None
        found.append(_piece(kind, match[kind], match.start(kind)))
        place = match.end()
    return [*found, Token("end", "", end, end)]


def number_of(text: str) -> float:
    """The number that a piece of kind "number" stands for; may be infinite."""
    return float(text.replace("−", "-").replace("∞", "inf"))


def _piece(kind: str, text: str, start: int) -> Token:
    stop = start + len(text)
    match kind:
        case "quoted":
            return Token("quoted", " ".join(text[1:-1].split()), start, stop)
        case "sign":
            same = {"==": "=", "<>": "!=", "≠": "!=", "≤": "<=", "≥": ">="}
            return Token("sign", same.get(text, text), start, stop)
        case "mark":
            return Token("mark", text, start, stop)
    return Token("number" if _NUMBER.fullmatch(text.lower()) else "word", text, start, stop)


def _unreadable(character: str) -> str:
    if character in "\"'`“":
        return sentence("the quote {character} has no other end.")(character)
    return sentence("“{character}” means nothing here; for unlike write !=.")(character)
