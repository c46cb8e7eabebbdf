"""Makes finer pictures than a frame has time for, off the GUI thread, while coarser ones show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer

from nnfs_core.arrays import FloatArray
from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.progress import IsCancelled, Progress
from nnfs_gui.panels.outputs.matrix.picture import Wish
from nnfs_gui.panels.outputs.matrix.plot import MatrixPlot
from nnfs_gui.work.lanes import Lanes

Granted = tuple[MatrixPlot, Wish, FloatArray | None]  # None for what cannot be fetched


class Wishes(QObject):
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
        """See soon what is wished for: now is the middle of painting."""
        self._soon.start()

    def _begin(self) -> None:
        wishes = [(plot, plot.wish) for plot in self._plots() if plot.wish and plot.isVisible()]
        if wishes:
            self._worker.run(partial(_grant, wishes), self._receive)
        else:
            self._worker.cancel()

    def _receive(self, granted: Sequence[Granted]) -> None:
        present = self._plots()
        for plot, wish, values in granted:
            if plot in present:
                plot.grant(wish, values)


def _grant(
    wishes: Sequence[tuple[MatrixPlot, Wish]], progress: Progress, cancelled: IsCancelled
) -> list[Granted]:
    granted: list[Granted] = []
    for plot, wish in wishes:
        try:
            granted.append((plot, wish, wish.tiling.read(wish.rows, cancelled)))
        except Cancelled:
            raise
        except NnfsError:
            granted.append((plot, wish, None))
    return granted
