"""This module writes the filters of file dialogs from the table of formats."""

from __future__ import annotations

from nnfs_core import formats
from nnfs_core.formats import Format
from nnfs_core.project.batch import Batch


def file_filter(title: str, *of: Format) -> str:
    """One filter for all files of some formats."""
    return f"{title} ({' '.join(f'*{suffix}' for format in of for suffix in format.suffixes)})"


def data_formats() -> list[Format]:
    """The formats that mostly hold data."""
    return [format for format in formats.FORMATS if format.holds is Batch]


def data_suffixes() -> str:
    """How the names of files of data may end, for people."""
    return ", ".join(suffix for format in data_formats() for suffix in format.suffixes)


def number_filters() -> list[str]:
    """A filter for each suffix that a batch can be written with, the usual one first."""
    return [f"{format.title} (*{suffix})" for format in data_formats() for suffix in format.written]
