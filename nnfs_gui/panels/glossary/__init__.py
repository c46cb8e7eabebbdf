"""This panel lists the words of the field, each with a link to where it can be seen.

It imports what panels may, and no other panel.
"""

from nnfs_gui.panels.glossary.panel import GlossaryPanel
