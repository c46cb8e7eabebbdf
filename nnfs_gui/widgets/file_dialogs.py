"""Asks for a file to open; the table of formats says which kinds of files there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from nnfs_core import formats
from nnfs_core.formats import Format
from nnfs_core.project.batch import Batch
from nnfs_gui.widgets.named import named


def ask_for_file(
    parent: QWidget,
    name: str,
    title: str,
    folder: Path | str,
    kinds: Sequence[str],
    chosen: Callable[[Path], object],
) -> None:
    """Ask for a file that exists; then call `chosen` with it. `name` is that of the dialog."""
    dialog = named(QFileDialog(parent, title, str(folder), ";;".join(kinds)), name)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setOption(QFileDialog.Option.HideNameFilterDetails)  # there are too many to be read
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda file: chosen(Path(file)))
    dialog.open()


def file_filter(title: str, *of: Format) -> str:
    """One filter for all files of some formats."""
    endings = dict.fromkeys(f"*{ending}" for format in of for ending in format.endings)
    return f"{title} ({' '.join(endings)})"


def data_formats() -> list[Format]:
    """The formats that mostly hold data."""
    return [format for format in formats.FORMATS if format.holds is Batch]


def data_titles() -> list[str]:
    """What the kinds of files of data are called."""
    return [format.title for format in data_formats()]


def data_suffixes() -> list[str]:
    """How the names of files of data may end."""
    return [suffix for format in data_formats() for suffix in format.suffixes]


def number_filters() -> list[str]:
    """A filter for each suffix that a batch can be written with, the usual one first."""
    return [f"{format.title} (*{suffix})" for format in data_formats() for suffix in format.written]
