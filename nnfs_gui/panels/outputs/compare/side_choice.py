"""Lets people choose what stands on one side: the present state, a pin, or a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QMenu, QSizePolicy, QToolButton, QWidget

from nnfs_core.wording import one_line, sentence
from nnfs_gui.panels.outputs.compare.name_line import NameLine
from nnfs_gui.panels.outputs.compare.sides import PRESENT, PRESENT_TITLE, Sides
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_row
from nnfs_gui.widgets.menus import add_entry
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel, plain_caption

LETTERS = "AB"
LEAST_LETTERS = 3  # of a state in the narrowest box
MOST_RECENT = 6
SUFFIX = ".nnfs"


class SideChoice(QWidget):
    """Offers all states that are kept in a box, and in a menu what else can be done for a side.

    `open_file` is called with a recent file, or None where one is to be asked for.
    """

    def __init__(
        self,
        studio: Studio,
        settings: Settings,
        sides: Sides,
        side: int,
        open_file: Callable[[Path | None], None],
    ) -> None:
        super().__init__()
        self._studio, self._settings, self._open_file = studio, settings, open_file
        self._sides, self._side, self._kept = sides, side, studio.pinned.kept
        letter = LETTERS[side]
        name = f"compare_{letter.lower()}"
        self.box = named(QComboBox(), name, sentence("Side {letter} of the comparison")(letter))
        self.box.setMinimumContentsLength(LEAST_LETTERS)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.activated.connect(self._choose)
        label = PlainLabel(letter)
        label.setBuddy(self.box)
        more = sentence("Pin, open a file, or name what is on side {letter}")(letter)
        self.more = named(QToolButton(), f"{name}_more", more, tip=more)
        self.more.setText("▾")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = named(QMenu(self.more), f"{name}_menu")
        menu.aboutToShow.connect(partial(self._fill, menu))
        self.more.setMenu(menu)
        self.setLayout(in_row(label, (self.box, 1), self.more, margins=(0, 0, 0, 0), spacing=4))
        self._numbers: list[int] = []
        sides.changed.connect(self.show_sides)
        self.show_sides()

    def show_sides(self) -> None:
        """List all states that there are, with the one that is chosen."""
        states = self._kept.states
        self._numbers = [PRESENT, *(state.number for state in states)]
        titles = [PRESENT_TITLE, *(state.title for state in states)]
        self.box.clear()
        self.box.addItems([one_line(title) for title in titles])
        self.box.setCurrentIndex(self._numbers.index(self._sides.number(self._side)))

    def _choose(self, place: int) -> None:
        self._sides.choose(self._side, self._numbers[place])

    def _fill(self, menu: QMenu) -> None:
        """List what can be done now."""
        menu.clear()
        pin = self._studio.pinned.pin_present
        add_entry(menu, "Pin the present state", "compare_pin", pin)
        add_entry(menu, "Open a network…", "compare_open", partial(self._open_file, None))
        networks = [path for path in self._settings.recent if path.suffix.lower() == SUFFIX]
        for path in networks[:MOST_RECENT]:
            text, name = plain_caption(path.name), f"compare_recent.{path.name}"
            add_entry(menu, text, name, partial(self._open_file, path), tip=str(path))
        state = self._kept.of(self._sides.number(self._side))
        if state is None:
            return
        menu.addSeparator()
        if state.path is None:
            add_entry(menu, "Name this pin…", "compare_name", self._ask_for_name)
        forget = partial(self._forget, state.number)
        what = "this pin" if state.path is None else "this file"
        add_entry(menu, sentence("Forget {what}")(what), "compare_forget", forget)

    def _ask_for_name(self) -> None:
        state = self._kept.of(self._sides.number(self._side))
        if state is not None:
            rename = partial(self._kept.rename, state.number)
            NameLine(state.own_name, rename, self.box).popup()

    def _forget(self, number: int) -> None:
        """Keep a state no more, nor compare with it anywhere else."""
        pin = self._studio.pinned.pin
        if pin is not None and pin.kept == number:
            self._studio.pinned.unpin()
        else:
            self._kept.forget(number)
