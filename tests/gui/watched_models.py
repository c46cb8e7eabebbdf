"""Watches table models: whatever breaks Qt's rules for them ends the process, with a traceback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtTest import QAbstractItemModelTester

import nnfs_gui

MOST_CELLS = 2_000  # the tester asks for each cell after each signal


class Watch:
    """Keeps a tester on a model while it is small enough to be asked for every cell."""

    def __init__(self, model: QAbstractItemModel) -> None:
        self._model = model
        self._tester: QAbstractItemModelTester | None = None
        # connected before the tester's, and so called before them
        model.modelReset.connect(self._follow)
        model.rowsAboutToBeInserted.connect(
            lambda parent, first, last: self._follow(more_rows=last - first + 1)
        )
        model.columnsAboutToBeInserted.connect(
            lambda parent, first, last: self._follow(more_columns=last - first + 1)
        )
        for removed in (model.rowsRemoved, model.columnsRemoved):
            removed.connect(lambda parent, first, last: self._follow())
        self._follow()

    def _follow(self, more_rows: int = 0, more_columns: int = 0) -> None:
        n_rows, n_columns = self._model.rowCount(), self._model.columnCount()
        is_small = (n_rows + more_rows) * (n_columns + more_columns) <= MOST_CELLS
        if is_small and self._tester is None:
            mode = QAbstractItemModelTester.FailureReportingMode.Fatal
            self._tester = QAbstractItemModelTester(self._model, mode)
        elif not is_small:
            self._tester = None


@cache
def import_the_app() -> None:
    """Import each of its modules, so that all classes are known."""
    for module in walk_packages(nnfs_gui.__path__, "nnfs_gui."):
        import_module(module.name)


def model_classes() -> Iterator[type[QAbstractItemModel]]:
    """Every class of models that the app or a test defines; Qt's own follow its rules."""
    import_the_app()
    found = [QAbstractItemModel]
    for each in found:
        found += each.__subclasses__()
    yield from (each for each in found if not each.__module__.startswith("PySide6."))


def watch_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Watch each model from when it has been made."""
    watches = []

    def watching(kind: type[QAbstractItemModel]) -> Callable[..., None]:
        make = kind.__init__

        def make_and_watch(model: QAbstractItemModel, *arguments: Any, **named: Any) -> None:
            make(model, *arguments, **named)
            if type(model) is kind:
                watches.append(Watch(model))

        return make_and_watch

    for kind in model_classes():
        monkeypatch.setattr(kind, "__init__", watching(kind))
