"""Shows the features of the batch, a row each: whether chosen, what they reach now and then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from math import isnan
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from nnfs_core.edits.preparing import MOST_COUNTED, FeatureFigures
from nnfs_core.numerals import cut, full_text, short_text
from nnfs_core.wording import counted, first_few, one_line, sentence
from nnfs_gui.panels.batch.preparing.pages import PreparingPage
from nnfs_gui.panels.batch.preparing.planning import Foreseen
from nnfs_gui.widgets.plain import plain_tip
from nnfs_gui.widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MOST_LETTERS = 12  # of a number
MOST_VALUES = 8  # of a feature that are named


class FeatureColumn(IntEnum):
    """Names what the table says of each feature, from left to right."""

    NAME = 0
    MISSING = 1
    LEAST = 2
    MEAN = 3
    LARGEST = 4
    VALUES = 5
    BECOMES = 6
    FILLED_WITH = 7
    STILL_MISSING = 8
    NEW_LEAST = 9
    NEW_MEAN = 10
    NEW_LARGEST = 11


HEADERS = {
    FeatureColumn.NAME: "Feature",
    FeatureColumn.MISSING: "Missing",
    FeatureColumn.LEAST: "Least",
    FeatureColumn.MEAN: "Mean",
    FeatureColumn.LARGEST: "Largest",
    FeatureColumn.VALUES: "Values",
    FeatureColumn.BECOMES: "Becomes",
    FeatureColumn.FILLED_WITH: "Filled with",
    FeatureColumn.STILL_MISSING: "Still missing",
    FeatureColumn.NEW_LEAST: "New least",
    FeatureColumn.NEW_MEAN: "New mean",
    FeatureColumn.NEW_LARGEST: "New largest",
}
TIPS = {
    FeatureColumn.NAME: "Space chooses the selected features, or leaves them out.",
    FeatureColumn.MISSING: "How many cells are NaN or infinite.",
    FeatureColumn.VALUES: "How many different numbers the feature has.",
    FeatureColumn.BECOMES: "What takes its place.",
}
NOW = {
    FeatureColumn.LEAST: "least",
    FeatureColumn.MEAN: "means",
    FeatureColumn.LARGEST: "largest",
}
THEN = {
    FeatureColumn.NEW_LEAST: "least",
    FeatureColumn.NEW_MEAN: "means",
    FeatureColumn.NEW_LARGEST: "largest",
}
TEXTS = (FeatureColumn.NAME, FeatureColumn.BECOMES)  # all else is numbers
_CHANGED = (FeatureColumn.STILL_MISSING, *THEN)
_BASIC = (FeatureColumn.NAME, FeatureColumn.MISSING, *NOW)
SHOWN = {
    PreparingPage.FILL: (*_BASIC, FeatureColumn.FILLED_WITH, *_CHANGED),
    PreparingPage.DROP: (*_BASIC, *_CHANGED),
    PreparingPage.SCALE: (*_BASIC, *THEN),
    PreparingPage.CENTRE: (*_BASIC, *THEN),
    PreparingPage.ONE_HOT: (*_BASIC, FeatureColumn.VALUES, FeatureColumn.BECOMES),
}


class FeaturesModel(QAbstractTableModel):
    """Holds which features are chosen, and of each whose name has the text looked for its figures.

    `chosen_changed` is emitted when somebody chooses others here.
    """

    chosen_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self._places: Sequence[int] = ()
        self._foreseen: Foreseen | None = None
        self._wanted = ""
        self._char = "d"
        self._chosen: set[int] = set()

    @property
    def chosen(self) -> tuple[int, ...]:
        """The chosen features, in order, also those that are not looked for."""
        return tuple(sorted(self._chosen))

    def begin(self, names: tuple[str, ...], char: str, chosen: Iterable[int]) -> None:
        """Show the features of another batch, of which nothing is known; `char` is their type."""
        self.beginResetModel()
        self._names, self._char, self._foreseen = names, char, None
        self._chosen = set(chosen)
        self._places = self._found()
        self.endResetModel()

    def show(self, foreseen: Foreseen) -> None:
        """Show what would change."""
        self._foreseen, self._chosen = foreseen, set(foreseen.features)
        self._tell_changed()

    def look_for(self, text: str) -> None:
        """Show the features with this text in their names, in whatever case."""
        self.beginResetModel()
        self._wanted = text.strip().casefold()
        self._places = self._found()
        self.endResetModel()

    def choose(self, rows: Iterable[int], is_chosen: bool) -> None:
        """Choose the features in some rows, or leave them out."""
        places = {self._places[row] for row in rows}
        chosen = self._chosen | places if is_chosen else self._chosen - places
        if chosen != self._chosen:
            self._chosen = chosen
            self._tell_changed()
            self.chosen_changed.emit()

    def row_of(self, place: int) -> int:
        """The row of a feature, -1 while it is not among those that are looked for."""
        return self._places.index(place) if place in self._places else -1

    def is_chosen(self, row: int) -> bool:
        return self._places[row] in self._chosen

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(FeatureColumn)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        is_name = index.isValid() and index.column() == FeatureColumn.NAME
        return flags | Qt.ItemFlag.ItemIsUserCheckable if is_name else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != FeatureColumn.NAME:
            return False
        self.choose([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place, figure = self._places[index.row()], FeatureColumn(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(place, figure)
            case Qt.ItemDataRole.CheckStateRole if figure is FeatureColumn.NAME:
                is_chosen = place in self._chosen
                return Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._tip(place, figure))
            case Qt.ItemDataRole.AccessibleTextRole if figure is not FeatureColumn.NAME:
                of = sentence("{what} of {name}: {text}")
                name, text = one_line(self._names[place]), self._text(place, figure)
                return of(HEADERS[figure], name, text or "nothing")
            case Qt.ItemDataRole.TextAlignmentRole if figure not in (
                FeatureColumn.NAME,
                FeatureColumn.BECOMES,
            ):
                return _RIGHT
            case Qt.ItemDataRole.ForegroundRole:
                return self._theme.color("text" if place in self._chosen else "muted")
            case Qt.ItemDataRole.BackgroundRole:
                is_missing = figure is FeatureColumn.MISSING and self._n_missing(place)
                return self._theme.color("warning_soft") if is_missing else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        figure = FeatureColumn(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._header(figure)
        if role == Qt.ItemDataRole.ToolTipRole:
            return TIPS.get(figure, self._header(figure))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_text = figure in TEXTS
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter if is_text else _RIGHT
        return None

    def _header(self, figure: FeatureColumn) -> str:
        """What a column is called; where samples are split, also of which its numbers are."""
        if self._foreseen is not None and self._foreseen.figures.is_split:
            if figure is FeatureColumn.MEAN:
                return "Mean of all"
            if figure is FeatureColumn.FILLED_WITH:
                return "Filled with (training)"
        return HEADERS[figure]

    def _tell_changed(self) -> None:
        last_head = len(FeatureColumn) - 1
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last_head)
        if self._places:
            last = self.index(len(self._places) - 1, len(FeatureColumn) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _found(self) -> Sequence[int]:
        names = self._names
        if not self._wanted:
            return range(len(names))
        return [place for place, name in enumerate(names) if self._wanted in name.casefold()]

    def _text(self, place: int, figure: FeatureColumn) -> str:
        if figure is FeatureColumn.NAME:
            return one_line(self._names[place], 200)
        if self._foreseen is None:
            return ""
        whole = self._foreseen.figures.whole
        if figure is FeatureColumn.MISSING:
            return f"{whole.n_missing[place]:,}"
        if figure in NOW:
            return self._number(
                whole, NOW[figure], place, is_given=figure is not FeatureColumn.MEAN
            )
        if figure is FeatureColumn.VALUES:
            values = self._foreseen.values
            found = () if values is None else values[place]
            return f"over {MOST_COUNTED:,}" if found is None else f"{len(found):,}"
        if figure is FeatureColumn.BECOMES:
            return self._becomes(place)
        plan = self._foreseen.plan
        if figure is FeatureColumn.FILLED_WITH:
            fills = {} if plan is None else plan.filled_with
            return short_text(fills[place], self._char) if place in fills else ""
        if plan is None or not (place in self._changed or len(plan.goes)):
            return ""
        if figure is FeatureColumn.STILL_MISSING:
            return f"{plan.after.n_missing[place]:,}"
        return self._number(plan.after, THEN[figure], place)

    @property
    def _changed(self) -> Sequence[int]:
        plan = None if self._foreseen is None else self._foreseen.plan
        return () if plan is None else plan.changed

    def _number(
        self, figures: FeatureFigures, name: str, place: int, *, is_given: bool = False
    ) -> str:
        number = float(getattr(figures, name)[place])
        if isnan(number):
            return ""
        if is_given:
            return cut(full_text(number, self._char), MOST_LETTERS)
        return short_text(number, self._char)

    def _becomes(self, place: int) -> str:
        plan = None if self._foreseen is None else self._foreseen.plan
        names = None if plan is None else plan.becomes.get(place)
        if names is None:
            return ""
        values = first_few([name.rpartition(" = ")[2] for name in names], MOST_VALUES)
        return sentence("{columns}: {values}")(counted(len(names), "column"), values)

    def _tip(self, place: int, figure: FeatureColumn) -> str:
        plan = None if self._foreseen is None else self._foreseen.plan
        if figure is FeatureColumn.BECOMES and plan is not None and place in plan.becomes:
            return first_few(plan.becomes[place], 30)
        return self._text(place, figure)

    def _n_missing(self, place: int) -> int:
        return 0 if self._foreseen is None else int(self._foreseen.figures.whole.n_missing[place])
