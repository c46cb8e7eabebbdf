"""Shows a layer as a card of the stack: what it is, its output in small, what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QToolButton, QWidget

from nnfs_core.project.place import INPUT
from nnfs_core.wording import sentence
from nnfs_gui.panels.network.drag import layer_data, start_drag
from nnfs_gui.panels.network.facts import CardFacts, Pending
from nnfs_gui.panels.network.fault_badge import FaultBadge
from nnfs_gui.panels.network.hint_line import HintLine
from nnfs_gui.panels.network.name_editor import NameEditor
from nnfs_gui.panels.network.thumbnail import Thumbnail
from nnfs_gui.studio.selection import BACK_AND_FORWARD
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.glossary_tips import kind_tip, term_tip
from nnfs_gui.widgets.named import named, restyle
from nnfs_gui.widgets.plain import PlainLabel, give_tip
from nnfs_gui.widgets.spoken import Role, Spoken
from nnfs_gui.widgets.theme import Theme, number_font

NO_KEYS = Qt.KeyboardModifier.NoModifier
CHOOSING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
USUAL_NAME = "Leaky ReLU 2"  # the longest that layers get by themselves
SPACING, GAP = 2, 6  # pixels beside the name, beside the picture
LEFT, RIGHT = 9, 8  # pixels at the sides of the card
MORE = QSize(20, 16)  # pixels, no higher than the name beside it


class Card(QFrame):
    """Shows the facts of the layer at `index` (INPUT for the batch) and says what is done to it."""

    heard_as = Role.ListItem

    pressed = Signal(int, object)  # with which keys, Ctrl or Shift
    clicked = Signal(int)  # with no such key, and not dragged
    renamed = Signal(int, str)
    menu_wanted = Signal(int, QPoint)
    remedy_wanted = Signal(int)
    help_wanted = Signal(int)  # with what a hint is about
    fault_wanted = Signal(int)

    def __init__(
        self, index: int, stack_id: str, dragged: Callable[[int], Sequence[int]], theme: Theme
    ) -> None:
        super().__init__()
        self.index = index
        self._stack_id, self._dragged = stack_id, dragged
        self._theme = theme
        self._facts: CardFacts | None = None
        self._selected = self._current = False
        self._stale = False
        self._pressed_at: QPoint | None = None
        self._keys = NO_KEYS  # that were held then
        named(self, "input_card" if index == INPUT else f"layer_card_{index}", role="card")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

        self.title = ElidedLabel("title")
        self.editor = named(NameEditor(), "input_name" if index == INPUT else f"layer_name_{index}")
        self.editor.ended.connect(self._end_rename)
        self.more = named(QToolButton(), "input_more" if index == INPUT else f"layer_more_{index}")
        self.more.setToolTip("More, also with the right mouse button or the menu key")
        self.more.setProperty("role", "more")
        self.more.setFixedSize(MORE)
        self.more.setIconSize(QSize(MORE.width() - 6, MORE.height() - 2))
        theme.give_icon(self.more, "more")
        self.more.clicked.connect(self._offer_menu)
        self.more.hide()
        self.rule = wrapping_label()
        self.parameters = ElidedLabel("muted")
        theme.give_font(self.parameters, partial(number_font, 1))
        self.state = wrapping_label()
        theme.give_font(self.state, partial(number_font, 1))
        self.thumbnail = Thumbnail(theme)
        self.badge = FaultBadge(index, theme)
        self.badge.remedy.clicked.connect(lambda: self.remedy_wanted.emit(self.index))
        self.badge.show_place.clicked.connect(lambda: self.fault_wanted.emit(self.index))
        self.hint = HintLine(index, theme)
        self.hint.remedy.clicked.connect(lambda: self.help_wanted.emit(self.index))
        self._lay_out()

    @property
    def facts(self) -> CardFacts | None:
        return self._facts

    @property
    def tab_stops(self) -> tuple[QWidget, ...]:
        """The widgets on the card that take the keyboard, in order."""
        badge = self.badge
        return self, self.editor, self.more, badge.remedy, badge.show_place, self.hint.remedy

    def spoken(self) -> Spoken:
        """What the card is to those who hear it."""
        return Spoken(is_selected=self._selected)

    def show_facts(self, facts: CardFacts) -> None:
        """Show other facts; what did not change is not touched."""
        if not isinstance(facts.sample, Pending):
            self.thumbnail.show_values(facts.sample, facts.is_distribution, facts.is_difference)
        if facts == self._facts:
            return
        old, self._facts = self._facts, facts
        if old is not None and old.title != facts.title:
            self.editor.close_with(None)  # the layer under the editor is another one now
        self.title.setText(facts.title)
        self.rule.setText(facts.rule)
        for label, text in ((self.parameters, facts.parameters), (self.state, facts.state)):
            label.setText(text)
            label.setVisible(bool(text))
        tip = term_tip("batch") if facts.kind is None else kind_tip(facts.kind)
        for widget in (self.rule, self.parameters):
            give_tip(widget, tip)
        self.badge.show_fault(facts.fault, facts.remedy)
        self.hint.show_hint(facts.hint, facts.hint_remedy)
        restyle(self, "fault", "true" if facts.fault is not None else "false")
        restyle(self, "off", "false" if facts.enabled else "true")
        restyle(self.title, "role", "title" if facts.enabled else "title_off")
        self.more.setAccessibleName(sentence("More to do with {title}")(facts.title))
        self.setAccessibleName(facts.spoken)
        self._dim()

    def set_selected(self, selected: bool, current: bool) -> None:
        """Highlight the card, more so the current one, which Tab reaches."""
        if (selected, current) == (self._selected, self._current):
            return
        self._selected, self._current = selected, current
        restyle(self, "selected", "true" if current else "also" if selected else "false")
        self.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus
        )  # one stop for Tab in the whole stack; the arrow keys walk on from there
        self._offer_more()

    def name_width(self, name: str) -> int:
        """The pixels that a name takes, one of them for what rounding leaves out."""
        return self.title.fontMetrics().horizontalAdvance(name) + 1

    def width_for(self, name_width: int, *, with_picture: bool) -> int:
        """The pixels that a card needs so that its name can be read, perhaps with the picture."""
        picture = GAP + self.thumbnail.width() if with_picture else 0
        inside = name_width + SPACING + MORE.width() + picture
        edges = self.width() - self.contentsRect().width()
        return LEFT + inside + RIGHT + edges

    def set_stale(self, stale: bool) -> None:
        """Dim the thumbnail while the forward pass has not answered yet."""
        self._stale = stale
        self._dim()

    def start_rename(self) -> None:
        """Open the field for the name in the place of the name."""
        self.title.hide()
        self.editor.open(self.title.text())

    def drag_data(self) -> QMimeData:
        """What a drag of this card carries."""
        return layer_data(self._stack_id, self._dragged(self.index))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in BACK_AND_FORWARD:
            event.ignore()  # they are for the window
            return
        is_left = event.button() == Qt.MouseButton.LeftButton
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._keys = event.modifiers() & CHOOSING if is_left else NO_KEYS
        self.pressed.emit(self.index, self._keys)
        if is_left and self._selected and self.index != INPUT:
            self._pressed_at = event.position().toPoint()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            return
        distance = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if distance >= QApplication.startDragDistance():
            grip, self._pressed_at = self._pressed_at, None
            start_drag(self, self.drag_data(), grip, len(self._dragged(self.index)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        is_click, self._pressed_at = self._pressed_at is not None and not self._keys, None
        if is_click:
            self.clicked.emit(self.index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        on_name = self.title.geometry().contains(event.position().toPoint())
        if on_name and event.button() == Qt.MouseButton.LeftButton and self.index != INPUT:
            self.start_rename()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._offer_menu()
        else:
            self.menu_wanted.emit(self.index, event.globalPos())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._offer_more()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._offer_more()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            ring = QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5)
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(self._theme.color("accent"), 1, Qt.PenStyle.DotLine))
                painter.drawRoundedRect(ring, 5, 5)

    def _lay_out(self) -> None:
        at_top = Qt.AlignmentFlag.AlignTop
        name = in_row((self.title, 1), (self.editor, 1), (self.more, at_top), spacing=SPACING)
        words = in_column(name, self.rule, self.parameters, self.state, 1, spacing=2)
        top = in_row((words, 1), (self.thumbnail, at_top), spacing=GAP)
        self.setLayout(
            in_column(top, self.badge, self.hint, margins=(LEFT, 7, RIGHT, 7), spacing=6)
        )

    def _end_rename(self, name: str | None) -> None:
        self.title.show()
        if name is not None:
            self.renamed.emit(self.index, name)

    def _offer_menu(self) -> None:
        corner = self.more.geometry().bottomLeft() if self.more.isVisible() else QPoint(12, 24)
        self.menu_wanted.emit(self.index, self.mapToGlobal(corner))

    def _offer_more(self) -> None:
        self.more.setVisible(self._current or self.underMouse())

    def _dim(self) -> None:
        is_off = self._facts is not None and not self._facts.enabled
        self.thumbnail.set_dimmed(self._stale or is_off)


def wrapping_label() -> QLabel:
    """A muted text that takes as many lines as it needs and is never read as markup."""
    label = PlainLabel(wordWrap=True)
    label.setProperty("role", "muted")
    return label
