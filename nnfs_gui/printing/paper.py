"""Describes paper and texts on it, in tenths of a point, black on white."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLocale, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter

from nnfs_core.wording import one_line, visible

UNITS_PER_INCH = 720  # tenths of a point, fine enough for fonts, whose sizes are whole units
MM = UNITS_PER_INCH / 25.4
MARGIN = 16 * MM
FOOTER = 6 * MM  # at the foot of the page, below the text

SIZES = {"A4": QPageSize.PageSizeId.A4, "Letter": QPageSize.PageSizeId.Letter}

ORIENTATIONS = {False: "Portrait", True: "Landscape"}  # by whether it is landscape

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter

BLACK, GREY = "#000000", "#4a4a4a"  # read well when printed
MOST_OF_LINE = 300  # characters, more than fit on one


@dataclass(frozen=True)
class Paper:
    """Names a kind of paper and how it lies."""

    size: str = "A4"
    is_landscape: bool = False

    @property
    def page_size(self) -> QPageSize:
        return QPageSize(SIZES[self.size])

    @property
    def layout(self) -> QPageLayout:
        """The page as what is painted on takes it: without margins, which the pages have."""
        kinds = QPageLayout.Orientation
        orientation = kinds.Landscape if self.is_landscape else kinds.Portrait
        layout = QPageLayout(self.page_size, orientation, QMarginsF(0, 0, 0, 0))
        layout.setMode(QPageLayout.Mode.FullPageMode)
        return layout

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


def usual_size() -> str:
    """The size of paper that most printers have here."""
    is_inches = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    return "Letter" if is_inches else "A4"


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
SUBTITLE = Style(10, True)
TEXT = Style(10)
SMALL = Style(9, color=GREY)


@dataclass(frozen=True)
class PageText:
    """Holds a text in its place; it wraps where its alignment says so."""

    place: QRectF
    text: str
    style: Style
    alignment: Qt.AlignmentFlag = LEFT

    def write(self, painter: QPainter) -> None:
        """Write it on a painter that counts in units; a line that is too long is cut."""
        painter.setFont(self.style.font)
        painter.setPen(QColor(self.style.color))
        text = visible(self.text)
        if not self.alignment & Qt.TextFlag.TextWordWrap:
            text = one_line(text, MOST_OF_LINE)
            width = self.place.width() + 1  # a rounding must not cost a letter
            text = self.style.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        flags = int(self.alignment | Qt.TextFlag.TextDontClip)
        painter.drawText(self.place, flags, text)
