"""Time and peak memory a row as the batch grows tenfold and tenfold, and a plot of both."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from benchmarks.measure import Figure, milliseconds
from nnfs_core.wording import size_text

ROWS = tuple(10**power for power in range(3, 8))
PLOT = Path(__file__).parent.parent / "docs" / "scaling.png"
WHAT = "20-64-64-3, float32"


def measure() -> Iterator[Figure]:
    """A row of the table for each size; the plot goes to docs/."""
    found = []
    for n_rows in ROWS:
        command = [sys.executable, "-m", "benchmarks.scaling_run", str(n_rows)]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        one = json.loads(printed)
        found.append(one)
        allowed = one["batch"] + one["budget"]
        nanoseconds, n_bytes = 1e9 * one["seconds"] / n_rows, one["peak"] / n_rows
        yield Figure(
            f"whole pass of {n_rows:,} × {WHAT}: peak memory",
            f"{milliseconds(one['seconds'])}, {nanoseconds:.0f} ns and {n_bytes:.0f} bytes a row",
            f"batch {size_text(one['batch'])} + budget {size_text(one['budget'])}",
            one["peak"] / allowed,
            1.0,
            "× what it may take",
        )
    _draw([each["seconds"] for each in found], [each["peak"] for each in found])


def _draw(seconds: list[float], peaks: list[int]) -> None:
    app = QApplication.instance() or QApplication([])
    window = pg.GraphicsLayoutWidget(size=(900, 340))
    window.setBackground("w")
    for column, (title, values) in enumerate(
        (
            ("time a row (ns)", [1e9 * s / n for s, n in zip(seconds, ROWS, strict=True)]),
            ("peak memory a row (bytes)", [p / n for p, n in zip(peaks, ROWS, strict=True)]),
        )
    ):
        plot = window.addPlot(row=0, col=column, title=title)
        plot.setLogMode(x=True, y=True)
        plot.showGrid(x=True, y=True, alpha=0.3)
        plot.setLabel("bottom", "rows")
        pen = pg.mkPen(QColor("#1f5fbf"), width=2)
        plot.plot(np.array(ROWS), np.array(values), pen=pen, symbol="o", symbolBrush="#1f5fbf")
    window.show()
    app.processEvents()
    window.grab().save(str(PLOT))
    window.close()
