"""This module holds what all tabs of the outputs have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from nnfs_core.comparing.comparison import Comparison
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.project.place import Place
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.theme import Colored
from nnfs_gui.work.worker import Worker

if TYPE_CHECKING:
    from nnfs_gui.panels.outputs.pictures.still import Still


class OutputView(QWidget):
    """Shows an evaluation, or what differs in it, in one tab.

    Subclasses draw it in `draw`, and follow the selection in `show_place`.
    """

    def __init__(self, studio: Studio, object_name: str, accessible_name: str) -> None:
        super().__init__()
        named(self, object_name, accessible_name)
        self.studio = studio
        self.evaluation: Evaluation | None = None
        self.comparison: Comparison | None = None
        self.is_dimmed = False
        self._workers: list[Worker] = []

    def still(self, whole: bool, look: Colored) -> Still | None:
        """What a picture shows, in the colours of a look: all, or what is in view; else None."""
        raise NotImplementedError

    def draw(self, evaluation: Evaluation) -> None:
        """Show the numbers of `evaluation`, or those of `comparison` where there is one."""
        raise NotImplementedError

    def show_place(self, place: Place) -> None:
        """Mark what is selected and bring it into view."""
        raise NotImplementedError

    def show_hovered(self) -> None:
        """Mark softly what the mouse rests on in another panel."""

    def show_dimming(self) -> None:
        """Dim, or not, as `is_dimmed` says and while numbers are being counted."""
        raise NotImplementedError

    def show_evaluation(self, evaluation: Evaluation, comparison: Comparison | None = None) -> None:
        """Show the numbers of a forward pass, or what is different in them."""
        self.evaluation, self.comparison = evaluation, comparison
        self.draw(evaluation)

    def refresh(self) -> None:
        """Show the same numbers anew."""
        if self.evaluation is not None:
            self.draw(self.evaluation)

    def release(self) -> None:
        """Hold no numbers while nobody looks; the zoom stays."""
        for worker in self._workers:
            worker.cancel()
        self.evaluation = self.comparison = None

    def set_dimmed(self, dimmed: bool) -> None:
        """Show that the numbers are not those of the present project."""
        self.is_dimmed = dimmed
        self.show_dimming()

    def worker(self, what: str) -> Worker:
        """Someone who counts for this view, and stops when nobody looks at it any more."""
        worker = self.studio.lanes.worker(self, what)
        self._workers.append(worker)
        return worker
