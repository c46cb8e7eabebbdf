"""Finds where a landmark stands on the screen: what to bring to the front, and which pixels."""

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

from nnfs_core.learning.landmarks.landmark import (
    AnyLandmark,
    BiasLandmark,
    ButtonLandmark,
    CardLandmark,
    CellLandmark,
    FeatureLandmark,
    FieldLandmark,
    FigureLandmark,
    InputLandmark,
    MatrixLandmark,
    MenuLandmark,
    OptionLandmark,
    PaletteLandmark,
    PanelLandmark,
    PrecisionLandmark,
    ProbabilitiesLandmark,
    SampleLandmark,
    TabLandmark,
    WeightLandmark,
)
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.learning.pointing.names import BUTTONS, FIELDS, FIGURES
from nnfs_gui.learning.pointing.widget_part import WidgetPart, cell_part, visible_part
from nnfs_gui.panels import BATCH, EXPLAIN, OUTPUTS, Panels
from nnfs_gui.panels.outputs.output_tabs import NAMES
from nnfs_gui.studio.actions import Actions
from nnfs_gui.studio.studio import Studio


class Screen:
    """Knows the window's widgets by their stable names; nothing is remembered between calls."""

    def __init__(
        self, window: QMainWindow, studio: Studio, actions: Actions, panels: Panels
    ) -> None:
        self._window, self._studio, self._actions = window, studio, actions
        self._panels, self._outputs = panels, panels[OUTPUTS]

    def visible_panels(self) -> frozenset[str]:
        """The panels that can be seen; of those that share a place, the one in front."""
        docks = {entry.id: self._dock(entry.id) for entry in self._panels.entries}
        return frozenset(
            id for id, dock in docks.items() if dock is None or visible_part((dock, dock.rect()))
        )

    def tab_in_front(self) -> str:
        """The name of the view of the outputs that is in front."""
        return NAMES[self._outputs.tabs.currentIndex()]

    def bring_to_front(self, name: str) -> None:
        """Show a panel by its name, in front of those that share its place."""
        dock = self._dock(name)
        if dock is not None:
            dock.show()
            dock.raise_()

    def _dock(self, name: str) -> QDockWidget | None:
        """The dock of a panel; None for the outputs, which are always there."""
        dock = self._window.findChild(QDockWidget, f"{name}_panel_dock")
        return dock if isinstance(dock, QDockWidget) else None

    def reveal(self, landmark: AnyLandmark, *, select: bool) -> None:
        """Bring to the front what a landmark stands in, and with `select` also select it.

        Raises NnfsError when the present project has no such thing.
        """
        project, selection = self._studio.project, self._studio.selection
        match landmark:
            case (
                WeightLandmark()
                | BiasLandmark()
                | FieldLandmark()
                | OptionLandmark()
                | PrecisionLandmark()
            ):
                place = landmark.place_in(project)
                self.bring_to_front("layer")
                if select:
                    selection.select(place)
                else:
                    selection.select_layer(place.layer)  # which the Layer panel then shows
            case CellLandmark():
                place = landmark.place_in(project)
                self._outputs.show_tab(NAMES.index("flow"))
                if select:
                    selection.select(place)
                number = place.layer - INPUT
                self._outputs.flow.canvas.show_cell(number, place.sample, place.neuron)
            case MatrixLandmark() | ProbabilitiesLandmark():
                landmark.place_in(project)
                self._outputs.show_tab(NAMES.index("flow"))
            case FigureLandmark():
                self._outputs.show_tab(NAMES.index("results"))
            case InputLandmark() | SampleLandmark() | FeatureLandmark():
                place = landmark.place_in(project)
                self.bring_to_front("batch")
                if select:
                    selection.select(place)
                self._scroll_batch(place)
            case CardLandmark():
                place = landmark.place_in(project)
                self.bring_to_front("network")
                if select:
                    selection.select_layer(place.layer)
            case PaletteLandmark():
                self.bring_to_front("network")
            case TabLandmark():
                if select:
                    self._outputs.show_tab(NAMES.index(landmark.name))
            case PanelLandmark():
                if select:
                    self.bring_to_front(landmark.name)

    def locate(self, landmark: AnyLandmark) -> WidgetPart | None:
        """Where a landmark stands now, or None while it is hidden.

        Raises NnfsError when the present project has no such thing.
        """
        project = self._studio.project
        match landmark:
            case PanelLandmark():
                return self._panel(landmark.name)
            case TabLandmark():
                return self._outputs.tabs, self._outputs.tabs.tabRect(NAMES.index(landmark.name))
            case ButtonLandmark():
                return self._button(landmark.name)
            case MenuLandmark():
                return self._menu(landmark.name)
            case PaletteLandmark():
                return self._named(f"palette_{landmark.kind}" if landmark.kind else "palette")
            case CardLandmark():
                layer = landmark.place_in(project).layer
                return self._named("input_card" if layer == INPUT else f"layer_card_{layer}")
            case CellLandmark() | MatrixLandmark():
                return self._in_flow(landmark.place_in(project))
            case InputLandmark() | SampleLandmark() | FeatureLandmark():
                landmark.place_in(project)
                return self._in_batch(landmark)
            case WeightLandmark() | BiasLandmark():
                return self._in_weights(landmark)
            case FieldLandmark():
                return self._named(FIELDS[landmark.name])
            case OptionLandmark():
                is_seed = landmark.name == "seed"
                return self._named("seed_spin" if is_seed else f"option_{landmark.name}")
            case PrecisionLandmark():
                return self._named("precision_combo")
            case FigureLandmark():
                return self._named(FIGURES[landmark.name])
            case ProbabilitiesLandmark():
                return self._named("flow_probabilities")

    def readable_at(self, cell: CellLandmark) -> list[WidgetPart]:
        """Wherever the number of a cell can be read unasked: in Flow, and in Explain.

        In Flow that is the cell, its scale and the bars; Explain follows a whole sample through
        the network. Raises NnfsError when the present project has no such cell.
        """
        place = cell.place_in(self._studio.project)
        parts = self._readable_in_flow(place)
        if EXPLAIN in self._panels:
            panel = self._panels[EXPLAIN]
            explained = visible_part((panel, panel.rect()))
            if explained is not None and panel.explainer.explained.place.sample == place.sample:
                parts.append(explained)
        return parts

    def _readable_in_flow(self, place: Place) -> list[WidgetPart]:
        at = self._in_flow(place)
        if at is None:
            return []
        canvas = self._outputs.flow.canvas
        bars = self._outputs.flow.bars
        if bars.isVisible() and bars.content is not None and bars.content.layer == place.layer:
            return [at, (bars, bars.rect())]  # its scale, from 0 to 1, tells nothing
        scale = canvas.scale_rect(place.layer - INPUT)
        return [at] if scale is None else [at, (canvas.view.viewport(), scale)]

    def _named(self, name: str) -> WidgetPart | None:
        for widget in self._window.findChildren(QWidget, name):
            if widget.isVisible():
                return widget, widget.rect()
        return None

    def _panel(self, name: str) -> WidgetPart | None:
        dock = self._dock(name)
        if dock is None:
            return self._outputs, self._outputs.rect()
        if not dock.isVisible():
            return self._named(f"unfold_{name}")
        if visible_part((dock, dock.rect())) is not None:
            return dock, dock.rect()
        for bar in self._window.findChildren(QTabBar):  # behind another one: its tab
            for number in range(bar.count()):
                if bar.parent() is self._window and bar.tabText(number) == dock.windowTitle():
                    return bar, bar.tabRect(number)
        return None

    def _button(self, name: str) -> WidgetPart | None:
        """A button of the toolbar; where it has no room, the one with the menu that has it."""
        if name == "commands":
            return self._named("search_button")
        bar = self._window.findChild(QToolBar, "tools")
        assert isinstance(bar, QToolBar)
        if name == "examples":
            shown = self._named("examples_button")
        else:
            button = bar.widgetForAction(self._actions[BUTTONS[name]])
            shown = (button, button.rect()) if button.isVisible() else None
        return shown or self._named("qt_toolbar_ext_button")

    def _menu(self, name: str) -> WidgetPart | None:
        """The title of a menu, where the menu bar is in the window."""
        bar = self._window.menuBar()
        title = bar.actionGeometry(self._actions.menus[name].menuAction())
        return (bar, title) if bar.isVisible() and not title.isEmpty() else None

    def _in_flow(self, place: Place) -> WidgetPart | None:
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

    def _in_batch(
        self, landmark: InputLandmark | SampleLandmark | FeatureLandmark
    ) -> WidgetPart | None:
        """A cell of the batch's table, or the part of a row or a column that is visible."""
        view, model = self._panels[BATCH].view, self._panels[BATCH].model
        if not view.isVisible():
            return None
        viewport = view.viewport()
        if isinstance(landmark, FeatureLandmark):
            left = view.columnViewportPosition(landmark.feature)
            height = min(model.rowCount() * view.rowHeight(0), viewport.height())
            return viewport, QRect(left, 0, view.columnWidth(landmark.feature), height)
        row = model.row_of(landmark.sample)
        if row is None or row >= model.rowCount():
            return None  # filtered away
        if isinstance(landmark, InputLandmark):
            return cell_part(view, row, landmark.feature)
        width = min(viewport.width(), view.column_header.length())
        return viewport, QRect(0, view.rowViewportPosition(row), width, view.rowHeight(row))

    def _scroll_batch(self, place: Place) -> None:
        batch = self._panels[BATCH]
        row = batch.model.row_of(place.sample)
        if row is not None and place.neuron is not None:
            index = batch.view.model().index(row, place.neuron)
            batch.view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def _in_weights(self, landmark: WeightLandmark | BiasLandmark) -> WidgetPart | None:
        """A weight or a bias in the table of the layer that is selected."""
        from nnfs_gui.panels.layer.weights_model import WeightsModel

        layer = landmark.place_in(self._studio.project).layer
        for table in self._window.findChildren(QTableView, "weights_table"):
            model = table.model()
            if not (table.isVisible() and isinstance(model, WeightsModel)):
                continue
            if model.index_of_layer != layer:
                return None
            last = (model.n_columns if model.transposed else model.n_rows) - 1
            number = last if isinstance(landmark, BiasLandmark) else landmark.input
            cell = (number, landmark.neuron)
            return cell_part(table, *(cell[::-1] if model.transposed else cell))
        return None
