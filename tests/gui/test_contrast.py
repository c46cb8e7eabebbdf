"""What is read can be read in both looks, after the Web Content Accessibility Guidelines 2.2."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.colors import CLASS_COLORS, DARK, LIGHT, Colors
from nnfs_gui.widgets.heatmap import text_on
from nnfs_gui.widgets.theme import Theme, diverging, sequential
from tests.gui.widgets import show_alone

TEXT, MARK = 4.5, 3.0  # the least contrast of texts, and of what is no text
GROUNDS = ("window", "panel", "card", "hover", "accent_soft", "header")
TEXTS = ("text", "muted", "accent", "danger", "warning", "good")
CODE = ("code_keyword", "code_name", "code_number", "code_string", "code_comment")
ON_GROUNDS_OF_THEIR_OWN = (
    ("on_accent", "accent"),
    *product(("danger", "text"), ("danger_soft",)),
    *product(("warning", "text"), ("warning_soft",)),
    *product(("good", "text"), ("good_soft",)),
    *product(CODE, ("panel", "accent_soft")),
)
looks = pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])


def luminance(color: QColor) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in color.getRgbF()[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor | str, other: QColor | str) -> float:
    darker, lighter = sorted(luminance(QColor(each)) for each in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_contrast_that_the_guidelines_give_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@looks
def test_every_text_can_be_read_on_every_ground(colors: Colors) -> None:
    for text, ground in (*product(TEXTS, GROUNDS), *ON_GROUNDS_OF_THEIR_OWN):
        assert contrast(getattr(colors, text), getattr(colors, ground)) >= TEXT, (text, ground)


@looks
def test_edges_and_marks_stand_out_from_every_ground(colors: Colors) -> None:
    for mark, ground in product(("edge", "accent", "muted", "danger"), GROUNDS):
        assert contrast(getattr(colors, mark), getattr(colors, ground)) >= MARK, (mark, ground)
    for color in (*CLASS_COLORS, colors.not_a_number):
        assert contrast(color, colors.panel) >= MARK, color


@looks
def test_a_number_can_be_read_in_a_cell_of_any_value(colors: Colors) -> None:
    cells = np.concatenate([diverging(colors), sequential(colors)]).tolist()
    cells += [QColor(color).rgba() for color in (*CLASS_COLORS, colors.not_a_number)]
    least = min(contrast(QColor(cell), text_on(cell)) for cell in cells)
    assert least >= TEXT


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("kind", [QLineEdit, QSpinBox, QComboBox, QPushButton, QProgressBar])
def test_what_is_typed_into_or_pressed_has_an_edge_that_can_be_seen(
    qtbot: QtBot, look: str, kind: Callable[[], QWidget]
) -> None:
    theme = Theme(look)  # type: ignore[arg-type]
    theme.apply()
    page, widget = QWidget(), kind()
    page.setProperty("panel", "true")
    page.setLayout(in_column(widget, margins=(20, 20, 20, 20)))
    show_alone(qtbot, page, 200, 80)
    page.setFocus()
    picture = page.grab().toImage()
    middle = widget.geometry().center().y()
    ground = picture.pixelColor(4, middle)
    across = [picture.pixelColor(x, middle) for x in range(16, 26)]
    assert max(contrast(color, ground) for color in across) >= MARK
    Theme("light").apply()


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_what_an_empty_field_is_for_can_be_read(
    qtbot: QtBot, look: str, kind: Callable[[], QWidget]
) -> None:
    theme = Theme(look)  # type: ignore[arg-type]
    theme.apply()
    widget = kind()
    show_alone(qtbot, widget, 200, 80)
    said = widget.palette().color(widget.palette().ColorRole.PlaceholderText)
    assert said.alpha() == 255
    assert contrast(said, theme.color("panel")) >= TEXT
    Theme("light").apply()
