"""This module opens a file of text with care and hands it out in pieces of bounded size."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from nnfs_core.errors import NnfsError
from nnfs_core.files.foreign import refuse_foreign
from nnfs_core.files.open_file import refusals
from nnfs_core.files.tables.chunks.last_line import LastLine
from nnfs_core.files.tables.chunks.plain_text import PlainText
from nnfs_core.files.tables.chunks.table_file import TableFile, is_packed
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.wording import sentence

CHUNK_CHARACTERS = 128 * 1024  # parsed in well under 50 ms, the time a cancel may take
MAX_LINE_CHARACTERS = 4 * 2**20

_END = "\x1a"  # Ctrl-Z, with which old programs end a file
_ENDS = f"{_END}\n", f"{_END}\r\n"


@contextmanager
def opened(path: str | Path) -> Iterator[TableFile]:
    """The file, open to read; whatever the system refuses is said in an NnfsError."""
    with refusals(Path(path)), TableFile(Path(path)) as file:
        yield file


def check_text(head: bytes, file_name: str, encoding: str) -> None:
    """Raise NnfsError when the first bytes of a file are not those of a text table."""
    if not head:
        raise NnfsError("{file_name} is empty; choose a file with a table in it.")(file_name)
    refuse_foreign(head, file_name)
    if is_packed(head):
        raise NnfsError("{name} is packed twice; unpack it and open what was in it.")(file_name)
    if b"\0" in head and encoding not in ("utf-16", "utf-32"):
        raise NnfsError(
            "{file_name} is not a table of text: it holds NUL bytes; save the table as CSV in "
            "UTF-8 and open that."
        )(file_name)


class TableSource:
    """Hands out the rows and chunks of an open file in order, with the line each one starts on.

    It begins behind the header. format: of what it hands out, which is plain however the file
    spells blanks and comments.
    """

    def __init__(self, file: BinaryIO, table_format: TableFormat, file_name: str) -> None:
        self.format = table_format.in_cells
        self.file_name = file_name
        self.n_lines = 0  # lines handed out so far
        self._text = io.TextIOWrapper(file, encoding=table_format.codec, newline="")
        self._plain = PlainText(table_format)
        for _ in range(table_format.skipped_lines):
            self.n_lines += bool(self._line())
        for _ in range(table_format.header_rows):
            next(self.rows([]), None)

    def chunk(self) -> str:
        """The next few thousand lines; empty at the end of the file."""
        text = self._decoded(lambda: self._text.read(CHUNK_CHARACTERS))
        if text:
            text += self._line()
        if "\0" in text:
            raise NnfsError(
                "{file_name} holds NUL bytes after line {n_lines:,}, so it is damaged or not a "
                "table of text."
            )(self.file_name, self.n_lines)
        if text.endswith(_END):
            text = text[:-1]
        elif text.endswith(_ENDS) and not (more := self._decoded(lambda: self._text.read(1))):
            text = text.rstrip(f"\r\n{_END}")
        elif text.endswith(_ENDS):
            text += more + self._line()
        return self._plain.of(text)

    def rows(self, lines: list[str]) -> Iterator[tuple[int, list[str]]]:
        """The rows of `lines` that are not blank, each with the line number it starts on.

        An empty cell in quotes is a row. A quoted cell may run on past the last of them; then more
        lines are taken from the file. Without `lines`, there is one row, the next of the file.
        """
        start = self.n_lines
        self.n_lines += len(lines)
        fed = LastLine(chain(lines, self._more()))
        reader = csv.reader(fed, strict=True, **self.format.csv_settings)
        line = 0
        try:
            while not lines or reader.line_num < len(lines):
                line = start + reader.line_num + 1
                row = next(reader)
                if not fed.is_blank(row):
                    yield line, row
                    if not lines:
                        return
        except StopIteration:
            return
        except csv.Error as error:
            raise NnfsError(self._quote_sentence(str(error), line)) from None

    def _more(self) -> Iterator[str]:
        while line := self.line():
            self.n_lines += 1
            yield line

    def line(self) -> str:
        """The next line; empty at the end of the file."""
        line = self._line()
        return "" if line == _END else self._plain.of(line)

    def _line(self) -> str:
        line = self._decoded(lambda: self._text.readline(MAX_LINE_CHARACTERS))
        if len(line) >= MAX_LINE_CHARACTERS:
            raise NnfsError(
                "{file_name} has a line of more than {most:,} characters near line {n_lines:,}, so "
                "it is not a table of rows; choose another file."
            )(self.file_name, MAX_LINE_CHARACTERS, self.n_lines + 1)
        return line

    def _decoded(self, read: Callable[[], str]) -> str:
        try:
            return read()
        except UnicodeError:
            raise NnfsError(
                "{file_name} is not {encoding} text somewhere after line {n_lines:,}; choose "
                "another encoding, such as cp1252."
            )(self.file_name, self.format.encoding, self.n_lines) from None

    def _quote_sentence(self, fault: str, line: int) -> str:
        if "expected after" in fault:
            return sentence(
                "Line {line:,} has text after the closing quote of a cell; put the whole cell in "
                "quotes, or choose to read quotes as letters."
            )(line)
        if "field larger" in fault or "end of data" in fault:
            return sentence(
                "Line {line:,} opens a quoted cell that is never closed; close the quote, or "
                "choose to read quotes as letters."
            )(line)
        return sentence("Line {line:,} cannot be read as cells ({fault}).")(line, fault)
