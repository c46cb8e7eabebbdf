"""Finds what does not fit: words that are cut without a word about it, and parts that overlap."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QDockWidget,
    QGroupBox,
    QHeaderView,
    QLabel,
    QMainWindow,
    QMenuBar,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QSizeGrip,
    QSplitterHandle,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QToolBar,
    QToolButton,
    QWidget,
)

from nnfs_gui.learning.pointing.frame import Frame
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.window.strip_stack import StripStack

LAID_OVER = (Frame, StripStack, QSizeGrip, QSplitterHandle)  # these may lie on others


def misfits(window: QWidget) -> list[str]:
    """What is cut or overlaps in a window, each in a line."""
    found = [*_cut(window), *_overlapping(window)]
    return [line for line in found if line]


def _seen(parent: QWidget) -> Iterator[QWidget]:
    """All that is seen in a widget."""
    for child in _seen_children(parent):
        yield child
        yield from _seen(child)


def _seen_children(parent: QWidget) -> list[QWidget]:
    """Those without a dock behind another tab, which Qt calls visible."""
    return [
        child
        for child in parent.children()
        if isinstance(child, QWidget)
        and child.isVisible()
        and not child.isWindow()
        and not (isinstance(child, QDockWidget) and child.x() + child.width() <= 0)
    ]


def _cut(window: QWidget) -> Iterator[str]:
    for widget in _seen(window):
        name = f"{type(widget).__name__} {widget.objectName()}"
        for text, needed, has, tip in _texts(widget):
            is_cut = needed.width() > has.width() or needed.height() > has.height()
            if text and is_cut and not tip:
                yield f"{name}: {text[:40]!r} needs {_size(needed)}, has {_size(has)}"
        if isinstance(widget, QLabel | QAbstractButton | QComboBox | QTabBar):
            part = _unreachable(widget)
            if part:
                yield f"{name}: {part} of {_text(widget)[:40]!r} cannot be reached"


def _text(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return text() if callable(text) else widget.accessibleName()


def _size(size: QSize) -> str:
    return f"{size.width()} x {size.height()}"


Text = tuple[str, QSize, QSize, str]  # what it says, the room it needs and has, its tooltip


def _texts(widget: QWidget) -> Iterator[Text]:
    """What a widget says; one that shows an ellipsis by itself has a tooltip then."""
    metrics = widget.fontMetrics()
    match widget:
        case ElidedLabel():
            is_whole = widget.shown_text() == widget.text()
            room = widget.contentsRect().size()
            yield widget.text(), QSize(min(0, room.width()), metrics.height()), room, ""
            if not is_whole:
                yield widget.text(), QSize(1, 0), QSize(0, 0), widget.toolTip()
        case QLabel() if widget.text() and widget.wordWrap():
            width = widget.width()
            height = max(widget.heightForWidth(width), 0)
            word = max(metrics.horizontalAdvance(word) for word in _words(widget))
            yield widget.text(), QSize(word, height), QSize(width, widget.height()), ""
        case QLabel():
            yield widget.text(), widget.minimumSizeHint(), widget.size(), ""
        case QCheckBox() | QRadioButton():
            yield widget.text(), widget.sizeHint(), widget.size(), ""
        case QToolButton() if widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
            yield "", QSize(), QSize(), ""
        case QAbstractButton():
            is_short = "…" in widget.text()
            tip = widget.toolTip() if is_short else ""
            yield widget.text(), widget.sizeHint(), widget.size(), tip
        case QComboBox():
            option = QStyleOptionComboBox()
            widget.initStyleOption(option)
            field = widget.style().subControlRect(
                QStyle.ComplexControl.CC_ComboBox,
                option,
                QStyle.SubControl.SC_ComboBoxEditField,
                widget,
            )
            needed = QSize(metrics.horizontalAdvance(widget.currentText()), metrics.height())
            yield widget.currentText(), needed, field.size(), widget.toolTip()
        case QTabBar():
            bold = widget.font()
            bold.setBold(True)
            for tab in range(widget.count()):
                used = QFontMetrics(bold) if tab == widget.currentIndex() else metrics
                needed = QSize(used.horizontalAdvance(widget.tabText(tab)), 0)
                rect = widget.tabRect(tab).intersected(widget.rect())
                elides = widget.elideMode() != Qt.TextElideMode.ElideNone
                tip = widget.tabToolTip(tab) if elides else ""
                yield widget.tabText(tab), needed, rect.size() - QSize(10, 0), tip
        case QHeaderView() if widget.orientation() == Qt.Orientation.Horizontal:
            model, orientation = widget.model(), widget.orientation()
            for section in range(min(60, widget.count())):
                text = str(model.headerData(section, orientation, Qt.ItemDataRole.DisplayRole))
                tip = model.headerData(section, orientation, Qt.ItemDataRole.ToolTipRole)
                needed = QSize(max(map(metrics.horizontalAdvance, text.splitlines()), default=0), 0)
                has = QSize(widget.sectionSize(section) - 4, widget.height())
                yield text, needed, has, str(tip or "")
        case QGroupBox():
            needed = QSize(metrics.horizontalAdvance(widget.title()), metrics.height())
            yield widget.title(), needed, widget.size(), ""
        case QMenuBar():
            for action in widget.actions():
                rect = widget.actionGeometry(action)
                yield action.text(), rect.size(), rect.intersected(widget.rect()).size(), ""


def _words(label: QLabel) -> list[str]:
    text = label.text()
    if label.textFormat() != Qt.TextFormat.PlainText and "<" in text:
        return [""]
    return text.replace("/", " ").split() or [""]


def _unreachable(widget: QWidget) -> str:
    """What of a widget lies outside of what holds it, where nothing scrolls there."""
    rect, holder = widget.rect(), widget
    while not holder.isWindow():
        parent = holder.parentWidget()
        rect.translate(holder.pos())
        inside = QRect(QPoint(0, 0), parent.size())
        area = parent.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
            scrolls = isinstance(area, QScrollArea)
            off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            if not scrolls or area.verticalScrollBarPolicy() != off:
                inside.setTop(min(inside.top(), rect.top()))
                inside.setBottom(max(inside.bottom(), rect.bottom()))
            if not scrolls or area.horizontalScrollBarPolicy() != off:
                inside.setLeft(min(inside.left(), rect.left()))
                inside.setRight(max(inside.right(), rect.right()))
            if not inside.contains(rect):
                return f"{rect.getRect()} in {area.objectName()} {inside.getRect()}"
            return ""  # what is scrolled into view is whole; the area itself is looked at elsewhere
        if not inside.contains(rect):
            return f"{rect.getRect()} in {parent.objectName()} {inside.getRect()}"
        holder = parent
    return ""


def _overlapping(window: QWidget) -> Iterator[str]:
    for parent in (window, *_seen(window)):
        children = [
            child
            for child in _seen_children(parent)
            if not isinstance(child, LAID_OVER) and not child.objectName().startswith("qt_")
        ]
        if isinstance(parent, QMainWindow):
            inside = parent.rect()
            children = [child for child in children if child.geometry().intersects(inside)]
        for number, child in enumerate(children):
            for other in children[number + 1 :]:
                common = child.geometry().intersected(other.geometry())
                if common.width() > 1 and common.height() > 1 and not _is_own(parent, child, other):
                    yield (
                        f"{_name(child)} and {_name(other)} overlap by {_size(common.size())}"
                        f" in {_name(parent)}"
                    )


def _is_own(parent: QWidget, child: QWidget, other: QWidget) -> bool:
    """Parts that Qt lays over each other: headers and scroll bars, a message and its *more*."""
    return isinstance(parent, QAbstractScrollArea | QTabBar | QToolBar | QComboBox) or any(
        isinstance(each, QScrollBar) for each in (child, other)
    )


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()} {_text(widget)[:20]}".strip()
