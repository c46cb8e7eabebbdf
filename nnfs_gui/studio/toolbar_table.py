"""Lists the actions that stand on the toolbar, too."""

from __future__ import annotations

from nnfs_gui.studio.action_table import SEPARATOR

TOOLBAR = (
    "file.new",
    "file.open",
    "file.save",
    SEPARATOR,
    "edit.undo",
    "edit.redo",
    SEPARATOR,
    "run.forward",
    "run.live",
    "run.pin",
    SEPARATOR,
    "batch.open_data",
)
ON_TOOLBAR = (*TOOLBAR, "view.commands")
ICON_ONLY = ("edit.undo", "edit.redo")  # everyone knows their arrows
PRIMARY = "run.forward"  # stands out in the toolbar
