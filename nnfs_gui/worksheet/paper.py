"""Describes what stands on the pages of a worksheet, in the units of paper."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRectF

from nnfs_core.worksheet import Cell
from nnfs_gui.printing.paper import BLACK, GREY, PageText, Style

PALE, FILLED = "#9a9a9a", "#e4e4e4"  # read well when printed

NAMES = Style(8.5, color=GREY)
NUMBER = Style(10.5)
ANSWER = Style(10.5, True)
NOTE = Style(7, color=BLACK)


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
