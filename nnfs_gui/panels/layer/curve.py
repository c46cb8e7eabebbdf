"""Draws the curve of an activation, with the selected number as a point on it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nnfs_core.arrays import FloatArray
from nnfs_core.layers import Layer
from nnfs_core.numerals import short_number
from nnfs_core.wording import sentence
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.curve_plot import CurvePlot
from nnfs_gui.widgets.fields import wrapped_label
from nnfs_gui.widgets.named import named

HEIGHT = 190  # pixels


class Curve(QWidget):
    """Draws output over input of a layer that looks at one number at a time.

    A selected number that is not in memory is fetched by the studio's fetching, and follows later.
    """

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._awaited: tuple[int, Layer] | None = (
            None  # shown without its point, which is being fetched
        )
        self.plot = CurvePlot(studio.theme, "curve_plot", HEIGHT)
        self._text = named(wrapped_label("muted"), "curve_text")
        self.setLayout(in_column(self.plot, self._text, margins=(0, 4, 0, 0)))
        studio.fetching.arrived.connect(self._on_arrived)

    def show_layer(self, index: int, layer: Layer) -> None:
        """Draw the curve of the layer at `index` and the selected cell's point."""
        entering = self._selected_input(index, layer)
        output = self.plot.show_layer(layer, entering)
        if entering is None or output is None:
            if self._awaited is None:
                self._tell("Select a number of this layer to see it on the curve.")
            else:
                self._tell("The selected number is being read.")
            return
        place = self._studio.selection.place
        sample = self._studio.project.batch.sample_text(place.sample or 0)
        what = sentence("Sample {sample}, neuron {neuron}: {number}")(
            sample, place.neuron, short_number(entering[0, 0])
        )
        if layer.enabled:
            self._tell(sentence("{what} becomes {output}.")(what, short_number(output)))
        else:
            self._tell(sentence("{what} stays as it is while the layer is off.")(what))

    def _tell(self, text: str) -> None:
        self._text.setText(text)
        self.plot.setAccessibleName(sentence("Curve of the activation. {text}")(text))

    def _on_arrived(self) -> None:
        if self._awaited is not None and self.isVisible():
            self.show_layer(*self._awaited)

    def _selected_input(self, index: int, layer: Layer) -> FloatArray | None:
        """What enters the layer at the selected cell (1, 1), when the pass has come so far."""
        self._awaited = None
        place, runner = self._studio.selection.place, self._studio.runner
        if runner.evaluation is None or not runner.is_current:
            return None
        entering = runner.evaluation.result(index - 1)
        if entering is None or place.layer != index or place.sample is None or place.neuron is None:
            return None
        n_samples, width = entering.output.shape
        if place.sample >= n_samples or place.neuron >= width:
            return None
        row = self._studio.fetching.row(entering.output, place.sample)
        if row is None:
            self._awaited = index, layer
            return None
        return row[place.neuron : place.neuron + 1].reshape(1, 1)
