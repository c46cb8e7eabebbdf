"""This module asks where to save, in one of several kinds of files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

PDF = "PDF documents (*.pdf)"


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
    dialog = QFileDialog(parent, title, str(proposal.parent), ";;".join(kinds))
    dialog.setObjectName("save_dialog")
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
