"""Shows how well A and B do, side by side, with the difference."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from nnfs_core.comparing.changes import Changes, SideFigures
from nnfs_core.numerals import NumberWriter, percent_text, short_number
from nnfs_core.wording import sentence
from nnfs_gui.panels.outputs.compare.side_choice import LETTERS
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel, give_tip
from nnfs_gui.widgets.theme import Theme, number_font

HEADS = ("", *LETTERS, "B − A")
SIGNED = NumberWriter(is_signed=True)
NOTHING = "–"
FIGURES = {
    "accuracy": "The share of samples with a known target that are told right",
    "mean loss": "Minus the logarithm of the probability of the target, on average",
    "undecided": "Samples whose probabilities contain a NaN, so that no class is predicted",
    "absolute error": "How far predictions are from their targets, on average",
    "squared error": "The squared distance of predictions from their targets, on average",
    "not finite": "Samples whose prediction is NaN or infinite",
}  # what each figure means

Line = tuple[str, str, str, str]  # the figure's name, of A, of B, the difference


class FiguresGrid(QWidget):
    """Has a line for each figure."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        named(self, "compare_figures", "Figures of A and B")
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(1)
        self._labels: dict[tuple[int, int], PlainLabel] = {}

    def show_figures(self, found: Changes) -> None:
        """Show what is known of both."""
        lines = [HEADS, *lines_of(found)]
        for row, line in enumerate(lines):
            for column, text in enumerate(line):
                label = self._label(row, column)
                label.setText(text)
                if row and column:
                    label.setAccessibleName(f"{line[0]}, {HEADS[column]}: {text}")
            if row:
                give_tip(self._label(row, 0), FIGURES[line[0]])
        for (row, _), label in self._labels.items():
            label.setVisible(row < len(lines))

    def texts(self) -> list[list[str]]:
        """What is on show, line by line."""
        rows = sorted({row for (row, _), label in self._labels.items() if not label.isHidden()})
        return [[self._labels[row, column].text() for column in range(4)] for row in rows]

    def _label(self, row: int, column: int) -> PlainLabel:
        label = self._labels.get((row, column))
        if label is None:
            label = self._labels[row, column] = PlainLabel()
            if row and column:
                self._theme.give_font(label, number_font)
            else:
                label.setProperty("role", "muted")
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(label, row, column)
            self._grid.setColumnStretch(4, 1)
        return label


def lines_of(found: Changes) -> Iterator[Line]:
    """The figures that both networks may have."""
    first, second = found.sides
    if found.has_classes:
        pair = first.accuracy, second.accuracy
        points = None if None in pair else 100 * (pair[1] or 0) - 100 * (pair[0] or 0)
        shares = [NOTHING if each is None else percent_text(each, 1) for each in pair]
        yield "accuracy", shares[0], shares[1], _points(points)
        yield _line("mean loss", first.mean_loss, second.mean_loss)
    else:
        yield _line("absolute error", first.mean_error, second.mean_error)
        yield _line("squared error", first.mean_loss, second.mean_loss)
    if first.n_undecided or second.n_undecided:
        yield _undecided("undecided" if found.has_classes else "not finite", first, second)


def _points(points: float | None) -> str:
    """A difference of two percentages."""
    if points is None:
        return NOTHING
    text = f"{points:+.1f}"
    return "0.0" if float(text) == 0 else sentence("{text} points")(text)


def _line(name: str, first: float | None, second: float | None) -> Line:
    texts = [NOTHING if each is None else _short(each) for each in (first, second)]
    if first is None or second is None or not (isfinite(first) and isfinite(second)):
        return name, texts[0], texts[1], NOTHING
    return name, texts[0], texts[1], SIGNED.cell(second - first)


def _short(number: float) -> str:
    return short_number(number) if isfinite(number) else "∞"


def _undecided(name: str, first: SideFigures, second: SideFigures) -> Line:
    more = second.n_undecided - first.n_undecided
    return name, f"{first.n_undecided:,}", f"{second.n_undecided:,}", f"{more:+,}" if more else "0"
