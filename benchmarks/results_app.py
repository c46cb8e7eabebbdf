"""Opens the results of a large batch in the real window and sorts them; prints times as JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from time import perf_counter

import numpy as np
from PySide6.QtWidgets import QApplication

import nnfs_gui.widgets.plotting  # noqa: F401
from benchmarks.settings import empty_settings
from benchmarks.table_app import Paints, settle
from nnfs_core import Batch, Dense, Network, Project, Softmax
from nnfs_core.finding import Vocabulary, find, parse
from nnfs_core.results import ResultTable
from nnfs_gui.panels import OUTPUTS
from nnfs_gui.panels.outputs.output_tabs import FLOW, RESULTS
from nnfs_gui.studio.finder import Sort
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.window.main_window import MainWindow

ROUNDS = 5


def main(n_samples: int, n_features: int, n_classes: int) -> None:
    app = QApplication([])
    theme = Theme("light")
    theme.apply()
    rng = np.random.default_rng(0)
    inputs = rng.standard_normal((n_samples, n_features))
    network = Network([Dense.random(n_features, n_classes, seed=0), Softmax()])
    project = Project(network, Batch(inputs, rng.integers(0, n_classes, n_samples)))
    studio = Studio.create(project, theme=theme)
    sorted_at: list[float] = []  # told before all who show it
    studio.finder.order_changed.connect(lambda: sorted_at.append(perf_counter()))
    window = MainWindow(studio, empty_settings(), remember_layout=False)
    window.show()
    studio.runner.run()
    settle(app, studio)
    panel = window.panels[OUTPUTS]
    panel.show_tab(RESULTS)  # what is made once is made
    settle(app, studio)
    panel.show_tab(FLOW)
    panel.results.release()
    settle(app, studio)
    paints = Paints(panel.results.table)

    def until_painted(act: Callable[[], object]) -> float:
        """Seconds from the act until the table is painted as it is then."""
        paints.count, began = 0, perf_counter()
        act()
        while not paints.count:
            app.processEvents()
        return perf_counter() - began

    def show() -> None:
        panel.show_tab(RESULTS)
        panel.results.show_evaluation(studio.runner.evaluation)

    figures = {"open": until_painted(show)}
    settle(app, studio)
    painted = []
    for descending in (True, False, True):
        sorted_at.clear()
        studio.finder.sort_by(Sort("loss", descending=descending))
        while not sorted_at:  # the window goes on meanwhile
            paints.count = 0
            app.processEvents()
        while not paints.count:
            app.processEvents()
        painted.append(perf_counter() - sorted_at[0])
        settle(app, studio)
    figures["painted"] = sorted(painted)[1]
    figures |= _sorting(studio)
    print(json.dumps(figures), flush=True)
    os._exit(0)


def _sorting(studio: Studio) -> dict[str, float]:
    """Seconds of looking and sorting as the window does it, and of argsort of the losses alone."""
    project, evaluation = studio.project, studio.runner.evaluation
    assert evaluation is not None
    query = parse("largest loss", Vocabulary.of(project))
    table = ResultTable.of(evaluation)
    loss = next(column for column in table.columns if column.name == "loss")
    parts = table.parts(find(parse("", Vocabulary.of(project)), project.batch))
    losses = np.concatenate([table.values(loss, part) for _, part in parts])
    ours, beside = [], []
    for _ in range(ROUNDS):
        began = perf_counter()
        find(query, project.batch, evaluation)
        ours.append(perf_counter() - began)
        began = perf_counter()
        np.argsort(losses)
        beside.append(perf_counter() - began)
    return {"sorted": min(ours), "argsort": min(beside)}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
