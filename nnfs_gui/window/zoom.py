"""Makes all texts larger or smaller, in presentations to a size of their own."""

from __future__ import annotations

from nnfs_gui.studio.settings import Settings
from nnfs_gui.widgets.theme import Theme

ZOOMS = (0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)


class Zoom:
    """Changes the size of the theme's texts by steps, and remembers both sizes."""

    def __init__(self, theme: Theme, settings: Settings) -> None:
        self._theme, self._settings = theme, settings
        self._is_presenting = False

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
            self._theme.set_zoom(zoom)

    def present(self, is_presenting: bool) -> None:
        """Change to the size for presentations, or back."""
        self._is_presenting = is_presenting
        settings = self._settings
        self._theme.set_zoom(settings.presentation_zoom if is_presenting else settings.zoom)
