"""Describes paper and what is written on it, in tenths of a point, black on white."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPageLayout, QPageSize

from nnfs_core.worksheet import Cell

UNITS_PER_INCH = 720  # tenths of a point, fine enough for fonts, whose sizes are whole units
MM = UNITS_PER_INCH / 25.4
MARGIN = 16 * MM
FOOTER = 6 * MM  # at the foot of the page, below the text

SIZES = {"A4": QPageSize.PageSizeId.A4, "Letter": QPageSize.PageSizeId.Letter}

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter

BLACK, GREY, PALE, FILLED = "#000000", "#4a4a4a", "#9a9a9a", "#e4e4e4"  # read well when printed


@dataclass(frozen=True)
class Paper:
    """Names a kind of paper and how it lies."""

    size: str = "A4"
    is_landscape: bool = False

    @property
    def page_size(self) -> QPageSize:
        return QPageSize(SIZES[self.size])

    @property
    def orientation(self) -> QPageLayout.Orientation:
        kinds = QPageLayout.Orientation
        return kinds.Landscape if self.is_landscape else kinds.Portrait

    @property
    def page(self) -> QSizeF:
        """The whole page in units."""
        points = self.page_size.size(QPageSize.Unit.Point)
        size = QSizeF(points) * (UNITS_PER_INCH / 72)
        return size.transposed() if self.is_landscape else size

    @property
    def content(self) -> QRectF:
        """Where text and tables may stand."""
        page = self.page
        return QRectF(
            MARGIN, MARGIN, page.width() - 2 * MARGIN, page.height() - 2 * MARGIN - FOOTER
        )


@dataclass(frozen=True)
class Style:
    """Says how a text is written: size in points, weight and colour."""

    points: float
    is_bold: bool = False
    color: str = BLACK

    @property
    def font(self) -> QFont:
        """The application's font; figures of one width would not be found as text in a PDF."""
        font = QFont()
        font.setPixelSize(round(self.points * UNITS_PER_INCH / 72))
        font.setBold(self.is_bold)
        font.setFeature(QFont.Tag("liga"), 0)  # so that a search finds the letters of "classifier"
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    @property
    def metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self.font)


TITLE = Style(18, True)
HEADING = Style(12.5, True)
TEXT = Style(10)
SMALL = Style(9, color=GREY)
NAMES = Style(8.5, color=GREY)
NUMBER = Style(10.5)
ANSWER = Style(10.5, True)
NOTE = Style(7, color=BLACK)


@dataclass(frozen=True)
class PageText:
    """Holds a text in its place; it wraps where its alignment says so."""

    place: QRectF
    text: str
    style: Style
    alignment: Qt.AlignmentFlag = LEFT


@dataclass(frozen=True)
class Stroke:
    """Joins one point to another by a line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 5
    color: str = PALE


@dataclass(frozen=True)
class PrintedBox:
    """Frames a place; with a cell it can be clicked, and a blank one is for an answer."""

    place: QRectF
    cell: Cell | None = None
    is_blank: bool = False
    fill: str = ""


@dataclass
class Page:
    """Lists what stands on one page, in the order of painting."""

    boxes: list[PrintedBox] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    texts: list[PageText] = field(default_factory=list)
