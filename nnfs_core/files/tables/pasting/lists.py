"""This module reads lists of numbers as Python and NumPy write them, without running anything."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias, cast

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.numbers import short_text

Cells = list[list[str]]
Item: TypeAlias = "str | list[Item]"

_NUMBERS = "float|float16|float32|float64|float_|half|single|double|int|int8|int16|int32|int64"
_WRAPPERS = frozenset(f"array|asarray|matrix|tensor|Tensor|list|tuple|{_NUMBERS}".split("|"))
_NUMBER_WORDS = frozenset({"nan", "inf", "infty", "NaN", "Infinity", "NAN", "Inf"})

_DOTTED = r"[A-Za-z_][\w.]*"
_COMMENT = r"\#[^\n]*+"
_LIST = re.compile(
    rf"(?:\s|{_COMMENT})*+(?:{_DOTTED}\s*=\s*)?"
    rf"(?:\[|\(\s*[\[(]|\([^()\[\]\n]*,|(?:{_DOTTED}\.)?(?:{'|'.join(sorted(_WRAPPERS))})\s*\()"
)
_PIECE = re.compile(
    rf"""(?:\s|{_COMMENT})*+(?:
        (?P<number>[+\-−]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
      | (?P<name>[+\-−]?{_DOTTED})
      | (?P<text>"[^"\\\n]*"|'[^'\\\n]*')
      | (?P<other><[^<>\n]*>)
      | (?P<mark>\.\.\.|[\[\](),=;])
    )""",
    re.VERBOSE,
)
_BLANKS = re.compile(rf"(?:\s|{_COMMENT})*+")
_CLOSING = {"[": "]", "(": ")"}


@dataclass
class _Open:
    """A bracket that is open: a list, or what is called with a value first and options after."""

    sign: str
    is_call: bool = False
    items: list[Item] = field(default_factory=list)
    is_parted: bool = True  # by a comma, or by nothing as at the beginning


def is_list(text: str) -> bool:
    """True for a text that begins as a list of Python's or an array of NumPy's does."""
    return _LIST.match(text) is not None


def list_cells(text: str) -> Cells:
    """The cells of a list or an array: a flat one is a row, a nested one has rows.

    It may stand behind `name =`; numbers are parted by commas or, as NumPy prints them, by blanks;
    `np.array(..., dtype=...)` and `np.float64(...)` are what stands in them. Raises NnfsError, in
    a sentence, for all else.
    """
    value = _Reader(text).value()
    if isinstance(value, str):
        return [[value]]
    rows = value if any(isinstance(item, list) for item in value) else [value]
    for row in rows:
        if isinstance(row, str):
            raise NnfsError("The list has numbers beside lists; a table has rows of numbers.")
        if any(isinstance(item, list) for item in row):
            raise NnfsError("The list has three dimensions or more; a table has two.")
    if not any(rows):
        raise NnfsError("The list is empty; copy one with numbers in it.")
    return cast("Cells", rows)


class _Reader:
    """Goes over the pieces of a text with a stack of its own, so that no nesting is too deep."""

    def __init__(self, text: str) -> None:
        self._text = text
        assignment = re.match(rf"(?:\s|{_COMMENT})*+{_DOTTED}\s*=\s*", text)
        self._place = assignment.end() if assignment else 0
        self._ended_at = -1  # where the piece before ended

    def value(self) -> Item:
        """What the text says: a cell, or a list of cells or lists."""
        whole = _Open("")
        opened = [whole]
        while self._place < len(self._text):
            piece = _PIECE.match(self._text, self._place)
            if piece is None or piece.lastgroup is None:
                blanks = _BLANKS.match(self._text, self._place)
                if blanks is not None and blanks.end() == len(self._text):
                    break
                raise self._unexpected(self._place)
            start, self._place = piece.start(piece.lastgroup), piece.end()
            if opened == [whole] and whole.items:
                raise NnfsError("More follows the list: {piece}; copy one list at a time.")(
                    short_text(self._text[start:])
                )
            self._take(opened, piece.lastgroup, piece[piece.lastgroup], start)
            self._ended_at = self._place
        if len(opened) > 1 or not whole.items:
            raise NnfsError("The list has no end; copy it whole.")
        return whole.items[0]

    def _take(self, opened: list[_Open], kind: str, text: str, start: int) -> None:
        inner = opened[-1]
        if inner.is_call and inner.items and text not in ("(", "[", ")", "]"):
            return  # dtype=np.float32 and the like say how it was kept
        if text == "...":
            raise NnfsError("The list is printed shortened, with ...; print or copy it whole.")
        if text in _CLOSING:
            if not (inner.is_call and inner.items):
                self._check_parted(inner, start)
            opened.append(_Open(text))
        elif kind == "name" and self._text[self._place : self._place + 1] == "(":
            self._check_parted(inner, start)
            if text.rpartition(".")[2] not in _WRAPPERS:
                raise NnfsError("A list may hold numbers, but there is {name}(.")(short_text(text))
            self._place += 1
            opened.append(_Open("(", is_call=True))
        elif text in (")", "]"):
            self._close(opened, text, start)
        elif kind == "mark":
            if text != "," or inner.is_parted or len(opened) == 1:
                raise self._unexpected(start)
            inner.is_parted = True
        else:
            self._check_parted(inner, start)
            inner.items.append(self._cell(kind, text, start))

    def _close(self, opened: list[_Open], text: str, start: int) -> None:
        closed = opened.pop()
        if not opened or text != _CLOSING.get(closed.sign):
            raise self._unexpected(start)
        outer = opened[-1]
        if outer.is_call and outer.items:
            return  # of an option
        if closed.is_call:
            if len(closed.items) != 1:
                raise self._unexpected(start)
            outer.items.append(closed.items[0])
        else:
            outer.items.append(closed.items)

    def _check_parted(self, inner: _Open, start: int) -> None:
        """Blanks part numbers too, but 1-2 is no list of two."""
        if not inner.is_parted and self._ended_at == start:
            raise self._unexpected(start)
        inner.is_parted = False

    def _cell(self, kind: str, text: str, start: int) -> str:
        if kind == "text":
            return text[1:-1]
        name = text.lstrip("+-−").rpartition(".")[2]
        if kind == "number":
            return text
        if name not in _NUMBER_WORDS:
            raise self._unexpected(start)
        sign = "-" if text[0] in "-−" else ""
        return sign + ("nan" if name.lower() == "nan" else "inf")

    def _unexpected(self, place: int) -> NnfsError:
        return NnfsError("The list cannot be read from {piece} on; it may hold numbers alone.")(
            short_text(self._text[place:], 20)
        )
