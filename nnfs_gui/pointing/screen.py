"""Where a target stands on the screen: what must be brought to the front, and which pixels."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDockWidget,
    QMainWindow,
    QTabBar,
    QTableView,
    QToolBar,
    QWidget,
)

from nnfs_core.evaluate import INPUT
from nnfs_core.place import BIAS, Place
from nnfs_core.targets import (
    AnyTarget,
    BiasTarget,
    ButtonTarget,
    CardTarget,
    CellTarget,
    FeatureTarget,
    FieldTarget,
    InputTarget,
    MatrixTarget,
    OptionTarget,
    PaletteTarget,
    PanelTarget,
    PrecisionTarget,
    ProbabilitiesTarget,
    SampleTarget,
    TabTarget,
    WeightTarget,
)
from nnfs_gui.actions import Actions
from nnfs_gui.batch_panel import BatchPanel
from nnfs_gui.layer_panel.weights_model import WeightsModel
from nnfs_gui.outputs_panel import OutputsPanel
from nnfs_gui.studio import Studio

Sight = tuple[QWidget, QRect]  # a widget, and the part of it that is meant

TABS = ("flow", "selected_layer", "softmax", "distribution")  # in the order of the outputs panel
BUTTONS = {
    "run": "run.forward",
    "live": "run.live",
    "undo": "edit.undo",
    "redo": "edit.redo",
    "open_data": "batch.open_data",
    "commands": "view.commands",
}
FIELDS = {
    "name": "layer_name",
    "switch": "layer_enabled",
    "shape": "layer_shape",
    "curve": "curve_plot",
    "neurons": "neurons_spin",
    "seed": "seed_spin",
    "draw": "redraw_button",
    "weights": "weights_table",
    "transposed": "orientation_switch",
}

_IN_LAYER_PANEL = WeightTarget, BiasTarget, FieldTarget, OptionTarget, PrecisionTarget
_IN_FLOW = CellTarget, MatrixTarget, ProbabilitiesTarget
_IN_BATCH = InputTarget, SampleTarget, FeatureTarget


class Screen:
    """Knows the window's widgets by their stable names; nothing is remembered between calls."""

    def __init__(
        self,
        window: QMainWindow,
        studio: Studio,
        actions: Actions,
        outputs: OutputsPanel,
        batch: BatchPanel,
    ) -> None:
        self._window, self._studio, self._actions = window, studio, actions
        self._outputs, self._batch = outputs, batch

    def panels_in_sight(self) -> frozenset[str]:
        """The panels that can be seen; of those that share a place, the one in front."""
        names = {"outputs"}
        for dock in self._window.findChildren(QDockWidget):
            if dock.isVisible() and not dock.visibleRegion().isEmpty():
                names.add(dock.objectName().removesuffix("_panel_dock"))
        return frozenset(names)

    def tab_in_front(self) -> str:
        """The name of the view of the outputs that is in front."""
        return TABS[self._outputs.tabs.currentIndex()]

    def reveal(self, target: AnyTarget, *, select: bool) -> None:
        """Bring to the front what a target stands in, and with `select` also select it.

        Raises NnfsError when the present project has no such thing.
        """
        place = target.place_in(self._studio.project)
        if isinstance(target, _IN_LAYER_PANEL):
            self._raise("layer")
            self._select(place, select)
        elif isinstance(target, _IN_FLOW):
            self._outputs.show_tab(TABS.index("flow"))
            if isinstance(target, CellTarget):
                assert place is not None
                if select:
                    self._studio.selection.select(place)
                self._outputs.flow.canvas.show_cell(place.layer - INPUT, place.sample, place.neuron)
        elif isinstance(target, _IN_BATCH):
            self._raise("batch")
            assert place is not None
            if select:
                self._studio.selection.select(place)
            self._scroll_batch(place)
        elif isinstance(target, CardTarget):
            self._raise("network")
            if select and place is not None:
                self._studio.selection.select_layer(place.layer)
        elif isinstance(target, PaletteTarget):
            self._raise("network")
        elif isinstance(target, TabTarget):
            if select:
                self._outputs.show_tab(TABS.index(target.name))
        elif isinstance(target, PanelTarget) and select:
            self._raise(target.name)

    def locate(self, target: AnyTarget) -> Sight | None:
        """Where a target stands now, or None while it is out of sight.

        Raises NnfsError when the present project has no such thing.
        """
        place = target.place_in(self._studio.project)
        match target:
            case PanelTarget():
                return self._panel(target.name)
            case TabTarget():
                return self._outputs.tabs, self._outputs.tabs.tabRect(TABS.index(target.name))
            case ButtonTarget():
                return self._button(target.name)
            case PaletteTarget():
                return self._named(f"palette_{target.kind}" if target.kind else "palette")
            case CardTarget():
                assert place is not None
                is_batch = place.layer == INPUT
                return self._named("input_card" if is_batch else f"layer_card_{place.layer}")
            case CellTarget() | MatrixTarget():
                assert place is not None
                return self._in_flow(place)
            case InputTarget() | SampleTarget() | FeatureTarget():
                assert place is not None
                return self._in_batch(target, place)
            case WeightTarget() | BiasTarget():
                assert place is not None
                return self._in_weights(place)
            case FieldTarget():
                return self._named(FIELDS[target.name])
            case OptionTarget():
                return self._named(
                    "seed_spin" if target.name == "seed" else f"option_{target.name}"
                )
            case PrecisionTarget():
                return self._named("precision_combo")
            case ProbabilitiesTarget():
                return self._named("flow_probabilities")

    def _select(self, place: Place | None, whole: bool) -> None:
        """Select a place, or only its layer, which is what the Layer panel needs to show it."""
        if place is None:
            return
        if whole:
            self._studio.selection.select(place)
        else:
            self._studio.selection.select_layer(place.layer)

    def _raise(self, name: str) -> None:
        dock = self._window.findChild(QDockWidget, f"{name}_panel_dock")
        if isinstance(dock, QDockWidget):  # the outputs are in no dock
            dock.show()
            dock.raise_()

    def _named(self, name: str) -> Sight | None:
        for widget in self._window.findChildren(QWidget, name):
            if widget.isVisible():
                return widget, widget.rect()
        return None

    def _panel(self, name: str) -> Sight | None:
        if name == "outputs":
            return self._outputs, self._outputs.rect()
        dock = self._window.findChild(QDockWidget, f"{name}_panel_dock")
        if not isinstance(dock, QDockWidget) or not dock.isVisible():
            return None
        if not dock.visibleRegion().isEmpty():
            return dock, dock.rect()
        for bar in self._window.findChildren(QTabBar):  # behind another one: its tab
            for number in range(bar.count()):
                if bar.parent() is self._window and bar.tabText(number) == dock.windowTitle():
                    return bar, bar.tabRect(number)
        return None

    def _button(self, name: str) -> Sight | None:
        if name == "examples":
            return self._named("examples_button")
        bar = self._window.findChild(QToolBar, "toolbar")
        assert isinstance(bar, QToolBar)
        button = bar.widgetForAction(self._actions[BUTTONS[name]])
        return (button, button.rect()) if button.isVisible() else None

    def _in_flow(self, place: Place) -> Sight | None:
        """A cell of a matrix in Flow, or all of its cells."""
        canvas, number = self._outputs.flow.canvas, place.layer - INPUT
        if not canvas.view.isVisible() or number >= len(canvas.plots):
            return None
        plot = canvas.plots[number]
        if not plot.isVisible() or plot.content is None or plot.content.rows is None:
            return None
        area = plot.area
        if place.sample is not None and place.neuron is not None:
            n_rows, n_columns = plot.matrix_shape
            if place.sample >= n_rows or place.neuron >= n_columns:
                return None
            area = plot.cell_rect(place.sample, place.neuron).intersected(area)
        if area.width() < 1 and area.height() < 1:
            return None
        pixels = canvas.view.mapFromScene(plot.mapRectToScene(area)).boundingRect()
        return canvas.view.viewport(), pixels

    def _in_batch(self, target: AnyTarget, place: Place) -> Sight | None:
        """A cell of the batch's table, or the part of a row or a column that is in sight."""
        view = self._batch.view
        row = self._batch.model.row_of(place.sample)
        if not view.isVisible():
            return None
        viewport = view.viewport()
        if isinstance(target, FeatureTarget):
            left = view.columnViewportPosition(target.feature)
            rows = min(view.model().rowCount() * view.rowHeight(0), viewport.height())
            return viewport, QRect(left, 0, view.columnWidth(target.feature), rows)
        if row is None or row >= view.model().rowCount():
            return None  # filtered away
        if isinstance(target, SampleTarget):
            width = min(viewport.width(), view.column_header.length())
            return viewport, QRect(0, view.rowViewportPosition(row), width, view.rowHeight(row))
        assert place.neuron is not None
        return _cell(view, row, place.neuron)

    def _scroll_batch(self, place: Place) -> None:
        row = self._batch.model.row_of(place.sample)
        if row is not None and place.neuron is not None:
            index = self._batch.view.model().index(row, place.neuron)
            self._batch.view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def _in_weights(self, place: Place) -> Sight | None:
        """A weight or a bias in the table of the layer that is selected."""
        assert place.neuron is not None
        assert place.weight is not None
        for table in self._window.findChildren(QTableView, "weights_table"):
            model = table.model()
            if not (table.isVisible() and isinstance(model, WeightsModel)):
                continue
            if model.index_of_layer != place.layer:
                return None
            inputs = model.n_columns if model.transposed else model.n_rows
            number = inputs - 1 if place.weight == BIAS else place.weight
            cell = (number, place.neuron)
            return _cell(table, *(cell[::-1] if model.transposed else cell))
        return None


def scroll_to(sight: Sight | None, target: AnyTarget) -> None:
    """Bring a weight or a bias into sight in its own table; other things need no such care."""
    if sight is None or not isinstance(target, WeightTarget | BiasTarget):
        return
    table = sight[0].parent()
    if isinstance(table, QTableView):
        middle = sight[1].center()
        inside = table.viewport().rect().contains(middle)
        if not inside:
            bars = table.horizontalScrollBar(), table.verticalScrollBar()
            bars[0].setValue(bars[0].value() + middle.x() - table.viewport().width() // 2)
            bars[1].setValue(bars[1].value() + middle.y() - table.viewport().height() // 2)


def in_sight(sight: Sight | None) -> Sight | None:
    """The part of it that nothing cuts off, or None when there is none."""
    if sight is None:
        return None
    widget, rect = sight
    shown = rect.intersected(widget.visibleRegion().boundingRect())
    return None if shown.isEmpty() else (widget, shown)


def _cell(view: QTableView, row: int, column: int) -> Sight:
    return view.viewport(), view.visualRect(view.model().index(row, column))
