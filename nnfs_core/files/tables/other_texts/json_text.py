"""This module reads a long JSON text value by value: a piece of it is in memory at a time."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import Any, NoReturn

import msgspec

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.meaning import loses_digits

MAX_VALUE_CHARACTERS = 8 * 2**20  # of one record, or of the names that pandas tells
_PLAIN = msgspec.json.Decoder(list[dict[str, int | float | str | bool | None]])
_PLAIN_LINES = msgspec.json.Decoder(dict[str, int | float | str | bool | None])
_MINUS_ZERO = re.compile(r"-0\s*[,}]")
_CONSTANTS = {name: float(name) for name in ("NaN", "Infinity", "-Infinity")}
_BLANKS = re.compile(r"[ \t\r\n]*")


def is_too_large(value: object) -> bool:
    """True for an infinity that digits have made; one that the text tells is meant."""
    is_infinite = isinstance(value, float) and math.isinf(value)
    return is_infinite and all(value is not constant for constant in _CONSTANTS.values())


class JsonText:
    """Hands out the values of a text one by one; `read` gives its next piece, empty at the end.

    Raises NnfsError, with how many values had been read, for what is no JSON.
    """

    def __init__(self, read: Callable[[], str], file_name: str) -> None:
        self.n_values = 0
        self._read, self._file_name = read, file_name
        self._text, self._place = "", 0
        self._may_be_plain = True  # what is in memory
        self._decoder = json.JSONDecoder(
            parse_int=_whole_number, parse_constant=_CONSTANTS.__getitem__
        )

    def next_mark(self) -> str:
        """The next letter that is no blank; empty at the end."""
        while True:
            blanks = _BLANKS.match(self._text, self._place)
            self._place = blanks.end() if blanks is not None else self._place
            if self._place < len(self._text):
                return self._text[self._place]
            self._text, self._place, self._may_be_plain = self._read(), 0, True
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

    def plain_records(self, with_commas: bool) -> list[dict[str, Any]]:
        """The next objects of numbers and texts, as many as are in memory; none where one is not
        plain, as NaN is not, which JSON does not know."""
        end = self._text.rfind("}") + 1
        text = self._text[self._place : end]
        if not text or not self._may_be_plain:
            return []
        try:
            found = _PLAIN.decode(f"[{text}]") if with_commas else _PLAIN_LINES.decode_lines(text)
        except (msgspec.DecodeError, UnicodeError):
            found = []
        if not found or _MINUS_ZERO.search(text):  # whose sign msgspec drops
            self._may_be_plain = False
            return []
        self._place = end
        self.n_values += len(found)
        return found

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
        self._text, self._place, self._may_be_plain = "".join(pieces), 0, True

    def refuse(self) -> NoReturn:
        raise NnfsError("{name} is damaged: it is no JSON behind value {n:,}.")(
            self._file_name, self.n_values
        )


def _whole_number(text: str) -> float | int:
    """The number as float, or as it stands where it would lose digits, so that this is told."""
    number = float(text)
    return int(text) if math.isfinite(number) and loses_digits(text, number) else number
