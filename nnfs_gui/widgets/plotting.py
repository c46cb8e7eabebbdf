"""Sets up pyqtgraph once, before the first plot."""

import pyqtgraph as pg

pg.setConfigOptions(imageAxisOrder="row-major", antialias=False, useOpenGL=False)
