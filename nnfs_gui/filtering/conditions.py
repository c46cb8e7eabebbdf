"""Lists in a menu ready conditions, and the names to write own ones with."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from nnfs_core.finding import Vocabulary, quoted_name
from nnfs_core.wording import sentence
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.menus import add_entry
from nnfs_gui.widgets.plain import plain_caption

MOST_NAMES = 40  # in a submenu

Write = Callable[[str], None]

# What can be asked, the words that it needs an answer to, and what it is called.
READY = (
    ("wrong only", ("wrong",), "Wrong only"),
    ("wrong only, largest loss", ("wrong", "loss"), "Wrong only, largest loss first"),
    ("right only", ("right",), "Right only"),
    ("largest loss", ("loss",), "Largest loss first"),
    ("smallest confidence", ("confidence",), "Least confident first"),
    ("confidence < 0.5", ("confidence",), "Confidence under 0.5"),
    ("undecided", ("undecided",), "Undecided: probabilities with NaN"),
    ("target = unknown", ("target",), "Without a target"),
    ("missing", (), "With a missing input"),
)
SUBSETS = (
    ("training", "Training samples"),
    ("validation", "Validation samples"),
    ("test", "Test samples"),
    ("test and wrong", "Wrong test samples"),
)


MOST_EXAMPLES = 3
MOST_OF_NAME = 15  # letters of a name in an example


def examples(known: Vocabulary) -> list[str]:
    """Some questions that a project has an answer to, the most telling first."""
    asked = [text for text in ("wrong only",) if not known.why_not("wrong")]
    if not known.why_not("confidence"):
        sure = [f"predicted = {name} and " for name in _short([*known.predicted_classes][-1:])]
        asked.append(f"{''.join(sure)}confidence < 0.5")
    asked += ["residual > 0"] if not known.why_not("residual") else []
    asked += ["largest loss"] if not known.why_not("loss") else []
    if known.has_classes:
        asked += [f"target = {name}" for name in _short(list(known.classes)[:1])]
    asked += [f"{name} > 0" for name in _short(list(known.features)[:1])]
    return [*asked, "missing"][:MOST_EXAMPLES]


def _short(names: list[str]) -> list[str]:
    """Those of some names that leave room for more, as they stand in a question."""
    return [quoted_name(name) for name in names if 0 < len(name) <= MOST_OF_NAME]


class ConditionsMenu(QMenu):
    """Offers conditions: `show` is given a whole one, `insert` a name to go on writing with."""

    def __init__(self, studio: Studio, show: Write, insert: Write, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio, self._show, self._insert = studio, show, insert
        self.setObjectName("filter_conditions")
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self._prepare)

    def _prepare(self) -> None:
        self.clear()
        known = Vocabulary.of(self._studio.project)
        for text, words, title in READY:
            reasons = [reason for word in words if (reason := known.why_not(word))]
            if text == "target = unknown" and not known.has_classes:
                continue
            tip = text if not reasons else sentence("Not known, since {reason}")(reasons[0])
            show, name = partial(self._show, text), f"condition.{text}"
            add_entry(self, title, name, show, tip=tip, is_enabled=not reasons)
        self.addSeparator()
        for text, title in SUBSETS if known.is_split else ():
            show, name = partial(self._show, text), f"condition.{text}"
            is_enabled = "wrong" not in text or not known.why_not("wrong")
            add_entry(self, title, name, show, tip=text, is_enabled=is_enabled)
        self.addSeparator()
        if known.classes and not known.why_not("predicted"):
            self._add_names("Predicted as", known.classes, "predicted = {}", self._show)
        if known.classes:
            self._add_names("With the target", known.classes, "target = {}", self._show)
        if known.label_name:
            add_entry(
                self, "Label holds…", "condition.label", partial(self._insert, "label contains ")
            )
        self._add_names("Write a feature's name", known.features, "{}", self._insert)

    def _add_names(self, title: str, names: dict[str, int], pattern: str, write: Write) -> None:
        menu = self.addMenu(title)
        for name in list(names)[:MOST_NAMES]:
            text = pattern.format(quoted_name(name))
            add_entry(menu, plain_caption(name), "", partial(write, text))
        if len(names) > MOST_NAMES:
            menu.addAction(f"and {len(names) - MOST_NAMES:,} more").setEnabled(False)
