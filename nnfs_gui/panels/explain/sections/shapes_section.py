"""Shows how the matrices of the selected layer meet in their shapes, and what any value is."""

from __future__ import annotations

from re import sub

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QWidget

from nnfs_core.explain.remedies import resize_inputs
from nnfs_core.explain.shapes import (
    LayerShapes,
    NamedShape,
    layer_shapes,
    transposition_sentence,
    values_at,
)
from nnfs_core.project.place import INPUT
from nnfs_core.wording import capitalized, counted, sentence, size_text
from nnfs_gui.panels.explain.section import Section
from nnfs_gui.panels.explain.sections.shapes_drawing import (
    ShapesDrawing,
    product_boxes,
    transposition_boxes,
)
from nnfs_gui.studio.mending import mend
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_row
from nnfs_gui.widgets.colors import Colors
from nnfs_gui.widgets.fields import wrapped_label, wrapped_message
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import Html, HtmlLabel, PlainLabel, give_tip, plain_caption
from nnfs_gui.widgets.theme import number_font

DIMENSIONS = ("no dimension", "one dimension", "two dimensions")


class ShapesSection(Section):
    """Shows the shapes of the present project, with or without a forward pass."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "shapes_section", "Shapes")
        self._values: tuple[NamedShape, ...] = ()
        self._wanted = ""  # the value that the user chose
        self._formula = named(HtmlLabel(wordWrap=True), "shapes_formula")
        studio.theme.give_font(self._formula, number_font)
        self._formula.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._drawing = ShapesDrawing(studio.theme, "shapes_drawing")
        self._misfit = named(wrapped_message("error"), "shapes_misfit")
        self._resize = named(QPushButton(), "shapes_resize", role="fix")
        self._resize.clicked.connect(self._mend)
        self._sentences = named(wrapped_label("muted"), "shapes_text")
        self._turn = named(QCheckBox("One &row a neuron"), "shapes_orientation")
        self._turn.setToolTip(
            "Weights as many books write them, and the transposition that a product then needs. "
            "The layer itself keeps one column a neuron."
        )
        self._turn.toggled.connect(studio.orientation.set_row_a_neuron)
        self._turned = ShapesDrawing(studio.theme, "shapes_transposition")
        self._turned_text = named(wrapped_label("muted"), "shapes_transposition_text")
        self._choice = named(QComboBox(), "shapes_value", "Value to tell the shape of")
        self._choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._choice.setMinimumContentsLength(12)
        self._choice.activated.connect(self._choose)
        question = PlainLabel("&What is")
        question.setBuddy(self._choice)
        asking = QWidget()
        asking.setLayout(in_row(question, (self._choice, 1), margins=(0, 2, 0, 0)))
        self._meaning = named(wrapped_label(), "shapes_value_text")
        for widget in (
            self._formula,
            self._drawing,
            self._misfit,
            self._resize,
            self._sentences,
            self._turn,
            self._turned,
            self._turned_text,
            asking,
            self._meaning,
        ):
            self.body.addWidget(widget)
        studio.orientation.changed.connect(self.refresh)
        studio.theme.changed.connect(self.refresh)

    def refresh(self) -> None:
        place, project = self.studio.selection.place, self.studio.project
        layer = place.layer
        shapes = None if layer == INPUT else layer_shapes(project, layer)
        for widget in (self._formula, self._drawing, self._sentences):
            widget.setVisible(shapes is not None)
        misfit = "" if shapes is None else shapes.misfit
        self._misfit.setVisible(bool(misfit))
        self._resize.setVisible(bool(misfit))
        if shapes is not None:
            self._show_layer(shapes)
        weights = None if shapes is None else shapes.weights
        turned = self.studio.orientation.row_a_neuron
        self._turn.setVisible(weights is not None)
        self._turn.setChecked(turned)
        for widget in (self._turned, self._turned_text):
            widget.setVisible(weights is not None and turned)
        if weights is not None and turned:
            sentence = transposition_sentence(weights)
            self._turned_text.setText(_unbroken(sentence))
            self._turned.show_row(transposition_boxes(weights), sentence)
        self._offer(values_at(project, layer, place.sample, place.neuron))

    def _show_layer(self, shapes: LayerShapes) -> None:
        self._formula.setText(Html(_formula(shapes, self.studio.theme.colors)))
        said = _formula(shapes, None)
        self._drawing.show_row(product_boxes(shapes), said)
        self._misfit.setText(shapes.misfit)
        self._sentences.setText(_unbroken(" ".join(shapes.sentences)))
        self._sentences.setVisible(bool(shapes.sentences))
        if shapes.misfit:
            remedy = resize_inputs(self.studio.project, shapes.layer)
            self._resize.setText(plain_caption(remedy.label))
            self._resize.setAccessibleName(remedy.title)
            give_tip(self._resize, f"{remedy.hint}.")

    def _mend(self) -> None:
        layer = self.studio.selection.place.layer
        if layer != INPUT:
            mend(self.studio, resize_inputs(self.studio.project, layer))

    def _offer(self, values: tuple[NamedShape, ...]) -> None:
        """Offer the values that there are, and go on telling of the one chosen before."""
        self._values = values
        names = [value.name for value in values]
        if names != [self._choice.itemText(at) for at in range(self._choice.count())]:
            self._choice.clear()
            self._choice.addItems(names)
            self._choice.setCurrentIndex(_alike(self._wanted, names))
        self._tell_value()

    def _choose(self) -> None:
        self._wanted = self._choice.currentText()
        self._tell_value()

    def _tell_value(self) -> None:
        at = self._choice.currentIndex()
        self._meaning.setText(_description(self._values[at]) if 0 <= at < len(self._values) else "")


def _formula(shapes: LayerShapes, colors: Colors | None) -> str:
    """The shapes with the signs between them; inner dimensions coloured where there are colours."""
    inputs, outputs = shapes.inputs.shape, shapes.outputs.shape

    def inner(size: int) -> str:
        if colors is None:
            return f"{size}"
        color = colors.danger if shapes.misfit else colors.good
        return f"<b style='color:{color}'>{size}</b>"

    if shapes.weights is not None and shapes.biases is not None:
        rows, columns = shapes.weights.shape
        product = f"({inputs[0]}, {inner(inputs[1])}) · ({inner(rows)}, {columns})"
        if shapes.misfit:
            return sentence("{product}: no product")(product)
        return f"{product} + (1, {columns}) = ({outputs[0]}, {outputs[1]})"
    if shapes.sums is not None:
        return f"({inputs[0]}, {inputs[1]}) / ({inputs[0]}, 1) = ({outputs[0]}, {outputs[1]})"
    if shapes.means is not None:
        row = f"(1, {inner(shapes.means.shape[1])})"
        scaled = f"(({inputs[0]}, {inner(inputs[1])}) - {row}) / {row}"
        return scaled if shapes.misfit else f"{scaled} = ({outputs[0]}, {outputs[1]})"
    return f"({inputs[0]}, {inputs[1]}) → ({outputs[0]}, {outputs[1]})"


def _alike(before: str, names: list[str]) -> int:
    """Where the value chosen before stands now: of the same name, else of the same kind."""
    if before in names:
        return names.index(before)
    begin = before.split(" ")[0]
    return next((at for at, name in enumerate(names) if before and name.startswith(begin)), 0)


def _description(value: NamedShape) -> str:
    axes = ", ".join(
        f"axis {number} counts {axis} ({size:,})"
        if axis not in ("kept", "one row")
        else sentence("axis {number} has length {size}, for broadcasting")(number, size)
        for number, (axis, size) in enumerate(zip(value.axes, value.shape, strict=True))
    )
    dtype = value.dtype
    lines = [
        sentence("A {kind}: rank {rank} ({dimensions}), shape {shape}.")(
            value.kind, value.rank, DIMENSIONS[value.rank], value.shape_text
        ),
        f"{capitalized(axes)}." if axes else "It has no axis to count along.",
        sentence("{numbers} of {type}, {n} bytes each: {size}.")(
            counted(value.size, "number"), dtype.name, dtype.itemsize, size_text(value.n_bytes)
        ),
    ]
    return _unbroken("\n".join(lines))


def _unbroken(text: str) -> str:
    """The text with shapes that stay on one line."""
    return sub(r"\((\d+), (\d+)\)", "(\\1,\u00a0\\2)", text)
