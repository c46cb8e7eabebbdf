"""This module tells a blank line from one with an empty cell in quotes, which csv does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class LastLine:
    """Hands lines on to a reader of rows, and knows the one that it took last."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._last = ""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self._last = next(self._lines)
        return self._last

    def is_blank(self, row: list[str]) -> bool:
        """True for a row just read that is a blank line, as opposed to one missing cell."""
        return not row or (len(row) == 1 and not row[0].strip() and not self._last.strip())
