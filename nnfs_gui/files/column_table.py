"""Shows the columns of a table, one row each: what they are, how they are read, what is in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.surveying.survey import TableSurvey
from nnfs_core.wording import one_line, sentence
from nnfs_gui.files.column_words import (
    N_EXAMPLES,
    ODD_OPTIONS,
    ROLE_OPTIONS,
    ROLES,
    ColumnState,
    Option,
    odd_in,
)
from nnfs_gui.widgets.plain import plain_tip
from nnfs_gui.widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MOST_EXAMPLES = 20  # rows that are looked at for different cells


class Part(IntEnum):
    """Names what the table says of each column, from left to right."""

    NAME = 0
    ROLE = 1
    READING = 2
    NUMBERS = 3
    MISSING = 4
    ODD = 5
    EXAMPLES = 6
    REASON = 7


HEADERS = {
    Part.NAME: "Column",
    Part.ROLE: "Role",
    Part.READING: "Read as",
    Part.NUMBERS: "Numbers",
    Part.MISSING: "Missing",
    Part.ODD: "Neither",
    Part.EXAMPLES: "What is in it",
    Part.REASON: "Why",
}
TIPS = {
    Part.NAME: "The columns of the file.",
    Part.ROLE: (
        "A feature is what the network is given, the target what it is to answer. A label names "
        "the sample and is never computed with; words such as train and test say what it is for. "
        "F, T, L, W and O choose; F2 opens the menu."
    ),
    Part.READING: "How the cells become numbers. F2 opens the menu.",
    Part.NUMBERS: "How many cells are numbers.",
    Part.MISSING: "How many cells are empty, or say NA, NaN, null and the like.",
    Part.ODD: "Cells that are neither numbers nor missing, and what becomes of them.",
    Part.EXAMPLES: "Some of what is in the column.",
    Part.REASON: "Why this role was suggested.",
}


class ColumnsModel(QAbstractTableModel):
    """Holds what is known and chosen about each column whose name has the text looked for."""

    def __init__(self, theme: Theme, guess: TableGuess, choice: TableChoice) -> None:
        super().__init__()
        self._theme = theme
        self._guess, self._choice = guess, choice
        self._survey: TableSurvey | None = None
        self._reasons: Mapping[int, str] = {}
        self._wanted = ""
        self._places: Sequence[int] = range(len(guess.columns))

    def show_guess(
        self, guess: TableGuess, choice: TableChoice, reasons: Mapping[int, str]
    ) -> None:
        """Show the columns of another look at the file, of which nothing has been counted."""
        self.beginResetModel()
        self._guess, self._choice, self._survey = guess, choice, None
        self._reasons = reasons
        self._places = self._found()
        self.endResetModel()

    def show_choice(self, choice: TableChoice, reasons: Mapping[int, str]) -> None:
        """Show other choices about the same columns, with reasons that the guess did not know."""
        self._choice, self._reasons = choice, reasons
        self._tell_changed()

    def show_survey(self, survey: TableSurvey) -> None:
        """Show what has been counted."""
        self._survey = survey
        self._tell_changed()

    def look_for(self, text: str) -> None:
        """Show the columns with this text in their names, in whatever case."""
        self.beginResetModel()
        self._wanted = text.strip().casefold()
        self._places = self._found()
        self.endResetModel()

    def place(self, row: int) -> int:
        """The place in the file of the column in a row."""
        return self._places[row]

    def row_of(self, place: int) -> int | None:
        """The row of the column at a place in the file; None while it is not shown."""
        return self._places.index(place) if place in self._places else None

    def state(self, row: int) -> ColumnState:
        """All that is known and chosen about the column in a row."""
        place = self._places[row]
        counted = self._survey.columns if self._survey is not None else ()
        return ColumnState(
            self._guess.columns[place],
            self._choice.columns[place],
            self._choice.target_kind,
            counted[place] if place < len(counted) else None,
            self._reasons.get(place, self._guess.columns[place].reason),
            self._examples(place),
        )

    @property
    def has_odd_cells(self) -> bool:
        """True when cells were found that are neither numbers nor missing."""
        found = () if self._survey is None else self._survey.columns
        return any(map(odd_in, self._choice.columns, found))

    @property
    def has_reasons(self) -> bool:
        """True when there is something to say about why columns have their roles."""
        return bool(self._reasons) or any(column.reason for column in self._guess.columns)

    def options(self, index: Index) -> tuple[Option, ...]:
        """What can be chosen in a cell."""
        state = self.state(index.row())
        match index.column():
            case Part.ROLE:
                return ROLE_OPTIONS
            case Part.READING:
                return state.reading_options
            case Part.ODD if state.n_odd:
                return ODD_OPTIONS
        return ()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(Part)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        part = Part(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(self.state(index.row()), part)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._text(self.state(index.row()), part))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index.row(), part)
            case Qt.ItemDataRole.TextAlignmentRole if part in (Part.NUMBERS, Part.MISSING):
                return _RIGHT
            case Qt.ItemDataRole.ForegroundRole | Qt.ItemDataRole.BackgroundRole:
                return self._color(self.state(index.row()), part, role)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._places[section] + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADERS[Part(section)]
        if role == Qt.ItemDataRole.ToolTipRole:
            return TIPS[Part(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (Part.NUMBERS, Part.MISSING):
            return _RIGHT
        return None

    def _tell_changed(self) -> None:
        if self._places:
            last = self.index(len(self._places) - 1, len(Part) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _found(self) -> Sequence[int]:
        columns = self._guess.columns
        if not self._wanted:
            return range(len(columns))
        return [n for n, each in enumerate(columns) if self._wanted in each.name.casefold()]

    def _examples(self, place: int) -> list[str]:
        rows = self._guess.rows[:MOST_EXAMPLES]
        cells = dict.fromkeys(row[place] for row in rows if place < len(row) and row[place])
        return [*cells][: N_EXAMPLES + 1]

    def _text(self, state: ColumnState, part: Part) -> str:
        survey = state.survey
        match part:
            case Part.NAME:
                text = state.guess.name
            case Part.ROLE:
                text = ROLES[state.choice.role]
            case Part.READING:
                text = state.reading
            case Part.NUMBERS:
                text = "" if survey is None else f"{survey.n_numbers:,}"
            case Part.MISSING:
                text = "" if survey is None else f"{state.n_missing:,}"
            case Part.ODD:
                text = state.odd
            case Part.EXAMPLES:
                text = state.shown
            case Part.REASON:
                text = state.reason
        return one_line(text, 200)

    def _spoken(self, row: int, part: Part) -> str:
        state = self.state(row)
        text = self._text(state, part)
        if part == Part.NAME:
            return text
        of = sentence("{what} of {name}: {text}")
        return of(HEADERS[part], one_line(state.guess.name), text or "nothing")

    def _color(self, state: ColumnState, part: Part, role: int) -> Any:
        if role == Qt.ItemDataRole.BackgroundRole:
            if part == Part.ODD and state.n_odd:
                is_open = state.choice.odd == "refuse"
                return self._theme.color("danger_soft" if is_open else "warning_soft")
            return None
        is_out = state.choice.role == "left out"
        is_quiet = part in (Part.EXAMPLES, Part.REASON)
        return self._theme.color("muted" if is_out or is_quiet else "text")
