"""Asks in a row what is to be done to features, and what that needs to know."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QWidget

from nnfs_core.edits.preparing import MOST_COUNTED, USUAL_COLUMNS
from nnfs_gui.panels.batch.preparing.pages import FILLING_TEXTS, PreparingPage
from nnfs_gui.panels.batch.preparing.planning import PreparingChoice
from nnfs_gui.widgets.boxes import in_row
from nnfs_gui.widgets.fields import NumberField, WholeField
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel

LARGEST = 1.8e308  # a number that can be typed; what the precision cannot hold is told
ARROWS = 44  # pixels that a field has beside its number


class PreparingFields(QWidget):
    """Begins with a page; says by `page_changed` that another one is chosen, else by `changed`."""

    changed = Signal()
    page_changed = Signal()

    def __init__(self, page: PreparingPage) -> None:
        super().__init__()
        self._pages = named(QComboBox(), "preparing_page", "What to do")
        for each in PreparingPage:
            self._pages.addItem(each.texts.title, each)
        self._pages.setCurrentIndex([*PreparingPage].index(page))
        self._pages.activated.connect(self._change_page)
        self._filling = named(QComboBox(), "preparing_filling", "Fill with")
        for filling, text in FILLING_TEXTS.items():
            self._filling.addItem(text, filling)
        self._filling.activated.connect(self._change)
        self._value = named(NumberField(), "preparing_value", "Number to fill with")
        self._value.setRange(-LARGEST, LARGEST)
        self._value.setKeyboardTracking(True)
        self._value.valueChanged.connect(self._change)
        self._most = named(WholeField(), "preparing_most", "At most so many columns a feature")
        self._most.setRange(1, MOST_COUNTED)
        self._most.setValue(USUAL_COLUMNS)
        self._most.setKeyboardTracking(True)
        self._most.valueChanged.connect(self._change)
        self._targets = named(QCheckBox("also those of an unknown &target"), "preparing_targets")
        self._targets.toggled.connect(self._change)
        do, fill_with, up_to = PlainLabel("&Do"), PlainLabel("&with"), PlainLabel("at &most")
        do.setBuddy(self._pages)
        fill_with.setBuddy(self._filling)
        up_to.setBuddy(self._most)
        self._fill_fields: Sequence[QWidget] = (fill_with, self._filling)
        self._most_fields: Sequence[QWidget] = (up_to, self._most, PlainLabel("columns a feature"))
        row = in_row(
            do,
            self._pages,
            *self._fill_fields,
            self._value,
            *self._most_fields,
            self._targets,
            1,
            margins=(0, 0, 0, 0),
            spacing=6,
        )
        self.setLayout(row)
        self._show_page()

    @property
    def page(self) -> PreparingPage:
        """What is to be done."""
        page: PreparingPage = self._pages.currentData()
        return page

    @property
    def in_order(self) -> tuple[QWidget, ...]:
        """The fields as Tab goes through them."""
        return self._pages, self._filling, self._value, self._most, self._targets

    def choice(self, features: tuple[int, ...] | None) -> PreparingChoice:
        """What is asked to be done to these features, to those that it suits when None."""
        return PreparingChoice(
            self.page,
            features,
            self._filling.currentData(),
            self._value.value(),
            self._targets.isChecked() and self._targets.isEnabled(),
            self._most.value(),
        )

    def offer_targets(self, has_targets: bool) -> None:
        """Offer what samples of an unknown target are for only where some have targets."""
        self._targets.setEnabled(has_targets)

    def give_room(self) -> None:
        """Make the fields as wide as the numbers that they take."""
        letter = self._value.fontMetrics().averageCharWidth()
        for field, letters in ((self._value, 12), (self._most, 5)):
            field.setFixedWidth(letters * letter + ARROWS)
            field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _change_page(self) -> None:
        self._show_page()
        self.page_changed.emit()

    def _change(self, *ignored: object) -> None:
        self._show_page()
        self.changed.emit()

    def _show_page(self) -> None:
        page = self.page
        fields = {PreparingPage.FILL: self._fill_fields, PreparingPage.ONE_HOT: self._most_fields}
        for where, widgets in fields.items():
            for widget in widgets:
                widget.setVisible(page is where)
        self._targets.setVisible(page is PreparingPage.DROP)
        is_given = page is PreparingPage.FILL and self._filling.currentData() == "number"
        self._value.setVisible(is_given)
