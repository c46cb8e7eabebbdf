"""Shows a layer in the inspector: one section for each thing that its kind has."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nnfs_core.layers import Activation, Dense, Layer, Standardise
from nnfs_gui.panels.layer.curve import Curve
from nnfs_gui.panels.layer.head import LayerHead
from nnfs_gui.panels.layer.initial_weights import InitialWeights
from nnfs_gui.panels.layer.neurons import NeuronsField
from nnfs_gui.panels.layer.options import OptionFields
from nnfs_gui.panels.layer.scales import Scales
from nnfs_gui.panels.layer.weights import Weights
from nnfs_gui.studio.followed_layers import FollowedLayers
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.fields import wrapped_label
from nnfs_gui.widgets.named import named


class LayerPage(QWidget):
    """Shows all about one layer of `kind`."""

    def __init__(self, studio: Studio, kind: type[Layer]) -> None:
        super().__init__()
        self.kind = kind
        self._studio = studio
        self._layer: Layer | None = None
        self._followed = FollowedLayers(studio.document)
        self.index = -1
        self._head = LayerHead(studio)
        self._options = OptionFields(studio, kind)
        layout = in_column(self._head, self._options, margins=(10, 2, 10, 8), spacing=8)
        self.setLayout(layout)
        self._neurons: NeuronsField | None = None
        self._curve: Curve | None = None
        self._scales: Scales | None = None
        if kind is Dense:
            self._neurons = NeuronsField(studio)
            self._initial_weights = InitialWeights(studio)
            self._weights = Weights(studio)
            layout.addWidget(self._neurons)
            layout.addWidget(self._initial_weights)
            layout.addWidget(self._weights, 1)
            return
        if kind is Standardise:
            self._scales = Scales(studio)
            layout.addWidget(self._scales, 1)
            return
        if issubclass(kind, Activation):
            self._curve = Curve(studio)
            layout.addWidget(self._curve)
        elif kind.is_distribution:
            explanation = named(wrapped_label("muted"), "distribution_text")
            explanation.setText(
                "Every output of a sample depends on all its inputs: when one grows, the others "
                "shrink. The largest input keeps the largest share."
            )
            layout.addWidget(explanation)
        layout.addStretch(1)

    @property
    def kinds(self) -> QWidget:
        """The list of kinds that the layer may become."""
        return self._head.kinds

    def show_layer(self, index: int) -> None:
        """Show the layer at `index`, which must be of this page's kind."""
        network = self._studio.project.network
        layer, dense = network.layers[index], network.dense_layers.get(index)
        is_other = self._layer is None or self._followed.now(self.index) != index
        same = layer is self._layer and index == self.index and not is_other
        self.index, self._layer = index, layer
        self._followed.begin()
        self._head.show_layer(index)
        if self._curve is not None:
            self._curve.show_layer(index, layer)
        if dense is not None:
            self._weights.show_layer(index, dense, is_other)
        if self._scales is not None and isinstance(layer, Standardise):
            self._scales.show_layer(index, layer, is_other)
        if same:
            return
        self._options.show_layer(index, layer)
        if dense is not None and self._neurons is not None:
            self._neurons.show_layer(index, dense)
            self._initial_weights.show_layer(index, dense, is_other)

    def show_evaluation(self) -> None:
        """Show what the newest forward pass says of the layer."""
        self._head.show_fault()
        if self._curve is not None and self._layer is not None:
            self._curve.show_layer(self.index, self._layer)

    def enter(self) -> bool:
        """Take what is typed but not entered yet; False, after a notice, when it will not do."""
        self._head.name.commit()
        return self._options.enter() and (self._neurons is None or self._neurons.enter())

    @property
    def is_typed(self) -> bool:
        """True while something waits to be entered."""
        has_number = self._neurons is not None and self._neurons.is_typed
        return self._head.name.isModified() or self._options.is_typed or has_number

    def drop(self) -> None:
        """Show what the project says instead of what is typed."""
        self._head.name.drop()
        self._options.drop()
        if self._neurons is not None:
            self._neurons.drop()
            self._initial_weights.drop()
