"""Lets people choose of which part of a split batch the figures are."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from nnfs_core.project.changes import Part
from nnfs_core.project.project import Project
from nnfs_core.project.subset import Subset
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_row
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel

ALL = "all samples"
TIP = "Of which samples accuracy, confusion and loss are, here and everywhere else."


class SubsetChoice(QWidget):
    """Chooses all samples or one subset for the whole window; hidden while nothing is split."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        named(self, "subset_choice")
        self._studio = studio
        self.box = named(QComboBox(), "subset_box", "Figures are of", tip=TIP)
        self.box.activated.connect(self._on_activated)
        self.setLayout(in_row(PlainLabel("Of"), self.box, margins=(0, 0, 0, 0)))
        self._listed: list[tuple[str, Subset | None]] = []
        studio.subset_shown.changed.connect(self._show)
        studio.document.changed.connect(self._on_document_changed, Part.BATCH)
        self._show()

    def _on_document_changed(self, old: Project, new: Project) -> None:
        self._show()

    def _show(self) -> None:
        shown = self._studio.subset_shown
        self.setVisible(bool(shown.offered))
        choices: list[tuple[str, Subset | None]] = [(ALL, None)]
        choices += [(subset.title, subset) for subset in shown.offered]
        if self._listed != choices:
            self._listed = choices
            self.box.clear()
            self.box.addItems([text for text, _ in choices])
        self.box.setCurrentIndex([subset for _, subset in choices].index(shown.subset))

    def _on_activated(self, place: int) -> None:
        self._studio.subset_shown.choose(self._listed[place][1])
