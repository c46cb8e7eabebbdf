"""How GUI tests show the Scatter tab and act on its points."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from nnfs_gui.panels.outputs.scatter.chart import ScatterChart
from nnfs_gui.panels.outputs.scatter.view import ScatterView


def place(chart: ScatterChart, x: float, y: float) -> QPoint:
    """Where a point is, in the chart's pixels."""
    layout = chart.layout_now
    assert layout is not None
    return layout.place(x, y).toPoint()


def press_point(qtbot: QtBot, chart: ScatterChart, x: float, y: float) -> None:
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place(chart, x, y))


def drag(
    chart: ScatterChart,
    start: QPoint,
    end: QPoint,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Drag the left button from one place to another."""
    button = Qt.MouseButton.LeftButton
    QTest.mousePress(chart, button, keys, start)
    for share in (0.5, 1.0):
        between = QPointF(start) + share * QPointF(end - start)
        QTest.mouseMove(chart, between.toPoint())
    QTest.mouseRelease(chart, button, keys, end)


def colors_around(chart: ScatterChart, at: QPoint, reach: int = 3) -> set[str]:
    """The colours seen around a place."""
    image = chart.grab().toImage()
    ratio = image.devicePixelRatio()
    x, y = round(at.x() * ratio), round(at.y() * ratio)
    sides = range(-reach, reach + 1)
    return {QColor(image.pixel(x + dx, y + dy)).name() for dx in sides for dy in sides}


def legend_buttons(view: ScatterView) -> list[QToolButton]:
    """The entries of the legend, as far as they have room."""
    QApplication.processEvents()
    buttons = view.legend.findChildren(QToolButton)
    return [
        each for each in buttons if each.objectName() != "scatter_legend_more" and each.isVisible()
    ]


def legend(view: ScatterView) -> list[str]:
    """What the entries of the legend say, as far as they have room."""
    return [each.text().replace("&&", "&") for each in legend_buttons(view)]


def legend_places(view: ScatterView) -> list[tuple[int, int]]:
    """Where each entry begins and ends, in pixels of the legend."""
    places = [each.mapTo(view.legend, QPoint()).x() for each in legend_buttons(view)]
    widths = [each.width() for each in legend_buttons(view)]
    return [(left, left + width) for left, width in zip(places, widths, strict=True)]
