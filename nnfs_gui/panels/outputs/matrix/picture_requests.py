"""Makes finer pictures than a frame has time for, off the GUI thread, while coarser ones show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer

from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.matrix.extremes import Extremes
from nnfs_core.progress import IsCancelled, Progress
from nnfs_gui.panels.outputs.matrix.picture import PictureRequest
from nnfs_gui.panels.outputs.matrix.plot import MatrixPlot
from nnfs_gui.work.lanes import Lanes

Answer = tuple[MatrixPlot, PictureRequest, Extremes | None]  # None for what cannot be fetched


class PictureRequests(QObject):
    """Makes the finer pictures that visible plots ask for now; older ones are given up."""

    def __init__(
        self, lanes: Lanes, plots: Callable[[], Sequence[MatrixPlot]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._plots = plots
        self._worker = lanes.worker(self, "The picture")
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._begin)

    def look(self) -> None:
        """Look for requests soon: now is the middle of painting."""
        self._soon.start()

    def _begin(self) -> None:
        requests = [
            (plot, plot.request) for plot in self._plots() if plot.request and plot.isVisible()
        ]
        if requests:
            self._worker.run(partial(_answer, requests), self._receive)
        else:
            self._worker.cancel()

    def _receive(self, answers: Sequence[Answer]) -> None:
        present = self._plots()
        for plot, request, values in answers:
            if plot in present:
                plot.answer(request, values)


def _answer(
    requests: Sequence[tuple[MatrixPlot, PictureRequest]],
    progress: Progress,
    cancelled: IsCancelled,
) -> list[Answer]:
    answers: list[Answer] = []
    for plot, request in requests:
        try:
            answers.append((plot, request, request.tiling.read(request.rows, cancelled)))
        except Cancelled:
            raise
        except NnfsError:
            answers.append((plot, request, None))
    return answers
