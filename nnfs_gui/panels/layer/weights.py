"""Shows the weights and biases of a dense layer in a spreadsheet, either way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from nnfs_core.layers import Dense
from nnfs_core.project.place import Place
from nnfs_core.wording import sentence, shape_text
from nnfs_gui.panels.layer.weights_model import WeightsModel
from nnfs_gui.spreadsheet import Block, SpreadsheetView
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.fields import wrapped_label
from nnfs_gui.widgets.glossary_tips import term_tip
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import Html, give_tip

if TYPE_CHECKING:
    from nnfs_gui.panels.layer.pictures.pictures import FirstLayerPictures

ROW_NAME_SHARE = 0.42  # of the width at most, so that numbers stay visible in a narrow panel


class Weights(QWidget):
    """Shows the table, the switch that turns it, and a caption that says what stands where."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._neuron: int | None = None  # the selected one, when it was last looked at
        self.model = WeightsModel(studio, self)
        self.table = named(SpreadsheetView(studio), "weights_table", "Weights and biases")
        self.table.limit_row_names(ROW_NAME_SHARE)
        self.table.setModel(self.model)
        studio.open_editors.watch(self.table)
        self.table.setMinimumHeight(150)
        self.table.cell_chosen.connect(self._select_cell)
        studio.selection.hover_changed.connect(self._show_hovered)
        studio.pinned.changed.connect(self._follow_pinned)
        self._turn = named(QCheckBox("One &row a neuron"), "orientation_switch")
        self._turn.setToolTip(
            "Show the weights transposed. This is only a way to look at them: the layer keeps "
            "one column a neuron."
        )
        self._turn.setChecked(studio.orientation.row_a_neuron)
        self.model.set_transposed(studio.orientation.row_a_neuron)
        self._turn.toggled.connect(studio.orientation.set_row_a_neuron)
        studio.orientation.changed.connect(self._set_transposed)
        self._caption = named(wrapped_label("muted"), "weights_caption")
        title = wrapped_label("title", "Weights and biases")
        give_tip(title, Html(term_tip("weight") + term_tip("bias")))
        self.pictures: FirstLayerPictures | None = None  # while no layer has read any
        self._pictures_place = in_column(margins=(0, 0, 0, 0), spacing=0)
        above = title, self._caption, self._pictures_place, self._turn
        self.setLayout(in_column(*above, (self.table, 1), margins=(0, 4, 0, 0), spacing=4))
        QWidget.setTabOrder(self._turn, self.table)  # in which Tab goes from cell to cell

    def show_layer(self, index: int, layer: Dense, is_other: bool = False) -> None:
        """Show the dense layer at `index` and light up the selected neuron.

        One that `is_other` than the layer before is shown from its first weight.
        """
        self.model.show_layer(index, layer, is_other)
        place = self._studio.selection.place
        neuron = place.neuron if place.layer == index else None
        self.model.light_up(neuron)
        if (is_other or neuron != self._neuron) and not self.table.hasFocus():
            self._scroll_to(neuron)
        self._neuron = neuron
        self._go_to_selected()
        stored = sentence("weights {shape}: one column a neuron")(shape_text(layer.weights.shape))
        if self.model.transposed:
            turned = shape_text(layer.weights.shape[::-1])
            shown = sentence("{stored}, shown transposed {turned}: one row a neuron")
            stored = shown(stored, turned)
        self._caption.setText(stored + self._shown())
        self._show_pictures()

    def _show_pictures(self) -> None:
        """Show the weights of a layer that reads pictures as pictures, too."""
        size, model = self.model.picture_size, self.model
        if size is not None and self.pictures is None:
            from nnfs_gui.panels.layer.pictures.pictures import FirstLayerPictures

            self.pictures = FirstLayerPictures(self._studio)
            self.pictures.area.chosen.connect(self._select_weight)
            self._pictures_place.addWidget(self.pictures)
        if self.pictures is not None:
            self.pictures.setVisible(size is not None)
            if size is not None:
                index, count = model.index_of_layer, model.n_neurons
                self.pictures.show_weights(index, model.weights_of, size, count, model.state)

    def _shown(self) -> str:
        """What to add about differences, when they are wanted."""
        if self.model.is_difference:
            return "; Δ present − pinned"
        if self._studio.pinned.shows_differences:
            return "; values, as no pinned layer of this shape stands for this one"
        return ""

    def _follow_pinned(self) -> None:
        if not self._show_again():
            self.model.forget_pinned()

    def _show_again(self) -> bool:
        """Show the layer anew; False when it is gone."""
        index = self.model.index_of_layer
        layer = self._studio.project.network.dense_layers.get(index)
        if layer is not None:
            self.show_layer(index, layer)
        return layer is not None

    def _set_transposed(self, transposed: bool) -> None:
        self._turn.setChecked(transposed)
        self.model.set_transposed(transposed)
        if self._show_again():
            self._scroll_to(self._neuron)

    def _scroll_to(self, neuron: int | None) -> None:
        """Bring a neuron into view, without leaving the inputs that are."""
        first_row, first_column = max(0, self.table.rowAt(0)), max(0, self.table.columnAt(0))
        if neuron is not None:
            cell = (neuron, first_column) if self.model.transposed else (first_row, neuron)
            self.table.scrollTo(self.model.index(*cell))

    def _go_to_selected(self) -> None:
        """Make the selected weight's cell the current one."""
        cell = self._cell_of(self._studio.selection.place)
        current = self.table.currentIndex()
        if cell is not None and cell != (current.row(), current.column()):
            with self.model.refreshing():  # nobody has chosen another cell here
                self.table.select_block(Block(*cell))

    def _show_hovered(self, place: Place | None) -> None:
        self.model.highlights.hover(self._cell_of(place))

    def _cell_of(self, place: Place | None) -> tuple[int, int] | None:
        """Where a weight or a bias of the layer on show stands; None for every other place."""
        if place is None or place.layer != self.model.index_of_layer:
            return None
        if place.weight is None or place.neuron is None:
            return None
        return self.model.cell_of(place.weight, place.neuron)

    def _select_cell(self, row: int, column: int) -> None:
        self._select_weight(*self.model.weight_at(row, column))

    def _select_weight(self, weight: int, neuron: int) -> None:
        sample = self._studio.selection.place.sample
        self._studio.selection.walk(Place(self.model.index_of_layer, sample, neuron, weight))
