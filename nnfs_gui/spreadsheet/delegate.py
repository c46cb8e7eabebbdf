"""This module paints the cells of a table of numbers, asking its model once for each."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from nnfs_core.wording import one_line
from nnfs_gui.spreadsheet.numbers_model import Index, NumbersModel

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_TEXT = QStyleOptionViewItem.ViewItemFeature.HasDisplay
_TEXT_AND_SWATCH = _TEXT | QStyleOptionViewItem.ViewItemFeature.HasDecoration


class NumbersDelegate(QStyledItemDelegate):
    """Paints what a NumbersModel says of a cell; Qt's own way asks seven times, role by role."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, NumbersModel)
        look = model.look(index.row(), index.column())
        option.text = one_line(look.text)
        option.features = _TEXT
        option.displayAlignment = _LEFT if look.is_left else _RIGHT
        if look.background is not None:
            option.backgroundBrush = look.background
        if look.foreground is not None:
            palette = option.palette
            palette.setBrush(QPalette.ColorRole.Text, look.foreground)
            option.palette = palette
        if look.swatch is not None:
            option.features = _TEXT_AND_SWATCH
            option.icon = QIcon(look.swatch)
            option.decorationSize = look.swatch.deviceIndependentSize().toSize()
