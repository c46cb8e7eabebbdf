"""Remembers which columns of the results people want to see."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from nnfs_core.finding.query import TermKind
from nnfs_core.results import ResultColumn
from nnfs_core.wording import counted
from nnfs_gui.widgets.menus import add_entry
from nnfs_gui.widgets.plain import plain_caption

MOST_PROBABILITIES = 20  # classes; of more, each probability is shown on request alone
MOST_LISTED = 40  # columns in a menu
GROUPS: dict[TermKind, str] = {
    "probability": "Probabilities",
    "output": "Outputs",
    "feature": "Features",
}

Key = tuple[TermKind, str]


class ColumnsShown(QObject):
    """Tells if a column is shown; features and probabilities come and go together, too."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._chosen: dict[Key, bool] = {}  # what somebody has said of a column, or of a kind

    def of(self, columns: Sequence[ResultColumn]) -> tuple[ResultColumn, ...]:
        """Those of all columns that are shown."""
        n_classes = sum(each.term.kind == "probability" for each in columns)
        return tuple(each for each in columns if self._is_shown(each, n_classes))

    def show(self, key: Key, is_shown: bool) -> None:
        """Show a column or hide it."""
        self._chosen[key] = is_shown
        self.changed.emit()

    def show_kind(self, kind: TermKind, is_shown: bool) -> None:
        """Show all columns of a kind, or hide them."""
        self._chosen = {key: chosen for key, chosen in self._chosen.items() if key[0] != kind}
        self.show((kind, ""), is_shown)

    def fill(self, menu: QMenu, columns: Sequence[ResultColumn]) -> None:
        """List columns in a menu, each to be shown or hidden; many of a kind in their own."""
        shown = {each.key for each in self.of(columns)}
        for column in columns:
            if column.term.kind not in GROUPS:
                self._add(menu, column, shown)
        for kind, title in GROUPS.items():
            of_kind = [each for each in columns if each.term.kind == kind]
            if of_kind:
                self._add_kind(menu, kind, title, of_kind, shown)

    def _add_kind(
        self, menu: QMenu, kind: TermKind, title: str, columns: list[ResultColumn], shown: set[Key]
    ) -> None:
        n_shown = sum(each.key in shown for each in columns)
        inner = menu.addMenu(f"{title} ({n_shown:,} of {len(columns):,})")
        inner.setObjectName(f"columns_{kind}")
        for text, is_shown, count in (("Show all", True, len(columns)), ("Hide all", False, 0)):
            does = partial(self.show_kind, kind, is_shown)
            name = f"columns_{kind}_{'all' if is_shown else 'none'}"
            add_entry(inner, text, name, does, is_enabled=n_shown != count)
        inner.addSeparator()
        for column in columns[:MOST_LISTED]:
            self._add(inner, column, shown)
        if len(columns) > MOST_LISTED:
            more = counted(len(columns) - MOST_LISTED, "other")
            inner.addAction(f"and {more}").setEnabled(False)

    def _add(self, menu: QMenu, column: ResultColumn, shown: set[Key]) -> None:
        is_shown = column.key in shown
        does = partial(self.show, column.key, not is_shown)
        add_entry(
            menu, plain_caption(column.name), f"column.{column.name}", does, is_checked=is_shown
        )

    def _is_shown(self, column: ResultColumn, n_classes: int) -> bool:
        kind, _ = column.key
        usual = kind != "probability" or n_classes <= MOST_PROBABILITIES
        return self._chosen.get(column.key, self._chosen.get((kind, ""), usual))
