"""Says above the table of results that the figures beside it are of other samples."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from nnfs_core.project.subset import Subset
from nnfs_core.wording import counted, sentence
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_row
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.named import named


class PartLine(QWidget):
    """Is there while figures are of a subset that the filter does not ask for; it offers that."""

    def __init__(self, studio: Studio, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio = studio
        self.text = named(ElidedLabel("muted"), "results_part")
        tip = "Show only the samples that the figures are of, in the batch and the scatter too"
        self.show_these = named(QPushButton("Show these"), "results_part_show", tip=tip)
        self.show_these.setProperty("role", "link")
        self.show_these.clicked.connect(self._filter)
        self.setLayout(in_row((self.text, 1), self.show_these, margins=(0, 0, 0, 0)))
        studio.subset_shown.changed.connect(self.follow)
        studio.finder.state_changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Say what the table lists and what the figures are of, where these differ."""
        finder, subset = self._studio.finder, self._studio.subset_shown.subset
        if subset is None or _asks_for(finder.text, subset):
            self.hide()
            return
        count = self._studio.project.batch.subset_counts.get(subset, 0)
        listed = counted(len(finder.order), "sample")
        of = sentence("{count:,} {subset}")(count, subset.title)
        said = sentence("Listed: {listed}. Figures: the {of} samples.")
        self.text.setText(said(listed, of))
        self.show()

    def _filter(self) -> None:
        subset = self._studio.subset_shown.subset
        if subset is not None:
            self._studio.finder.filter(subset.title)


def _asks_for(text: str, subset: Subset) -> bool:
    """Whether a filter asks first of all for a subset."""
    return text.partition(",")[0].partition(" and ")[0].strip() == subset.title
