"""This room shows figures of a result as a whole: scores of classes, calibration, residuals.

It may import the matrix and the pictures room and what its panel may.
"""

from nnfs_gui.panels.outputs.figures.pane import FiguresPane
