"""This panel explains the selected number.

It imports what panels may, and no other panel.
"""

from nnfs_gui.panels.explain.panel import ExplainPanel
