"""The look of the app: icons on buttons, and how small texts may be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontInfo, QImage
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from nnfs_gui.panels.outputs.matrix.text_painter import TextPainter
from nnfs_gui.widgets.curve_plot import CurvePlot
from nnfs_gui.widgets.theme import Theme, code_font, number_font


@pytest.fixture
def theme(qtbot: QtBot) -> Iterator[Theme]:
    theme = Theme("light")
    theme.apply()
    yield theme
    theme.set_mode("light")


def drawn(button: QToolButton) -> QImage:
    return button.icon().pixmap(16).toImage()


def test_a_button_keeps_its_icon_in_the_colours_of_every_look(qtbot: QtBot, theme: Theme) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    theme.give_icon(button, "close")
    in_light = drawn(button)
    theme.set_mode("dark")
    assert drawn(button) != in_light
    theme.set_mode("light")
    assert drawn(button) == in_light


def test_a_button_shows_the_icon_it_was_given_last(qtbot: QtBot, theme: Theme) -> None:
    button, other = QToolButton(), QToolButton()
    qtbot.addWidget(button)
    qtbot.addWidget(other)
    theme.give_icon(button, "up")
    theme.give_icon(button, "down")
    theme.give_icon(other, "down")
    theme.set_mode("dark")
    assert drawn(button) == drawn(other)


def test_buttons_that_are_gone_do_not_hinder_another_look(qtbot: QtBot, theme: Theme) -> None:
    button = QToolButton()
    theme.give_icon(button, "close")
    shiboken6.delete(button)
    theme.set_mode("dark")
    assert theme.mode == "dark"


def test_nothing_is_written_smaller_than_nine_pixels(qapp: QApplication) -> None:
    for zoom in (0.5, 1.0):
        theme = Theme("light", zoom)
        theme.apply()
        for font in (number_font(3), number_font(), code_font()):
            assert QFontInfo(font).pixelSize() >= 9
        texts = TextPainter()
        points = [texts.fitting_points(["0.123"], width, 40, 20) for width in range(2, 90)]
        sizes = [QFontInfo(texts.font(each)).pixelSize() for each in points if each]
        assert min(sizes) >= 9
    Theme("light").apply()


def test_icons_grow_with_the_texts_beside_them(qtbot: QtBot, theme: Theme) -> None:
    button, small = QToolButton(), QToolButton()
    small.setIconSize(QSize(10, 10))
    for each in (button, small):
        qtbot.addWidget(each)
        theme.give_icon(each, "save")
    usual = button.iconSize()
    theme.set_zoom(2.0)
    assert button.iconSize() == 2 * usual
    assert button.icon().actualSize(2 * usual) == 2 * usual  # drawn so, not stretched
    assert small.iconSize() == QSize(10, 10)
    theme.set_zoom(1.0)
    assert button.iconSize() == usual


def test_a_curve_is_as_much_higher_as_its_texts_are_larger(qtbot: QtBot, theme: Theme) -> None:
    plot = CurvePlot(theme, "curve", 150)
    qtbot.addWidget(plot)
    theme.apply()
    assert plot.height() == 150
    theme.set_zoom(2)
    assert plot.height() == pytest.approx(300, abs=10)
