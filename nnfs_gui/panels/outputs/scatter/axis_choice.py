"""Lets people choose what an axis shows: a feature, or a neuron of a layer, found by its name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter

from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.project.place import INPUT
from nnfs_core.scatter.request import Axis
from nnfs_core.wording import one_line, sentence
from nnfs_gui.panels.outputs.layer_contents import column_names, layer_title
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import give_tip

ANY = QModelIndex()
LEAST_LETTERS = 4  # that a choice has room for
MOST_SEEN = 20  # entries of the list before it scrolls

Offered = Sequence[tuple[int, str, Sequence[str]]]  # of each layer: number, title, names


class AxisModel(QAbstractTableModel):
    """Lists the features, then the neurons of each layer that ran; texts are made when seen."""

    def __init__(self) -> None:
        super().__init__()
        self._offered: Offered = ()
        self._starts = [0]

    def show(self, evaluation: Evaluation) -> None:
        """List what an evaluation has."""
        offered = [
            (index, "" if index == INPUT else layer_title(evaluation, index), names)
            for index in range(INPUT, len(evaluation.layers))
            if (names := column_names(evaluation, index)[0])
        ]
        if offered != self._offered:
            self.beginResetModel()
            self._offered = offered
            self._starts = [0, *accumulate(len(names) for _, _, names in offered)]
            self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ANY) -> int:
        return 0 if parent.isValid() else self._starts[-1]

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = ANY) -> int:
        return 0 if parent.isValid() else 1

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)
        return self.text(self.axis(index.row())) if index.isValid() and role in shown else None

    def axis(self, row: int) -> Axis:
        """What a row stands for."""
        at = bisect_right(self._starts, row) - 1
        return Axis(self._offered[at][0], row - self._starts[at])

    def row(self, axis: Axis) -> int | None:
        """Where an axis stands; None where it is not listed."""
        for start, (layer, _, names) in zip(self._starts, self._offered, strict=False):
            if layer == axis.layer:
                return start + axis.column if 0 <= axis.column < len(names) else None
        return None

    def text(self, axis: Axis) -> str:
        """What an axis is called; a neuron with its layer."""
        for layer, title, names in self._offered:
            if layer == axis.layer and axis.column < len(names):
                name = one_line(names[axis.column])
                return sentence("{layer} · {name}")(title, name) if title else name
        return ""


class AxisChoice(QComboBox):
    """Chooses from a model; what is typed is looked for anywhere in the names."""

    chosen = Signal(object)  # an Axis

    def __init__(self, model: AxisModel, name: str, spoken: str, tip: str) -> None:
        super().__init__()
        named(self, name, spoken, tip=tip)
        self._axes, self._tip = model, tip
        self.setModel(model)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(LEAST_LETTERS)
        self.setMaxVisibleItems(MOST_SEEN)
        field, completer = self.lineEdit(), QCompleter(model, self)
        assert field is not None
        field.setAccessibleName(spoken)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(MOST_SEEN)
        self.setCompleter(completer)
        self.activated.connect(lambda row: self._choose(row))
        field.editingFinished.connect(self._take_typed)

    def show_axis(self, axis: Axis) -> None:
        """Say what is on show, but where somebody is typing a name."""
        give_tip(self, sentence("{what}: {name}")(self._tip, self._axes.text(axis)))
        row, field = self._axes.row(axis), self.lineEdit()
        assert field is not None
        if row == self.currentIndex() and field.hasFocus():
            return
        self.setCurrentIndex(-1 if row is None else row)
        self.setEditText(self._axes.text(axis))
        field.setCursorPosition(0)  # the start of a long name tells most

    def _choose(self, row: int) -> None:
        if 0 <= row < self._axes.rowCount():
            self.chosen.emit(self._axes.axis(row))

    def _take_typed(self) -> None:
        """What was typed counts where it is the name of something, or part of one name alone."""
        typed = self.currentText().strip()
        row = self.findText(typed, Qt.MatchFlag.MatchFixedString)
        if row < 0 and typed:
            row = self.findText(typed, Qt.MatchFlag.MatchContains)
        if row < 0:
            row = self.currentIndex()
        if row >= 0:
            if row != self.currentIndex():
                self.setCurrentIndex(row)
                self._choose(row)
            self.setEditText(self._axes.text(self._axes.axis(row)))
