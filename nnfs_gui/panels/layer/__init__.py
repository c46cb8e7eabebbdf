"""This panel inspects the selected layer, or the batch, with every number open to change.

It imports what panels may, and no other panel.
"""

from nnfs_gui.panels.layer.panel import LayerPanel
