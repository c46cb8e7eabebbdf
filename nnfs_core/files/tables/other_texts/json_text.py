"""This module reads a long JSON text value by value: a piece of it is in memory at a time."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import Any, NoReturn

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.meaning import loses_digits
from nnfs_core.numerals.typed import too_large

MAX_VALUE_CHARACTERS = 8 * 2**20  # of one record, or of the names that pandas tells
_BLANKS = re.compile(r"[ \t\r\n]*")


class JsonText:
    """Hands out the values of a text one by one; `read` gives its next piece, empty at the end.

    Raises NnfsError, with how many values had been read, for what is no JSON.
    """

    def __init__(self, read: Callable[[], str], file_name: str) -> None:
        self.n_values = 0
        self._read, self._file_name = read, file_name
        self._text, self._place = "", 0
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._without_doubles, parse_float=_number, parse_int=_whole_number
        )

    def next_mark(self) -> str:
        """The next letter that is no blank; empty at the end."""
        while True:
            blanks = _BLANKS.match(self._text, self._place)
            self._place = blanks.end() if blanks is not None else self._place
            if self._place < len(self._text):
                return self._text[self._place]
            self._text, self._place = self._read(), 0
            if not self._text:
                return ""

    def takes(self, mark: str) -> bool:
        """True where this letter is the next, which then is behind."""
        if self.next_mark() != mark:
            return False
        self._place += 1
        return True

    def take(self, mark: str) -> None:
        if not self.takes(mark):
            self.refuse()

    def value(self) -> Any:
        """The next list, object or text; its numbers are float, but for whole ones that lose
        digits so."""
        self.next_mark()
        while True:
            try:
                value, self._place = self._decoder.raw_decode(self._text, self._place)
            except json.JSONDecodeError:
                self._read_as_much_again()
            except RecursionError:
                raise NnfsError(
                    "{name} has lists in lists behind value {n:,}, far too many for a table."
                )(self._file_name, self.n_values) from None
            else:
                self.n_values += 1
                return value

    def _read_as_much_again(self) -> None:
        """Double what is in memory, since a value may be cut."""
        rest = self._text[self._place :]
        pieces, wanted = [rest], max(1, len(rest))
        while wanted > 0 and (piece := self._read()):
            pieces.append(piece)
            wanted -= len(piece)
        if len(pieces) == 1:
            self.refuse()
        if len(rest) > MAX_VALUE_CHARACTERS:
            raise NnfsError(
                "{name} has a value of more than {most:,} characters behind value {n:,}; write it "
                "as records, each on a line of its own."
            )(self._file_name, MAX_VALUE_CHARACTERS, self.n_values)
        self._text, self._place = "".join(pieces), 0

    def refuse(self) -> NoReturn:
        raise NnfsError("{name} is damaged: it is no JSON behind value {n:,}.")(
            self._file_name, self.n_values
        )

    def _without_doubles(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise NnfsError("Value {n:,} of {name} has a key twice; take one of them out.")(
                self.n_values + 1, self._file_name
            )
        return found


def _number(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise NnfsError(too_large(text[:50]))
    return number


def _whole_number(text: str) -> float | int:
    """The number as float, or as it stands where it would lose digits, so that this is told."""
    number = _number(text)
    return int(text) if loses_digits(text, number) else number
