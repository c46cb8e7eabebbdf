"""This panel shows the stack of layers and the palette that new ones come from.

It imports what panels may, and no other panel.
"""

from nnfs_gui.panels.network.panel import NetworkPanel
