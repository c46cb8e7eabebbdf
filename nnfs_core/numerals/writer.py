"""Writes the numbers of a matrix, so that different ones below each other look different."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np

from nnfs_core.numerals.texts import (
    MOST_DIGITS,
    MOST_ROOM,
    cut,
    fitting_text,
    full_text,
    is_plain,
    least_digits,
    rounded,
    short_text,
)


@dataclass(frozen=True)
class NumberWriter:
    """Writes the numbers of one matrix, of a type of floating point.

    `is_given` says that people or files gave them; the others are computed. Of differences every
    one above 0 `is_signed`.
    """

    char: str = "d"  # of the type, as NumPy has it
    is_given: bool = False
    is_signed: bool = False

    @classmethod
    def of(
        cls, dtype: np.dtype[Any] | str, *, given: bool = False, signed: bool = False
    ) -> NumberWriter:
        """The writer of a type's numbers."""
        return _writer(dtype, given, signed)

    def full(self, value: float) -> str:
        """All digits: as few as read back to the same bits."""
        return self._signed(value, full_text(value, self.char))

    def cell(self, value: float) -> str:
        """A number by itself, as a cell shows it."""
        text = full_text(value, self.char) if self.is_given else short_text(value, self.char)
        return self._signed(value, text)

    def fitting(self, value: float, room: int) -> str:
        """A number with as many digits as fit in so many characters."""
        if value == 0 or value != value:
            return full_text(value, self.char)
        return _fitting(value, self.char, self.is_given, self.is_signed, room)

    def room(self, values: Sequence[float], least: int) -> int:
        """How many characters numbers below each other need, at least `least`.

        With them different numbers have different texts, and whole ones are written plainly.
        """
        fulls = list(map(self.full, values))
        whole = (len(text) for text in fulls if len(text) > least and is_plain(text))
        room, n_different = max([least, *whole]), len(set(fulls))
        while len({self.fitting(value, room) for value in values}) < n_different:
            room += 1
        return room

    def column(self, values: Sequence[float], room: int = MOST_ROOM, longest: int = 0) -> list[str]:
        """Numbers below each other as cells show them: different ones with different texts.

        Those that are given and longer than `longest` have so many characters, or all that they
        have where they would else look alike.
        """
        texts = list(map(self.cell, values))
        if self.is_given:
            short = [
                text if len(text) <= longest or is_plain(text) else cut(text, room)
                for text in texts
            ]
            alike = {each for group in _alike(values, short) for each in group}
            return [
                full if value in alike else text
                for value, full, text in zip(values, texts, short, strict=True)
            ]
        if len(set(texts) - {"-0"}) >= len(set(values)):
            return texts
        told = {
            value: text
            for alike in _alike(values, texts)
            for value, text in self._told_apart(alike, least_digits(self.char) + 1).items()
        }
        return [told.get(value, text) for value, text in zip(values, texts, strict=True)]

    def _told_apart(self, values: set[float], digits: int) -> dict[float, str]:
        """Texts of different numbers that differ, each with no more digits than that takes."""
        texts = {}
        for value in values:
            full, text = self.full(value), self._signed(value, rounded(value, self.char, digits))
            texts[value] = full if len(full) <= len(text) else text
        for alike in _alike(texts, list(texts.values())) if digits < MOST_DIGITS else ():
            texts |= self._told_apart(alike, digits + 1)
        return texts

    def _signed(self, value: float, text: str) -> str:
        return f"+{text}" if self.is_signed and value > 0 else text


@cache
def _writer(dtype: np.dtype[Any] | str, is_given: bool, is_signed: bool) -> NumberWriter:
    return NumberWriter(np.dtype(dtype).char, is_given, is_signed)


@lru_cache(maxsize=2**15)  # a table is painted anew whenever the mouse moves over it
def _fitting(value: float, char: str, is_given: bool, is_signed: bool, room: int) -> str:
    sign, full = "+" if is_signed and value > 0 else "", full_text(value, char)
    room -= len(sign)
    if len(full) <= room:
        return sign + full
    return sign + (cut(full, room) if is_given else fitting_text(value, char, room))


def _alike(values: Iterable[float], texts: Iterable[str]) -> list[set[float]]:
    """The different numbers that have the same text, group by group."""
    groups: dict[str, set[float]] = {}
    for value, text in zip(values, texts, strict=True):
        if value == value:  # NaN is no number
            groups.setdefault(text, set()).add(value)
    return [group for group in groups.values() if len(group) > 1]
