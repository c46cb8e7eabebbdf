"""Lets people choose what the axes and the colours show, and what the mouse does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QToolButton, QWidget

from nnfs_core.scatter.groups import Coloring
from nnfs_core.scatter.request import Axis, PointRequest
from nnfs_gui.filtering.narrowing import with_hint
from nnfs_gui.filtering.subset_choice import SubsetChoice
from nnfs_gui.panels.outputs.scatter.axis_choice import (
    LEAST_LETTERS,
    AxisChoice,
    AxisModel,
)
from nnfs_gui.panels.outputs.scatter.looks import GroupLook
from nnfs_gui.panels.outputs.scatter.marks import MarkColors
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_row
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.overflow import Overflow
from nnfs_gui.widgets.plain import PlainLabel
from nnfs_gui.widgets.theme import Colored

COLORINGS: dict[Coloring, str] = {
    "target": "target",
    "predicted": "prediction",
    "nothing": "one colour",
}


class ScatterControls(QWidget):
    """Stands above the points in a row."""

    axis_chosen = Signal(int, object)  # 0 for x or 1 for y, an Axis

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._model = AxisModel()
        self.x_choice = AxisChoice(self._model, "scatter_x", "Along x", "What x shows")
        self.y_choice = AxisChoice(self._model, "scatter_y", "Along y", "What y shows")
        self.coloring = named(
            QComboBox(), "scatter_colors", "Colours", tip="What the colours of the points tell"
        )
        self.region_button = self._switch(
            "scatter_region",
            "Region",
            with_hint(
                "Drag, or Shift and arrow keys and then Enter, show only a region's samples; "
                "without it Shift and a drag do."
            ),
        )  # fmt: skip
        self.only_found = self._switch(
            "scatter_only_found", "Found only", "Leave out what the filter has not found, in the "
            "place of dimming it",
        )  # fmt: skip
        self.rings = self._switch("scatter_rings", "Rings", "Put a ring around each wrong sample")
        self.rings.setChecked(True)
        self.decisions = self._switch(
            "scatter_decisions",
            "Decisions",
            "Colour the plane by what the network predicts there, while x and y are all of its "
            "features",
        )
        self.decisions.setChecked(True)
        self.fit_button = self._button("scatter_fit", "Fit", "Show all points (0, double click)")
        self.buttons = {  # by what the menu calls them
            "region": self.region_button,
            "fit": self.fit_button,
            "rings": self.rings,
            "decisions": self.decisions,
            "only_found": self.only_found,
        }
        more = Overflow(
            [*self.buttons.values()], "scatter_more", "More about the scatter", spacing=4
        )
        studio.theme.give_icon(more.more, "more")
        self.coloring.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.coloring.setMinimumContentsLength(LEAST_LETTERS)
        line = in_row(
            PlainLabel("x"), (self.x_choice, 3), PlainLabel("y"), (self.y_choice, 3),
            (self.coloring, 1), SubsetChoice(studio), more,
            spacing=4,
        )  # fmt: skip
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)
        self.x_choice.chosen.connect(lambda axis: self.axis_chosen.emit(0, axis))
        self.y_choice.chosen.connect(lambda axis: self.axis_chosen.emit(1, axis))

    def show_request(self, request: PointRequest) -> None:
        """Offer what there is to choose from, and say which axes are on show."""
        self._model.show(request.evaluation)
        self.show_axes(request.x, request.y)
        self._offer_colorings(request)

    def show_axes(self, x: Axis, y: Axis) -> None:
        """Say which axes are on show."""
        self.x_choice.show_axis(x)
        self.y_choice.show_axis(y)

    def name(self, axis: Axis) -> str:
        """What an axis is called."""
        return self._model.text(axis)

    def mark_colors(self, looks: Sequence[GroupLook], look: Colored) -> MarkColors:
        """The colours of the marks in a look, with rings as they are wanted."""
        ring = look.color("danger") if self.rings.isChecked() else None
        return MarkColors(looks, look.color("muted"), ring, look.color("panel"))

    def _offer_colorings(self, request: PointRequest) -> None:
        offered = list(request.colors)
        if [self.coloring.itemData(row) for row in range(self.coloring.count())] != offered:
            chosen = self.coloring.currentData()
            self.coloring.clear()
            for each in offered:
                self.coloring.addItem(COLORINGS[each], each)
            self.coloring.setCurrentIndex(offered.index(chosen) if chosen in offered else 0)

    def _button(self, name: str, text: str, tip: str) -> QToolButton:
        button = named(QToolButton(), name, tip=tip, role="toggle")
        button.setText(text)
        return button

    def _switch(self, name: str, text: str, tip: str) -> QToolButton:
        button = self._button(name, text, tip)
        button.setCheckable(True)
        return button
