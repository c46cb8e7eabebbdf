"""Text from outside that would act if it were read as HTML, and where on the screen it would."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractListModel, QEvent, QPoint
from PySide6.QtGui import QAction, QHelpEvent, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGraphicsItem,
    QGraphicsView,
    QGroupBox,
    QHeaderView,
    QLabel,
    QTabBar,
    QTextBrowser,
    QToolTip,
    QWidget,
)

AND = "R&D"  # & underlines a letter in buttons
MARK = "[*]"  # marks unsaved changes in the title of a window
MOST = 40  # rows and columns of a table that are looked at


def foreign(name: str) -> str:
    """A text that says `name`, and is bold, a picture and a link where it is read as HTML."""
    return f"<b>{name}</b>&lt;<img src='none.png'><a href='x'>{AND}</a>"


def acting(*roots: QWidget) -> list[str]:
    """What in these widgets and all below would let a foreign text act, each with its place."""
    found = []
    for root in roots:
        for widget in (root, *root.findChildren(QWidget)):
            name = f"{type(widget).__name__} {widget.objectName()}"
            found += [f"{name}: {what}" for what in _acting_in(widget)]
    return list(dict.fromkeys(found))


def acting_tips(*windows: QWidget) -> list[str]:
    """What tooltips say that are made while the mouse rests, all over these windows."""
    found = []
    for window in windows:
        for x in range(4, window.width(), 40):
            for y in range(4, window.height(), 20):  # about a row of a table
                widget = window.childAt(x, y)
                if widget is None:
                    continue
                at = widget.mapFrom(window, QPoint(x, y))
                event = QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at))
                QApplication.sendEvent(widget, event)
                if _acts(QToolTip.text()):
                    found.append(f"{type(widget).__name__} {widget.objectName()} at {at}")
    QToolTip.hideText()
    return list(dict.fromkeys(found))


def _acts(text: str | None) -> bool:
    """Whether Qt would guess that a text is HTML, and a foreign one stands in it as it is."""
    return bool(text) and Qt.mightBeRichText(text) and _has_tags(text)


def _has_tags(html: str) -> bool:
    return any(tag in html for tag in ("<b>Q", "<img", "<a href='x'"))


def _acting_in(widget: QWidget) -> Iterator[str]:
    for what, text in (
        ("tooltip", widget.toolTip()),
        ("status tip", widget.statusTip()),
        ("what's this", widget.whatsThis()),
    ):
        if _acts(text):
            yield f"{what} {text}"
    if widget.isWindow() and (widget.windowTitle().replace(MARK * 2, "").count(MARK) > 1):
        yield f"title {widget.windowTitle()}"
    for action in widget.actions():
        yield from _acting_in_action(action)
    match widget:
        case QLabel():
            yield from _acting_in_label(widget)
        case QAbstractButton():
            if _underlines(widget.text()):
                yield f"underlines in {widget.text()}"
        case QGroupBox():
            if _underlines(widget.title()):
                yield f"underlines in {widget.title()}"
        case QTabBar():
            for tab in range(widget.count()):
                if _acts(widget.tabToolTip(tab)) or _underlines(widget.tabText(tab)):
                    yield f"tab {widget.tabText(tab)}"
        case QHeaderView():
            pass  # the table that has it looks at it
        case QAbstractItemView() | QComboBox():
            yield from _acting_in_items(widget)
        case QTextBrowser():
            # what acts has gone from its plain text
            if "Q" in widget.toPlainText() and "<b>Q" not in widget.toPlainText():
                yield f"text {widget.toPlainText()}"
        case QGraphicsView():
            for item in widget.scene().items() if widget.scene() is not None else ():
                yield from _acting_in_graphics(item)


def _acting_in_label(label: QLabel) -> Iterator[str]:
    text, how = label.text(), label.textFormat()
    guessed = how == Qt.TextFormat.AutoText and bool(text) and Qt.mightBeRichText(text)
    if (guessed or how == Qt.TextFormat.RichText) and _has_tags(text):
        yield f"shows {text}"
    if label.buddy() is not None and _underlines(text):
        yield f"underlines in {text}"


def _acting_in_action(action: QAction) -> Iterator[str]:
    for text in (action.toolTip(), action.statusTip(), action.whatsThis()):
        if _acts(text):
            yield f"action {action.objectName()}: {text}"
    if _underlines(action.text()):
        yield f"action underlines in {action.text()}"


def _acting_in_items(view: QAbstractItemView | QComboBox) -> Iterator[str]:
    model, tip = view.model(), Qt.ItemDataRole.ToolTipRole
    if model is None:
        return
    n_rows = min(model.rowCount(), MOST)
    n_columns = 1 if isinstance(model, QAbstractListModel) else min(model.columnCount(), MOST)
    for row in range(n_rows):
        for column in range(n_columns):
            if _acts(model.index(row, column).data(tip)):
                yield f"tooltip of {model.index(row, column).data()}"
    for count, way in ((n_columns, Qt.Orientation.Horizontal), (n_rows, Qt.Orientation.Vertical)):
        for section in range(count):
            if _acts(model.headerData(section, way, tip)):
                yield f"header's tooltip {model.headerData(section, way, tip)}"


def _acting_in_graphics(item: QGraphicsItem) -> Iterator[str]:
    if _acts(item.toolTip()):
        yield f"tooltip {item.toolTip()}"
    html = getattr(item, "toHtml", str)()
    if "Q" in html and "&lt;b&gt;Q" not in html:
        yield f"item {html}"


def _underlines(caption: str) -> bool:
    return AND in caption.replace("&&", "")  # two are one that is only shown
