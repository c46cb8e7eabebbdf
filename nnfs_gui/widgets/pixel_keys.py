"""Says where arrow and page keys lead in pictures and from one to the next."""

from __future__ import annotations

from PySide6.QtCore import Qt

from nnfs_core.project.pictures import PictureSize

PAGES = {int(Qt.Key.Key_PageUp): -1, int(Qt.Key.Key_PageDown): 1}  # to the picture before or after

_ARROWS = {
    int(Qt.Key.Key_Left): (0, -1),
    int(Qt.Key.Key_Right): (0, 1),
    int(Qt.Key.Key_Up): (-1, 0),
    int(Qt.Key.Key_Down): (1, 0),
}


def stepped(pixel: int, size: PictureSize, key: int) -> int | None:
    """The pixel where an arrow key leads, at the edge the same one; None for other keys."""
    if key not in _ARROWS:
        return None
    (row, column), (down, across) = divmod(pixel, size.width), _ARROWS[key]
    row = min(max(0, row + down), size.height - 1)
    return row * size.width + min(max(0, column + across), size.width - 1)
