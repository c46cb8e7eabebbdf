"""Presents where there are two screens, and prints on which of them the window is after each act.

Run it as `python -m tests.gui.two_screens` on a platform with two screens.
"""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

from benchmarks.settings import empty_settings
from nnfs_core.examples import example_named
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.window.main_window import MainWindow

app = QApplication(sys.argv)
theme = Theme("light")
theme.apply()
window = MainWindow(
    Studio.create(example_named("Iris").build(), theme=theme),
    empty_settings(),
    remember_layout=False,
)
window.show()
print(window.screen().name())
for act in ("present", "next_screen", "present", "present"):
    window.actions_by_id[f"view.{act}"].trigger()
    app.processEvents()
    print(window.screen().name())
    if act == "next_screen":
        print(f"{window.width()}x{window.height()}")
window.close_now()
