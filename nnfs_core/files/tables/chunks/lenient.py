"""This module parts lines into cells whatever is wrong with their quotes, and counts that."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from nnfs_core.files.tables.chunks.last_line import LastLine
from nnfs_core.files.tables.chunks.source import TableSource


class LenientRows:
    """Parts lines into rows of cells; where quotes are wrong, they are letters like any other.

    n_wrong: on how many lines they were; first_wrong_line: the first of these, or None.
    """

    def __init__(self, source: TableSource) -> None:
        self.n_wrong = 0
        self.first_wrong_line: int | None = None
        self._source = source

    def rows(self, lines: list[str]) -> Iterator[tuple[int, list[str]]]:
        """The rows of `lines` that are not blank, each with the line number it starts on.

        More lines are taken from the file where a quoted cell runs on past the last of them.
        """
        source = self._source
        start, taken = source.n_lines, 0
        source.n_lines += len(lines)
        settings = source.format.csv_settings
        while taken < len(lines):
            fed = LastLine(self._from(lines, taken))
            reader = csv.reader(fed, strict=True, **settings)
            before = taken
            try:
                for row in reader:
                    line, taken = start + taken + 1, before + reader.line_num
                    if not fed.is_blank(row):
                        yield line, row
                    if taken == len(lines):
                        return
            except csv.Error as error:
                line, row = start + taken + 1, _parted(lines[taken], source.format.delimiter)
                taken += 1
                self.n_wrong += 1
                self.first_wrong_line = self.first_wrong_line or line
                yield line, row
                if "expected after" not in str(error):  # left open: each try would go far
                    settings |= {"quoting": csv.QUOTE_NONE, "quotechar": None}

    def _from(self, lines: list[str], place: int) -> Iterator[str]:
        """The lines from `place` on, and more of the file, which are added to them."""
        for known in range(place, len(lines)):
            yield lines[known]
        while more := self._source.line():
            self._source.n_lines += 1
            lines.append(more)
            yield more


def _parted(line: str, delimiter: str) -> list[str]:
    return line.rstrip("\r\n").split(delimiter)
