"""Makes all texts larger or smaller, in presentations to a size of their own."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDockWidget

from nnfs_gui.studio.settings import Settings
from nnfs_gui.widgets.theme import Theme
from nnfs_gui.window.docks import Docks

ZOOMS = (0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)


class Zoom:
    """Changes the size of the theme's texts by steps, and remembers both sizes.

    Panels become wider where larger texts need it; beside the usual texts they are as before.
    """

    def __init__(self, theme: Theme, settings: Settings, docks: Docks) -> None:
        self._theme, self._settings, self._docks = theme, settings, docks
        self._is_presenting = False
        self._usual_sizes: Mapping[QDockWidget, QSize] = {}

    def step(self, step: int) -> None:
        """Take the next larger size for 1, the next smaller for -1, the usual one for 0."""
        larger = [zoom for zoom in ZOOMS if zoom > self._theme.zoom]
        smaller = [zoom for zoom in ZOOMS if zoom < self._theme.zoom]
        usual = Settings.USUAL_PRESENTED if self._is_presenting else 1.0
        for zoom in {1: larger[:1], -1: smaller[-1:], 0: [usual]}[step]:
            if self._is_presenting:
                self._settings.presentation_zoom = zoom
            else:
                self._settings.zoom = zoom
                if self._theme.zoom == 1:
                    self._usual_sizes = self._docks.sizes()
            self._theme.set_zoom(zoom)
            if zoom == 1 and not self._is_presenting:
                self._docks.restore_sizes(self._usual_sizes)

    def present(self, is_presenting: bool) -> None:
        """Change to the size for presentations, or back."""
        self._is_presenting = is_presenting
        settings = self._settings
        self._theme.set_zoom(settings.presentation_zoom if is_presenting else settings.zoom)
