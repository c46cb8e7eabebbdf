"""Shows the weights of a layer that reads pictures as pictures, with the scale of their colours."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QWidget

from nnfs_core.arrays import FloatArray
from nnfs_core.progress import IsCancelled, Progress, stop_if
from nnfs_core.project.pictures import PictureSize
from nnfs_gui.panels.layer.pictures.area import WeightPictures, WeightsOf
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.heatmap import Scale
from nnfs_gui.widgets.plain import PlainLabel
from nnfs_gui.widgets.scale_bar import ScaleBar
from nnfs_gui.work.quick import is_quick

NEURONS_AT_ONCE = 64  # whose weights are looked through before it asks whether to stop


class FirstLayerPictures(QWidget):
    """Holds the pictures and their scale, to the largest weight on either side of 0."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self.area = WeightPictures(studio)
        self.scale_bar = ScaleBar(studio.theme)
        self._largest = 1.0
        self._seen: object = None  # what the largest weight was looked for in
        self._shown: tuple[int, WeightsOf, PictureSize, int] | None = None
        self._looking = studio.lanes.worker(self, "Looking through the weights")
        label = PlainLabel("A picture a neuron")
        label.setProperty("role", "muted")
        head = in_row(label, (self.scale_bar, 1), spacing=12)
        self.setLayout(in_column(head, self.area, margins=(0, 0, 0, 0), spacing=2))
        studio.theme.changed.connect(self._show)

    def show_weights(
        self, index: int, weights_of: WeightsOf, size: PictureSize, count: int, state: object
    ) -> None:
        """Show the weights of `count` neurons; with another `state` they are other numbers."""
        self._shown = index, weights_of, size, count
        if state != self._seen:
            self._seen = state

            def work(progress: Progress, cancelled: IsCancelled) -> float:
                return _largest(weights_of, count, cancelled)

            at_once = is_quick(cells_counted=size.n_pixels * count)
            self._looking.run(work, self._take_largest, at_once=at_once)
        self._show()

    def _take_largest(self, largest: float) -> None:
        self._largest = largest
        self._show()

    def _show(self) -> None:
        if self._shown is not None:
            index, weights_of, size, count = self._shown
            scale = Scale.diverging(self._studio.theme, self._largest)
            self.area.show_weights(index, weights_of, size, count, scale)
            self.scale_bar.show_scale(scale)


def _largest(weights_of: WeightsOf, count: int, cancelled: IsCancelled) -> float:
    """The largest finite magnitude of all weights, 0 when there is none."""
    largest = 0.0
    for start in range(0, count, NEURONS_AT_ONCE):
        stop_if(cancelled)
        part: FloatArray = weights_of(range(start, min(count, start + NEURONS_AT_ONCE)))
        largest = max(largest, float(np.max(np.abs(part), where=np.isfinite(part), initial=0.0)))
    return largest
