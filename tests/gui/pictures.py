"""How tests of pictures find a pixel on the screen, draw on it and read its colour."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnfs_gui.panels.batch import BatchPanel
from nnfs_gui.panels.batch.picture.canvas import PictureCanvas
from tests.gui.widgets import seen

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


def canvas_of(panel: BatchPanel) -> PictureCanvas:
    return seen(panel, PictureCanvas, "picture_canvas")


def at_pixel(canvas: PictureCanvas, pixel: int) -> QPoint:
    return canvas.pixel_rect(pixel).center().toPoint()


def color_at(canvas: PictureCanvas, pixel: int) -> str:
    """What the screen shows in a pixel, between its middle and its edge."""
    rect = canvas.pixel_rect(pixel)
    image = canvas.grab().toImage()
    return image.pixelColor(rect.center().toPoint()).name()


def drag(
    qtbot: QtBot,
    canvas: PictureCanvas,
    pixels: list[int],
    button: Qt.MouseButton = LEFT,
    *,
    lets_go: bool = True,
) -> None:
    """Press on the first pixel and drag over the others, as a hand does."""
    qtbot.mousePress(canvas, button, pos=at_pixel(canvas, pixels[0]))
    for pixel in pixels[1:]:
        at = at_pixel(canvas, pixel)
        event = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(at), QPointF(canvas.mapToGlobal(at)),
            Qt.MouseButton.NoButton, button, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(canvas, event)
    if lets_go:
        qtbot.mouseRelease(canvas, button, pos=at_pixel(canvas, pixels[-1]))


def paper(panel: BatchPanel, value: float) -> str:
    """The colour that a number has in the pictures of a panel."""
    scale = panel.pictures.pane.scale
    return QColor(int(scale.colors_of(np.array([value]))[0])).name()
