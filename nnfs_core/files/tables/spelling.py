"""This module guesses how a text spells its table: encoding, quotes, delimiter, header."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from nnfs_core.files.tables.format import DELIMITERS, TableFormat
from nnfs_core.files.tables.numbers import is_missing, is_number
from nnfs_core.files.tables.quoting import Quoting
from nnfs_core.files.tables.source import MAX_COLUMNS
from nnfs_core.progress import IsCancelled, never, stop_if

_BOMS = (  # UTF-32 first: its mark starts with the one of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def guessed_encoding(data: bytes, is_whole: bool) -> str:
    """The encoding of the start of a file, or of all of it."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    for encoding in ("utf-8", "cp1252"):
        try:
            codecs.getincrementaldecoder(encoding)().decode(data, final=is_whole)
            return encoding
        except UnicodeError:
            pass
    return "latin-1"


def guessed_format(text: str, encoding: str, cancelled: IsCancelled = never) -> TableFormat:
    """The format whose delimiter makes of a text the most regular, most numeric table.

    Raises Cancelled when asked to stop.
    """
    quote = _quote(text)
    start = "".join(io.StringIO(text, newline="").readlines()[:200])
    tried = (_tried(start, delimiter, quote, cancelled) for delimiter in DELIMITERS)
    _, found, rows = max(tried, key=lambda each: each[0])
    has_names = Quoting.of(start, found).has_names or has_header(rows, found.decimal)
    return replace(found, header_rows=int(has_names), encoding=encoding)


def rows_of(
    text: str, table_format: TableFormat, cancelled: IsCancelled = never
) -> list[list[str]]:
    """The rows that are not blank; what is wrong with quotes is left for reading to tell.

    Raises Cancelled when asked to stop.
    """
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), **table_format.csv_settings):
            stop_if(cancelled)
            if len(row) > MAX_COLUMNS:  # no table: what follows is as wide
                rows.append(row[: MAX_COLUMNS + 1])
                break
            if len(row) > 1 or (row and row[0].strip()):
                rows.append([cell.strip() for cell in row])
    except csv.Error:
        pass
    return rows


def _quote(text: str) -> str:
    single = re.search(r"(^|[,;\t|])'[^'\r\n]*'([,;\t|\r\n]|$)", text)
    return "'" if single and '"' not in text else '"'


def _tried(
    text: str, delimiter: str, quote: str, cancelled: IsCancelled
) -> tuple[tuple[float, int], TableFormat, list[list[str]]]:
    """How good a table a delimiter makes, with the decimal mark that fits; and its rows."""
    spelled = TableFormat(delimiter, quote=quote)
    rows, words = rows_of(text, spelled, cancelled), Quoting.of(text, spelled).words
    stop_if(cancelled)
    width, count = Counter(map(len, rows)).most_common(1)[0] if rows else (1, 0)
    decimal = _decimal(rows, delimiter, words)
    cells = [cell for row in rows[1:] for cell in row[:200]]
    numbers = sum(is_number(cell, decimal) for cell in cells) / max(1, len(cells))
    score = 0.0 if width == 1 else count / len(rows) * (1 + numbers)
    return (score, width), TableFormat(delimiter, decimal, quote=quote), rows


def _decimal(rows: list[list[str]], delimiter: str, words: Collection[int]) -> str:
    if delimiter == ",":
        return "."
    cells = [cell for row in rows for n, cell in enumerate(row[:200]) if n not in words]
    commas = sum("," in cell and is_number(cell, ",") for cell in cells)
    points = sum("." in cell and is_number(cell, ".") for cell in cells)
    return "," if commas > points else "."


def has_header(rows: list[list[str]], decimal: str) -> bool:
    """True when the first row has no number, but a word above a number or one of its own."""
    if not rows:
        return False
    first, body = rows[0], rows[1:]
    if any(is_number(cell, decimal) for cell in first):
        return False
    words = [column for column, cell in enumerate(first) if not is_missing(cell)]
    if any(
        is_number(row[column], decimal) for row in body for column in words if column < len(row)
    ):
        return True
    return bool(words) and any(
        all(row[column] != first[column] for row in body if column < len(row)) for column in words
    )
