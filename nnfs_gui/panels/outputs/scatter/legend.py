"""Says what the colours of the points mean, with counts; a press shows only these samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QBoxLayout, QToolButton, QWidget

from nnfs_core.wording import one_line, sentence
from nnfs_gui.filtering.narrowing import with_hint
from nnfs_gui.panels.outputs.scatter.marks import Mark, Outlines
from nnfs_gui.widgets.boxes import in_row
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.overflow import Overflow
from nnfs_gui.widgets.plain import give_tip, plain_caption
from nnfs_gui.widgets.theme import Theme, text_scale

MOST_NAME = 24  # characters of a class
SIDE = 14  # pixels of a mark beside the usual text


@dataclass(frozen=True)
class LegendEntry:
    """Says how the points of some samples look, how many there are, and how to filter to them."""

    name: str
    count: str
    mark: Mark
    question: str  # of the filter; empty where it cannot say it
    longest: str = ""  # that `count` can be, whatever the filter shows


class LegendButton(QToolButton):
    """Keeps its width whatever its count is, so that nothing moves under the mouse."""

    def __init__(self, text: str, longest: str) -> None:
        super().__init__()
        self._longest = plain_caption(longest)
        self.setText(plain_caption(text))
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        longest, now = (
            self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, text).width()
            for text in (self._longest, self.text())
        )
        return super().sizeHint() + QSize(max(0, longest - now), 0)


class Legend(QWidget):
    """Stands above the points as a row of buttons, of which those without room are in a menu."""

    pressed = Signal(str)  # the question

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        named(self, "scatter_legend", "What the colours mean")
        self._theme = theme
        self._entries: list[LegendEntry] = []
        self._row: Overflow | None = None
        self.setLayout(in_row(1, margins=(0, 0, 0, 0)))
        theme.changed.connect(self._rebuild)

    @property
    def entries(self) -> Sequence[LegendEntry]:
        """What it says, with or without room for it."""
        return self._entries

    def show_entries(self, entries: Sequence[LegendEntry]) -> None:
        """Show these."""
        if list(entries) != self._entries:
            self._entries = list(entries)
            self._rebuild()

    def _rebuild(self) -> None:
        old = self._row
        buttons = [self._button(number, each) for number, each in enumerate(self._entries)]
        self._row = Overflow(buttons, "scatter_legend_more", "More of what the colours mean")
        self._theme.give_icon(self._row.more, "more")
        layout = self.layout()
        assert isinstance(layout, QBoxLayout)
        if old is not None:
            layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        layout.insertWidget(0, self._row)

    def _button(self, number: int, entry: LegendEntry) -> QToolButton:
        name = one_line(entry.name, MOST_NAME)
        text = f"{name} {entry.count}" if entry.count else name
        button = LegendButton(text, f"{name} {entry.longest}")
        named(button, f"scatter_legend_{number}")
        button.setIcon(self._icon(entry.mark))
        side = round(SIDE * text_scale(self.font()))
        button.setIconSize(QSize(side, side))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        tip = sentence("Show only these samples, or all again: {question}.")
        give_tip(button, with_hint(tip(entry.question)) if entry.question else entry.name)
        button.setEnabled(bool(entry.question))
        button.clicked.connect(partial(self.pressed.emit, entry.question))
        return button

    def _icon(self, mark: Mark) -> QIcon:
        scale, ratio = text_scale(self.font()), self.devicePixelRatioF()
        side = SIDE * scale
        pixmap = QPixmap(QSize(round(side * ratio), round(side * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.scale(scale, scale)
        Outlines().draw(painter, mark, SIDE / 2, SIDE / 2)
        painter.end()
        icon = QIcon()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
            icon.addPixmap(pixmap, mode)
        return icon
