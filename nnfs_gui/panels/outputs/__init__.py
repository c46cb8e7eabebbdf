"""This panel shows what every layer makes of the batch, to see, to compare and to save.

It imports what panels may, and no other panel.
"""

from nnfs_gui.panels.outputs.panel import OutputsPanel
