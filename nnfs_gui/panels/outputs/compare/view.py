"""Shows which samples another state answers otherwise."""

from __future__ import annotations

from PySide6.QtCore import Qt

from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.project.place import Place
from nnfs_gui.panels.outputs.output_view import OutputView
from nnfs_gui.panels.outputs.pictures.still import Still
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel
from nnfs_gui.widgets.theme import Colored

NOTHING = "Nothing to show yet: this tab is to show which samples another state answers otherwise."


class CompareView(OutputView):
    """Shows which samples another state answers otherwise."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "compare_view", "Samples answered otherwise")
        self.empty = named(PlainLabel(NOTHING, wordWrap=True), "compare_empty", role="muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setLayout(in_column(self.empty, margins=(0, 0, 0, 0)))

    def still(self, whole: bool, look: Colored) -> Still | None:
        return None

    def draw(self, evaluation: Evaluation) -> None:
        """Show the numbers of `evaluation`."""

    def show_place(self, place: Place) -> None:
        """Mark the selected sample."""

    def show_dimming(self) -> None:
        """Dim while the numbers are not those of the present project."""
