"""Shows what the network makes of each sample, beside figures of all of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.project.place import Place
from nnfs_gui.filtering import FilterBar
from nnfs_gui.panels.outputs.figures import FiguresPane
from nnfs_gui.panels.outputs.output_view import OutputView
from nnfs_gui.panels.outputs.pictures.still import Still
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel
from nnfs_gui.widgets.theme import Colored

NOTHING = "Nothing to show yet: this tab is to show what the network makes of each sample."


class ResultsView(OutputView):
    """Shows a table of the samples that the filter asks for, at its right the figures."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "results_view", "Results")
        self.filter_bar = FilterBar(studio, "results_filter", self)
        self.empty = named(PlainLabel(NOTHING, wordWrap=True), "results_empty", role="muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        left = QWidget()
        left.setLayout(in_column(self.filter_bar, (self.empty, 1), margins=(0, 0, 0, 0), spacing=6))
        self.splitter = named(QSplitter(Qt.Orientation.Horizontal), "results_splitter")
        self.splitter.setHandleWidth(5)
        self.figures = FiguresPane(studio)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.figures)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes([300, 200])
        self.setLayout(in_column(self.splitter, margins=(0, 0, 0, 0)))

    def still(self, whole: bool, look: Colored) -> Still | None:
        return self.figures.still(whole, look)  # a table has no picture

    def draw(self, evaluation: Evaluation) -> None:
        """Show the results of `evaluation`."""
        self.figures.show_evaluation(evaluation)

    def release(self) -> None:
        super().release()
        self.figures.release()

    def show_place(self, place: Place) -> None:
        """Mark the selected sample."""

    def show_dimming(self) -> None:
        """Dim while the numbers are not those of the present project."""
        self.figures.set_dimmed(self.is_dimmed)
