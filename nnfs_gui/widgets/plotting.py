"""Sets up pyqtgraph once, before the first plot."""

from __future__ import annotations

import pyqtgraph as pg

pg.setConfigOptions(imageAxisOrder="row-major", antialias=False, useOpenGL=False)
