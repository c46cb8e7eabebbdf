"""Says how many samples were mended and broken; a press shows them everywhere."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from nnfs_core.comparing.changed_samples import ChangeVerdict
from nnfs_core.comparing.changes import Changes
from nnfs_core.wording import sentence
from nnfs_gui.panels.outputs.compare.wording import verdict_counts
from nnfs_gui.widgets.boxes import in_row
from nnfs_gui.widgets.named import named

TIPS = {
    ChangeVerdict.UNKNOWN: "Nobody knows whether they are right",
    ChangeVerdict.MENDED: "A is wrong, B is right",
    ChangeVerdict.BROKEN: "A is right, B is wrong",
    ChangeVerdict.WRONG: "Both are wrong, each in its own way",
    ChangeVerdict.NEARER: "B is nearer to the target than A",
    ChangeVerdict.FARTHER: "B is farther from the target than A",
    ChangeVerdict.AS_FAR: "B is as far from the target as A, on its other side",
}


class VerdictButtons(QWidget):
    """Has a button for each verdict that there are samples of."""

    chosen = Signal(object)  # ChangeVerdict

    def __init__(self) -> None:
        super().__init__()
        named(self, "compare_verdicts", "What became of the samples that changed")
        self._buttons: dict[ChangeVerdict, QPushButton] = {}
        tip = sentence("{meaning}. Click to show only these.")
        for verdict in ChangeVerdict:
            name = f"compare_verdict.{verdict.name.lower()}"
            button = named(QPushButton(), name, tip=tip(TIPS[verdict]))
            button.setProperty("role", "finding")
            button.clicked.connect(partial(self.chosen.emit, verdict))
            button.hide()
            self._buttons[verdict] = button
        self.setLayout(in_row(*self._buttons.values(), 1, margins=(0, 0, 0, 0), spacing=8))

    def show_verdicts(self, found: Changes) -> None:
        """Show the counts of a comparison."""
        texts = dict(verdict_counts(found))
        for verdict, button in self._buttons.items():
            button.setText(texts.get(verdict, ""))
            button.setVisible(verdict in texts)
        self.setVisible(bool(texts))
