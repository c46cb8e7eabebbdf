"""Defines the looks: colours in light and dark, heatmap scales, icons and the style sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Literal
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QStyle, QWidget
from shiboken6 import isValid

from nnfs_gui.widgets.colors import CLASS_COLORS, DARK, LIGHT, Colors

Mode = Literal["light", "dark", "system"]

ICON_SIZES = 16, 18  # in menus and on the toolbar
USUAL_LINE = 14.0  # pixels
OWN_SIZE = "own_icon_size"  # a property of buttons whose icons do not grow with the text
SCALE_STEPS = 256  # colours on either side of the middle of a scale


class Colored:
    """Gives the colours of a look."""

    colors: Colors

    def color(self, name: str) -> QColor:
        """One of the named colours."""
        return QColor(getattr(self.colors, name))

    def class_color(self, number: int) -> QColor:
        """The colour of a class; colours return after ten classes."""
        return QColor(CLASS_COLORS[number % len(CLASS_COLORS)])


@dataclass(frozen=True)
class StillColors(Colored):
    """Keeps the colours of one look while the app may take another: for work on a thread."""

    colors: Colors


class Theme(QObject, Colored):
    """Holds the look in use; `changed` tells every view to repaint with its colours and fonts.

    zoom: how large texts are, as a share of the system's size.
    """

    changed = Signal()

    def __init__(self, mode: Mode = "system", zoom: float = 1.0) -> None:
        super().__init__()
        self.mode, self.zoom = mode, zoom
        self.colors = self._resolve()
        self._fonts: WeakKeyDictionary[QWidget, Callable[[], QFont]] = WeakKeyDictionary()
        self._icons: WeakKeyDictionary[QAbstractButton, tuple[str, bool]] = WeakKeyDictionary()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def set_mode(self, mode: Mode) -> None:
        """Choose light, dark, or what the system says."""
        self.mode = mode
        self.apply()

    def set_zoom(self, zoom: float) -> None:
        """Make all texts larger or smaller."""
        self.zoom = zoom
        self.apply()

    def apply(self) -> None:
        """Put the look on the whole application."""
        self.colors = self._resolve()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        font = QFont(_system_font())
        font.setPointSizeF(font.pointSizeF() * self.zoom)
        # widgets with a style of their own take the font only with another sheet
        sheet = f"{_style_sheet(self.colors)}/* {self.zoom} */"
        if app.styleSheet() != sheet:  # every widget is polished anew, which takes its time
            app.setFont(font)
            _draw_alike()
            app.setPalette(_palette(self.colors))
            app.setStyleSheet(sheet)
            for widget, make in list(self._fonts.items()):
                if isValid(widget):
                    widget.setFont(make())
        for button, (name, on_accent) in list(self._icons.items()):
            if isValid(button):  # Qt may have deleted it before Python does
                self._put_icon(button, name, on_accent)
        self.changed.emit()

    def icon(self, name: str, *, on_accent: bool = False) -> QIcon:
        """One of the app's own icons, in the colours for panels or for an accent button."""
        icon = QIcon()
        for mode, color in (
            (QIcon.Mode.Normal, self.colors.on_accent if on_accent else self.colors.text),
            (QIcon.Mode.Disabled, self.colors.border),
        ):
            for size in _icon_sizes(self.zoom):
                icon.addPixmap(_drawn(name, color, size), mode)
        return icon

    def give_icon(self, button: QAbstractButton, name: str, *, on_accent: bool = False) -> None:
        """Show one of the app's own icons on a button, now and in every later look."""
        self._icons[button] = name, on_accent
        self._put_icon(button, name, on_accent)

    def _put_icon(self, button: QAbstractButton, name: str, on_accent: bool) -> None:
        """Show an icon, as large beside the text as elsewhere where the button has no other say."""
        button.setIcon(self.icon(name, on_accent=on_accent))
        style = button.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize)
        if button.property(OWN_SIZE) is None:
            button.setProperty(OWN_SIZE, button.iconSize() != QSize(style, style))
        if not button.property(OWN_SIZE):
            size = round(style * self.zoom)
            button.setIconSize(QSize(size, size))

    def give_font(self, widget: QWidget, make: Callable[[], QFont]) -> None:
        """Write in another font than the application's, now and at every later size."""
        self._fonts[widget] = make
        widget.setFont(make())

    def _resolve(self) -> Colors:
        if self.mode == "system":
            scheme = QGuiApplication.styleHints().colorScheme()
            return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        return DARK if self.mode == "dark" else LIGHT

    def _follow_system(self) -> None:
        if self.mode == "system":
            self.apply()


@cache
def _draw_alike() -> None:
    """Draw widgets as on every other system; once, for it takes a fifth of a change of looks."""
    QApplication.setStyle("Fusion")


@cache
def _system_font() -> QFont:
    """The font before anyone has zoomed."""
    return QApplication.font()


@cache
def smallest_points() -> float:
    """The size below which nothing is written: 9 pixels of a usual screen."""
    return 9 * 72 / QGuiApplication.primaryScreen().logicalDotsPerInch()


def text_scale(font: QFont) -> float:
    """How many times longer than beside the usual text lengths in pixels are to be; never shorter.

    The lengths are chosen for a font whose lines are USUAL_LINE pixels high.
    """
    return max(1.0, QFontMetricsF(font).height() / USUAL_LINE)


def number_font(points_below: float = 0) -> QFont:
    """The application's font with figures of one width, some points below its size."""
    font = QFont(QApplication.font())
    font.setPointSizeF(max(smallest_points(), font.pointSizeF() - points_below))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def code_font() -> QFont:
    """The system's font for code, a little smaller than the application's."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPointSizeF(max(smallest_points(), QApplication.font().pointSizeF() - 0.5))
    return font


@cache
def diverging(colors: Colors) -> npt.NDArray[np.uint32]:
    """ARGB colours from far below 0, over 0 in the middle, to far above: 2 x SCALE_STEPS + 1."""
    below = _blend(colors.below, colors.middle, SCALE_STEPS + 1)
    above = _blend(colors.middle, colors.above, SCALE_STEPS + 1)
    return np.concatenate([below, above[1:]])


@cache
def sequential(colors: Colors) -> npt.NDArray[np.uint32]:
    """ARGB colours from probability 0 to probability 1: 2 x SCALE_STEPS + 1."""
    return _blend(colors.middle, colors.likely, 2 * SCALE_STEPS + 1)


@cache
def ink(colors: Colors) -> npt.NDArray[np.uint32]:
    """ARGB colours from blank to the darkest ink, or the lightest chalk: 2 x SCALE_STEPS + 1."""
    return _blend(colors.middle, colors.text, 2 * SCALE_STEPS + 1)


def _blend(first: str, last: str, steps: int) -> npt.NDArray[np.uint32]:
    """ARGB colours on the straight line between two colours."""
    ends = [QColor(first), QColor(last)]
    red, green, blue = (
        np.linspace(get(ends[0]), get(ends[1]), steps).round().astype(np.uint32)
        for get in (QColor.red, QColor.green, QColor.blue)
    )
    argb = np.uint32(0xFF000000) | red << 16 | green << 8 | blue
    return argb.astype(np.uint32)


def _icon_sizes(zoom: float) -> list[int]:
    """In pixels, also those of screens of higher density that are there."""
    ratios = {1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}
    scales = {ratio * each for ratio in ratios for each in (1.0, zoom)}
    return sorted({round(size * scale) for size in ICON_SIZES for scale in scales})


@lru_cache(maxsize=512)
def _drawn(name: str, color: str, size: int) -> QPixmap:
    source = _icon_source(name).replace("currentColor", color)
    renderer = QSvgRenderer(QByteArray(source.encode()))
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


@cache
def _icon_source(name: str) -> str:
    return _ICONS.joinpath(f"{name}.svg").read_text("utf-8")


_ICONS = files("nnfs_gui").joinpath("icons")


def _palette(colors: Colors) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: colors.window,
        QPalette.ColorRole.WindowText: colors.text,
        QPalette.ColorRole.Base: colors.panel,
        QPalette.ColorRole.AlternateBase: colors.hover,
        QPalette.ColorRole.ToolTipBase: colors.card,
        QPalette.ColorRole.ToolTipText: colors.text,
        QPalette.ColorRole.Text: colors.text,
        QPalette.ColorRole.PlaceholderText: colors.muted,
        QPalette.ColorRole.Button: colors.card,
        QPalette.ColorRole.ButtonText: colors.text,
        QPalette.ColorRole.BrightText: colors.danger,
        QPalette.ColorRole.Link: colors.accent,
        QPalette.ColorRole.Highlight: colors.accent,
        QPalette.ColorRole.HighlightedText: colors.on_accent,
        QPalette.ColorRole.Accent: colors.accent,
        QPalette.ColorRole.Mid: colors.border,
    }
    palette = QPalette()
    for role, color in roles.items():
        palette.setColor(role, QColor(color))
    for role in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colors.muted))
    return palette


def _style_sheet(colors: Colors) -> str:
    template = files("nnfs_gui").joinpath("style.qss").read_text("utf-8")
    # a style sheet cannot colour an icon, so each look has marks and arrows of its own
    icons = files("nnfs_gui").joinpath("icons", "dark" if colors is DARK else "light")
    marks = {
        name: Path(str(icons.joinpath(f"{name}.svg"))).as_posix()
        for name in ("checked", "up", "down", "beyond")
    }
    return Template(template).substitute(asdict(colors), **marks)
