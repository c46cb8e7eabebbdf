"""How a cell looks: its number in four digits, and the tints behind it."""

from __future__ import annotations

from math import isinf, isnan

from PySide6.QtGui import QColor


def short_number(number: float) -> str:
    """A number as cells show it: four digits, and faults as people write them."""
    if isnan(number):
        return "NaN"
    if isinf(number):
        return "∞" if number > 0 else "-∞"
    return f"{number:.4g}"


def mixed(first: QColor, second: QColor, share: float) -> QColor:
    """A colour on the way from `first` to `second`."""
    return QColor(
        round(first.red() + (second.red() - first.red()) * share),
        round(first.green() + (second.green() - first.green()) * share),
        round(first.blue() + (second.blue() - first.blue()) * share),
    )
