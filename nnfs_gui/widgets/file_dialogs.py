"""Asks for a file to open or to save to; the table of formats says which kinds there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from nnfs_core import formats
from nnfs_core.formats import Format
from nnfs_core.project.batch import Batch
from nnfs_gui.widgets.named import named

PDF = "PDF documents (*.pdf)"


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
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda file: chosen(Path(file)))
    dialog.open()


def ask_where_to_save(
    parent: QWidget,
    title: str,
    proposal: Path,
    kinds: Sequence[str],
    chosen: Callable[[Path], None],
) -> None:
    """Ask, proposing a path without suffix; then call `chosen` with the file's name.

    `kinds` are filters of one suffix each, such as PDF; the file gets that of the chosen one.
    """
    dialog = named(
        QFileDialog(parent, title, str(proposal.parent), ";;".join(kinds)), "save_dialog"
    )
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    suffixes = {kind: kind.rsplit("*", 1)[1].rstrip(")") for kind in kinds}

    def choose_kind(kind: str) -> None:
        suffix = suffixes.get(kind, suffixes[kinds[0]])
        dialog.setDefaultSuffix(suffix.removeprefix("."))
        name = next((Path(name).name for name in dialog.selectedFiles()), proposal.name)
        for other in suffixes.values():
            name = name.removesuffix(other)
        dialog.selectFile(name + suffix)

    dialog.selectFile(proposal.name)
    choose_kind(kinds[0])
    dialog.filterSelected.connect(choose_kind)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()


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
