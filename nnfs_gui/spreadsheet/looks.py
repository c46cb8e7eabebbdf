"""How a cell looks: the tints behind its number."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QBrush, QColor

from nnfs_gui.widgets.theme import Theme


@dataclass(frozen=True)
class Backs:
    """What stands behind the numbers in one look."""

    fault: QBrush
    hovered: QBrush  # in another panel
    lit: QBrush
    marked: QBrush
    same_lit: QBrush  # among differences, where blue is for a larger number
    above: QBrush
    below: QBrush

    @classmethod
    def of(cls, theme: Theme) -> Backs:
        """The tints of a theme's present look."""

        def tint(name: str, share: float) -> QBrush:
            return QBrush(mixed(theme.color("panel"), theme.color(name), share))

        return cls(
            fault=QBrush(theme.color("danger_soft")),
            hovered=tint("accent", 0.5),
            lit=tint("accent", 0.25),
            marked=tint("accent", 0.08),
            same_lit=tint("muted", 0.2),
            above=tint("above", 0.35),
            below=tint("below", 0.35),
        )


def mixed(first: QColor, second: QColor, share: float) -> QColor:
    """A colour on the way from `first` to `second`."""
    return QColor(
        round(first.red() + (second.red() - first.red()) * share),
        round(first.green() + (second.green() - first.green()) * share),
        round(first.blue() + (second.blue() - first.blue()) * share),
    )
