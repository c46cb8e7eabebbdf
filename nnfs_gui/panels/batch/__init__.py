"""This panel shows the input batch: samples as rows, features as columns, perhaps a target.

It imports what panels may, and no other panel.
"""

from nnfs_gui.panels.batch.panel import BatchPanel
