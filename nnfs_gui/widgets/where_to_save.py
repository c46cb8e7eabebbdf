"""Asks for the file to save to, and before any file is replaced."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from nnfs_core.wording import agreeing, listed, sentence
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainMessageBox

Then = Callable[[QWidget], None]

PDF = "PDF documents (*.pdf)"


@dataclass(frozen=True)
class WhereToSave:
    """Says what to ask for: `kinds` are filters of one suffix each, such as PDF.

    proposal: a path without suffix. first: the place of the kind that is chosen at first. known:
    what a name may end in besides. beside: the files that are written with one, so that whoever
    names it is asked about them, too.
    """

    title: str
    proposal: Path
    kinds: Sequence[str]
    first: int = 0
    known: Sequence[str] = ()
    beside: Callable[[Path], Sequence[Path]] = field(default=lambda path: ())

    def ask(self, parent: QWidget, chosen: Callable[[Path], None]) -> None:
        """Ask, and ask before anything is replaced; then call `chosen` with the file's name.

        A name that ends in nothing known gets the suffix of the chosen kind, before anybody looks
        whether there is such a file.
        """
        dialog = named(
            QFileDialog(parent, self.title, str(self.proposal.parent), ";;".join(self.kinds)),
            "save_dialog",
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        # its own question would be about the name as it is typed, and read it as rich text
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)

        def choose_kind(kind: str) -> None:
            name = next((Path(name).name for name in dialog.selectedFiles()), self.proposal.name)
            for other in map(suffix_of, self.kinds):
                name = name.removesuffix(other)
            dialog.selectFile(name + suffix_of(kind))

        def named_file(name: str) -> None:
            if not Path(name).name:
                self.ask(_parent(dialog), chosen)
                return
            kind = dialog.selectedNameFilter()
            kind = kind if kind in self.kinds else self.kinds[0]
            path = self.completed(Path(name), kind)
            there = [each for each in (path, *self.beside(path)) if os.path.isfile(each)]
            if there:
                again = replace(self, proposal=path.with_suffix(""), first=self.kinds.index(kind))
                _ask_to_replace(
                    _parent(dialog),
                    there,
                    lambda parent: chosen(path),
                    lambda parent: again.ask(parent, chosen),
                )
            else:
                chosen(path)

        dialog.selectNameFilter(self.kinds[self.first])  # which would change a name
        dialog.selectFile(self.proposal.name)
        choose_kind(self.kinds[self.first])
        dialog.filterSelected.connect(choose_kind)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(named_file)
        dialog.open()

    def completed(self, path: Path, kind: str) -> Path:
        """The path with the suffix of a kind, unless its name ends as one that is known."""
        known = (*map(suffix_of, self.kinds), *self.known)
        if path.name.lower().endswith(known):
            return path
        return path.with_name(path.name.rstrip(".") + suffix_of(kind))


def suffix_of(kind: str) -> str:
    """The suffix in a filter of one, such as .pdf."""
    return kind.rsplit("*", 1)[1].rstrip(")")


def _ask_to_replace(parent: QWidget, there: Sequence[Path], yes: Then, no: Then) -> None:
    """Ask whether files may be replaced, and do `yes` or `no` with the parent.

    Neither may hold the parent: a box that goes may have the last word on who lives.
    """
    box = named(PlainMessageBox(parent), "replace_box")
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle("Replace")
    names, are = listed([path.name for path in there]), agreeing(len(there), "is", "are")
    box.setText(sentence("{names} {are} there already.")(names, are))
    them = "it" if len(there) == 1 else "them"
    box.setInformativeText(sentence("In {folder}. Replace {them}?")(there[0].parent, them))
    taken = box.addButton("Replace", QMessageBox.ButtonRole.AcceptRole)
    other = box.addButton("Choose another name…", QMessageBox.ButtonRole.RejectRole)
    taken.setObjectName("replace_yes")
    other.setObjectName("replace_no")
    box.setDefaultButton(other)
    box.setEscapeButton(other)
    box.buttonClicked.connect(lambda button: (yes if button is taken else no)(_parent(box)))
    box.open()


def _parent(dialog: QWidget) -> QWidget:
    parent = dialog.parentWidget()
    assert parent is not None
    return parent
