"""This panel shows the network as a program, and runs it.

It imports what panels may, and no other panel.
"""

from nnfs_gui.panels.code.panel import CodePanel
