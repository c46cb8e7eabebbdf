"""Takes, in a line above a table or a plot, which samples people want to see."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from nnfs_core.finding import Vocabulary
from nnfs_core.finding.words import MOST_CHARACTERS
from nnfs_core.project.changes import Part
from nnfs_core.wording import counted, sentence
from nnfs_gui.filtering.conditions import ConditionsMenu, examples
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.fields import wrapped_message
from nnfs_gui.widgets.keys import claims, is_escape
from nnfs_gui.widgets.named import named, restyle
from nnfs_gui.widgets.plain import PlainLabel, give_tip
from nnfs_gui.widgets.text_fields import TextLine

MANY_SAMPLES = 20  # from so many on the line is there without being asked for
HIDDEN = "The selected sample is not among them; the other panels go on showing it."
ROOM_FOR_WORDS = 600  # pixels; in less the count is two numbers, to leave room for the line


class FilterLine(TextLine):
    """Takes a question: Enter looks for samples, Down goes to them, Escape stops, then clears."""

    escaped = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__(most=MOST_CHARACTERS)

    def event(self, event: QEvent) -> bool:
        return claims(event, is_escape) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:  # a menu writes at the cursor
            self.setCursorPosition(0)  # a long text is read from its beginning


class FilterBar(QWidget):
    """Shows the line, how many samples it found, and what is wrong with it.

    All bars of a window show the same filter; `name` begins the names of this one's parts. `left`
    asks to hand the keyboard back to what stands below.
    """

    left = Signal()

    def __init__(self, studio: Studio, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio, self._finder = studio, studio.finder
        finder = studio.finder
        self._wanted = False
        self._followed = ""  # the finder's text when it was last looked at
        named(self, f"{name}_bar", "Filter of the samples")
        self.line = named(FilterLine(), name)
        self.line.setAccessibleName("Show only samples that meet a condition, or sort them")
        self.line.setMinimumWidth(120)
        self.line.setToolTip(
            "Enter shows the samples that meet the condition. Conditions go together by and, or, "
            "not and parentheses;\nafter a comma largest or smallest and a name sort."
        )
        self.count = named(PlainLabel(), f"{name}_count", role="muted")
        self.again = named(QPushButton("Filter again"), f"{name}_again", role="link")
        self.again.setToolTip("Samples have changed since they were looked through")
        self.fault = named(wrapped_message("error"), f"{name}_fault")
        self._clear = self._button(f"{name}_clear", "Show all samples in their order")
        self._clear.clicked.connect(self.clear)
        studio.theme.give_icon(self._clear, "close")
        self._ready = self._button(f"{name}_menu", "Ready conditions and names")
        self._ready.setText("▾")
        self._ready.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._ready.setMenu(ConditionsMenu(studio, self._show, self._insert, self))
        right = self._ready, self.count, self.again, self._clear
        row = in_row((self.line, 1), *right, spacing=4)
        self.setLayout(in_column(row, self.fault, margins=(0, 0, 0, 0), spacing=2))
        self.line.returnPressed.connect(lambda: finder.filter(self.line.text()))
        self.line.escaped.connect(self._step_back)
        self.line.left.connect(self.left)
        self.line.textEdited.connect(self._forgive)
        self.again.clicked.connect(lambda: finder.find())
        finder.state_changed.connect(self.follow)
        studio.selection.changed.connect(self._show_count)
        what = Part.NETWORK | Part.BATCH
        studio.document.changed.connect(lambda old, new: self._show_examples(), what)
        self.follow()

    def ask(self) -> None:
        """Show the line and hand it the keyboard."""
        self._wanted = True
        self.follow()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def clear(self) -> None:
        """Show all samples in their own order."""
        self._wanted = False
        self.line.clear()
        self._finder.clear()
        self.left.emit()

    def follow(self) -> None:
        """Show what the finder does and found."""
        finder, n_samples = self._finder, self._studio.project.batch.n_samples
        if finder.text != self._followed:  # else what is being typed stays
            self._followed = finder.text
            if " ".join(self.line.text().split()) != finder.text:
                self.line.setText(finder.text)
                if not self.line.hasFocus():
                    self.line.setCursorPosition(0)  # a long text is read from its beginning
        self._show_examples()
        self.setVisible(self._wanted or finder.is_active or n_samples >= MANY_SAMPLES)
        self._show_count()
        self.again.setText("Filter again" if finder.text else "Sort again")
        self.again.setVisible(finder.is_stale and not finder.fault)
        self._clear.setVisible(finder.is_active or self._wanted)
        self.fault.setText(finder.fault)
        self.fault.setVisible(bool(finder.fault))
        self._mark(bool(finder.fault))

    def _show_examples(self) -> None:
        """Say in the empty line what is shown, or what can be asked about this project."""
        title = self._finder.title
        if title:
            self.line.setPlaceholderText(sentence("Shown: {title}")(title))
        else:
            some = "   ·   ".join(examples(Vocabulary.of(self._studio.project)))
            self.line.setPlaceholderText(sentence("Filter: {examples}")(some))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_count()

    def _show_count(self, *ignored: object) -> None:
        self.count.setText(self._count_text())
        self.count.setVisible(bool(self.count.text()))
        give_tip(self.count, HIDDEN if self._hides_selected else "")

    @property
    def _hides_selected(self) -> bool:
        """Whether the other panels show a sample that the table does not."""
        sample, finder = self._studio.selection.place.sample, self._finder
        return sample is not None and finder.is_active and finder.order.row(sample) is None

    def _count_text(self) -> str:
        finder = self._finder
        if finder.is_busy:
            return f"Looking… {finder.progress:.0%}" if finder.progress else "Looking…"
        if finder.fault or not finder.is_active:
            return ""
        shown, all_samples = len(finder.order), self._studio.project.batch.n_samples
        if shown == all_samples and not finder.text and not finder.title:
            return "sorted"
        is_roomy = self.width() >= ROOM_FOR_WORDS
        if not is_roomy:
            return f"{shown:,} of {all_samples:,}"
        found = f"{shown:,} of {counted(all_samples, 'sample')}"
        if finder.text and finder.title:  # the line has no room for both
            found = sentence("{found}, among {title}")(found, finder.title)
        return sentence("{found}, not the selected one")(found) if self._hides_selected else found

    def _step_back(self) -> None:
        if self._finder.is_busy:
            self._finder.stop()
        elif self.line.text() or self._finder.is_active:
            self.clear()
        else:
            self._wanted = False
            self.follow()
            self.left.emit()

    def _show(self, text: str) -> None:
        """Look for the samples that a ready condition means."""
        self.line.setText(text)
        self._finder.filter(text)

    def _insert(self, text: str) -> None:
        """Write a name where the cursor is."""
        before = self.line.text()[: self.line.cursorPosition()]
        self.line.insert(text if not before or before.endswith((" ", "(")) else f" {text}")
        self.line.setFocus()

    def _forgive(self) -> None:
        """Show the line in its usual colour while it is being mended."""
        self._mark(False)
        self.fault.hide()

    def _mark(self, is_fault: bool) -> None:
        restyle(self.line, "fault", "true" if is_fault else "false")

    def _button(self, name: str, hint: str) -> QToolButton:
        return named(QToolButton(), name, hint, tip=hint)
