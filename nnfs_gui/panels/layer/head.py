"""Heads the inspector: says what the layer is, whether it is on, and whether it fits."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QWidget

from nnfs_core import edits
from nnfs_core.layers import Layer
from nnfs_core.network.network import LayerShape
from nnfs_core.wording import sentence
from nnfs_gui.studio import layer_edits
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.fields import NameField, notice_frame, wrapped_label, wrapped_message
from nnfs_gui.widgets.glossary_tips import kind_tip, term_tip
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import give_tip


class LayerHead(QWidget):
    """Shows name, switch, kind with formula and description, shapes, and the layer's fault."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._index = 0
        self.name = named(NameField(), "layer_name", "Name of the layer")
        self.name.committed.connect(self._rename)
        self._on = named(QCheckBox("On"), "layer_enabled", "Layer is on")
        self._on.setToolTip("A layer that is off passes its inputs on unchanged.")
        self._on.clicked.connect(self._enable)
        self.kinds = named(QComboBox(), "layer_kinds", "Kind of the layer")
        self.kinds.setToolTip("Make it another kind; its name stays, and whether it is on")
        self.kinds.activated.connect(self._change_kind)
        top = in_row((self.name, 1), self.kinds, self._on)

        self._kind = named(wrapped_label("title"), "layer_kind")
        self._description = named(wrapped_label("muted"), "layer_description")
        self._shape = named(wrapped_label(), "layer_shape", tip=term_tip("shape"))

        self._fault = named(notice_frame("error"), "layer_fault")
        self._fault_text = named(wrapped_message(), "layer_fault_text")
        self._resize = named(QPushButton(), "resize_inputs_button", role="fix")
        self._resize.clicked.connect(self._resize_inputs)
        self._fault.setLayout(in_column(self._fault_text, self._resize, margins=(8, 6, 8, 6)))

        below = self._kind, self._description, self._shape, self._fault
        self.setLayout(in_column(top, *below, margins=(0, 0, 0, 0), spacing=4))

    def show_layer(self, index: int) -> None:
        """Show the layer at `index` of the present project."""
        self._index = index
        project = self._studio.project
        layer = project.network.layers[index]
        self.name.setPlaceholderText(project.network.automatic_names[index])
        self.name.show_text(layer.name)
        self._on.setChecked(layer.enabled)
        self._show_kinds(layer)
        self._kind.setText(f"{layer.title}: {layer.formula}")
        self._description.setText(layer.description)
        give_tip(self._kind, kind_tip(type(layer)))
        shape = project.network.shapes(project.batch.n_features)[index]
        self._shape.setText(_shape_text(shape, layer.parameter_count, layer.enabled))
        self.show_fault()

    def show_fault(self) -> None:
        """Show how the layer does not fit, or which of its numbers went wrong first."""
        project, evaluation = self._studio.project, self._studio.runner.evaluation
        shape = project.network.shapes(project.batch.n_features)[self._index]
        text = "" if shape.fits else project.network.misfit(self._index, shape)
        if shape.fits and evaluation is not None and self._studio.runner.is_current:
            fault = evaluation.fault_at(self._index)
            text = fault.short if fault else ""  # in full on its card
        self._fault_text.setText(text)
        layer = project.network.layers[self._index]
        self._resize.setText(layer_edits.resize_text(layer, shape.received))
        self._resize.setVisible(not shape.fits)
        self._fault.setVisible(bool(text))

    def _show_kinds(self, layer: Layer) -> None:
        """Offer the kinds that the layer may become, where there are any."""
        kinds = edits.kinds_for(layer)
        if self.kinds.count() != len(kinds):
            self.kinds.clear()
            for kind in kinds:
                self.kinds.addItem(kind.title, kind)
        if kinds:
            self.kinds.setCurrentIndex(kinds.index(type(layer)))
        self.kinds.setVisible(bool(kinds))

    def _change_kind(self, number: int) -> None:
        layer_edits.change_kind(self._studio, [self._index], self.kinds.itemData(number))

    def _rename(self, name: str) -> None:
        layer_edits.rename(self._studio, self._index, name)
        # a refused or blank name leaves the field showing what the project says
        self.name.show_text(self._studio.project.network.layers[self._index].name)

    def _enable(self, enabled: bool) -> None:
        layer_edits.switch(self._studio, [self._index], enabled)

    def _resize_inputs(self) -> None:
        layer_edits.resize(self._studio, self._index)


def _shape_text(shape: LayerShape, parameter_count: int, enabled: bool) -> str:
    width = f"{shape.received:,} → {shape.n_outputs:,} numbers a sample"
    if not enabled:
        return sentence("{width} · off: passes its inputs on")(width)
    if parameter_count == 0:
        return sentence("{width} · no parameters")(width)
    return f"{width} · {parameter_count:,} parameters"
