"""Lays what a tab shows out on pages, each with a head and a foot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from math import ceil

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QGuiApplication, QPainter

from nnfs_core.errors import NnfsError
from nnfs_core.progress import IsCancelled, Progress, part_of, stop_if
from nnfs_core.wording import sentence
from nnfs_gui.panels.outputs.pictures.picture import OutputsPicture
from nnfs_gui.panels.outputs.pictures.still import GAP, Still
from nnfs_gui.printing.paper import (
    FOOTER,
    LEFT,
    MM,
    RIGHT,
    SMALL,
    SUBTITLE,
    UNITS_PER_INCH,
    PageText,
    Paper,
)
from nnfs_gui.printing.printout import PaintPage, Printout
from nnfs_gui.widgets.painter_state import state_kept

MOST_PAGES = 1000
HEAD, LINE = 11 * MM, 6 * MM  # of a page: with the space below it, and of the text alone
WIDER = 1.5  # times the usual width, beyond which cells only look empty


@dataclass(frozen=True)
class PageTitles:
    """Names what is printed at the head of each page: the project, the view, what is compared."""

    project: str
    view: str
    note: str = ""


@dataclass(frozen=True, eq=False)
class Placed:
    """Puts a still on a page: how far down, how wide before it is scaled."""

    still: Still
    top: float
    width: int
    scale: float = 1.0

    def paint(self, painter: QPainter, progress: Progress, cancelled: IsCancelled) -> None:
        """Paint it from the page's content on."""
        with state_kept(painter):
            painter.translate(0, self.top)
            painter.scale(self.scale, self.scale)
            self.still.paint(painter, self.width, progress, cancelled)


def plot_printout(
    picture: OutputsPicture,
    titles: PageTitles,
    paper: Paper,
    *,
    on_one_page: bool,
    cancelled: IsCancelled,
) -> Printout:
    """The pages; raises NnfsError when they are too many, Cancelled when asked to stop.

    On one page all is as small as it must be; else there are as many as the numbers need.
    """
    resolution = round(QGuiApplication.primaryScreen().logicalDotsPerInch())
    to_pixels = resolution / UNITS_PER_INCH
    content = paper.content.adjusted(0, HEAD + (LINE if titles.note else 0), 0, 0)
    room = content.size() * to_pixels
    filled: list[list[Placed]] = []
    for page in [_one_page(picture.still, room)] if on_one_page else _filled(picture.still, room):
        stop_if(cancelled)
        if len(filled) == MOST_PAGES:
            raise NnfsError(
                "These are more than {most:,} pages. Print what is in view, or all on one page."
            )(MOST_PAGES)
        filled.append(page)
    pages: list[PaintPage] = [
        partial(
            _paint_page,
            texts=_head_and_foot(titles, paper, number, len(filled)),
            content=content,
            plots=plots,
            opacity=picture.opacity,
            to_pixels=to_pixels,
        )
        for number, plots in enumerate(filled, start=1)
    ]
    title = ", ".join((titles.project, titles.view))
    return Printout(title, paper, pages, resolution)


def _one_page(still: Still, room: QSizeF) -> list[Placed]:
    """All of it, scaled down until it has room; a higher page makes it wider before that."""
    width = max(still.least_width, min(int(room.width()), ceil(still.usual_width * WIDER)))
    if still.height(width) > room.height():
        width = max(width, ceil(still.height(width) * room.width() / room.height()))
    scale = min(1.0, room.width() / width, room.height() / still.height(width))
    return [Placed(still, 0.0, width, scale)]


def _filled(still: Still, room: QSizeF) -> Iterator[list[Placed]]:
    """Pages with as many pieces below each other as have room."""
    most_width, most_height = int(room.width()), int(room.height())
    page: list[Placed] = []
    top = 0.0
    for piece in still.pieces(most_width, most_height):
        width = max(piece.least_width, min(most_width, ceil(piece.usual_width * WIDER)))
        height = piece.height(width)
        scale = min(1.0, most_width / width, most_height / height)
        if page and top + height * scale > most_height:
            yield page
            page, top = [], 0.0
        page.append(Placed(piece, top, width, scale))
        top += height * scale + GAP
    yield page


def _head_and_foot(titles: PageTitles, paper: Paper, number: int, count: int) -> list[PageText]:
    """What stands at the head and the foot of one page, in units."""
    content, today = paper.content, date.today()
    head = QRectF(content.left(), content.top(), content.width(), LINE)
    foot = QRectF(content.left(), content.bottom() + 2 * MM, content.width(), FOOTER)
    page = sentence("Page {number:,} of {count:,}")(number, count)
    texts = [
        PageText(head.adjusted(0, 0, -content.width() / 3, 0), titles.project, SUBTITLE, LEFT),
        PageText(head.adjusted(content.width() * 2 / 3, 0, 0, 0), titles.view, SMALL, RIGHT),
        PageText(foot, f"{today.day} {today:%B %Y}", SMALL, LEFT),
        PageText(foot, page, SMALL, RIGHT),
    ]
    if titles.note:
        texts.append(PageText(head.translated(0, LINE), titles.note, SMALL, LEFT))
    return texts


def _paint_page(
    painter: QPainter,
    progress: Progress,
    cancelled: IsCancelled,
    *,
    texts: list[PageText],
    content: QRectF,
    plots: list[Placed],
    opacity: float,
    to_pixels: float,
) -> None:
    with state_kept(painter):
        painter.scale(to_pixels, to_pixels)
        for text in texts:
            text.write(painter)
    with state_kept(painter):
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.translate(content.topLeft() * to_pixels)
        painter.setOpacity(opacity)
        for number, placed in enumerate(plots):
            share = part_of(progress, number / len(plots), (number + 1) / len(plots))
            placed.paint(painter, share, cancelled)
