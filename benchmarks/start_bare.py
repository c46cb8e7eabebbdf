"""The least that such an app could be: one pyqtgraph window with six images."""

from __future__ import annotations

import os

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QApplication, QMainWindow

from benchmarks.memory import resident_bytes

app = QApplication([])
window = QMainWindow()
window.resize(1440, 900)
view = pg.GraphicsLayoutWidget()
for number in range(6):
    plot = view.addPlot(row=number // 3, col=number % 3)
    plot.addItem(pg.ImageItem(np.random.default_rng(number).standard_normal((32, 32))))
window.setCentralWidget(view)
window.show()
app.processEvents()
window.grab()
print(resident_bytes(), flush=True)
os._exit(0)
