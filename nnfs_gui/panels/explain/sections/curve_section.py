"""Shows the curve of an activation, with the explained number as a point on it."""

from __future__ import annotations

import numpy as np

from nnfs_core.layers import Activation
from nnfs_core.wording import sentence
from nnfs_gui.panels.explain.explainer import Explainer
from nnfs_gui.panels.explain.section import Section
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.curve_plot import CurvePlot

HEIGHT = 150  # pixels


class CurveSection(Section):
    """Shows the curve for layers that look at one number at a time."""

    def __init__(self, studio: Studio, explainer: Explainer) -> None:
        super().__init__(studio, "curve_section", "On the curve")
        self._explainer = explainer
        self._plot: CurvePlot | None = None  # made when it is first needed

    def refresh(self) -> None:
        explained = self._explainer.explained
        place, explanation = explained.place, explained.explanation
        layer = None
        if explanation is not None and explained.evaluation is not None and place.layer >= 0:
            layer = explained.evaluation.project.network.layers[place.layer]
        is_shown = isinstance(layer, Activation) and layer.enabled
        self.setVisible(is_shown)
        if not is_shown or layer is None or explanation is None or self.is_folded:
            return
        if self._plot is None:
            self._plot = CurvePlot(self.studio.theme, "explain_curve", HEIGHT)
            self.body.addWidget(self._plot)
        entering = explanation.working.lines[0].values
        assert entering is not None
        self._plot.show_layer(layer, np.reshape(entering, (1, 1)))
        name = sentence("Curve of {kind}: {number}")(layer.title, explanation.title)
        self._plot.setAccessibleName(name)
