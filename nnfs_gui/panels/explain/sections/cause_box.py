"""Shows one cause in a frame: what is wrong, why, how it got here, and what mends it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from nnfs_core.explain.cause import Cause
from nnfs_core.wording import sentence
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.fields import notice_frame, wrapped_message
from nnfs_gui.widgets.level_sign import LevelSign
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import give_tip, plain_caption

MOST_STEPS = 6  # on the way that are listed one by one
LEVELS = {"nan": "error", "infinity": "error", "misfit": "error", "zero": "info"}


class CauseBox(QWidget):
    """Shows a cause; `mend_requested(remedy)` and `show_requested(cause)` are for its buttons.

    `leads_elsewhere` says that its place is not the one that is selected.
    """

    mend_requested = Signal(object)
    show_requested = Signal(object)

    def __init__(self, cause: Cause, leads_elsewhere: bool) -> None:
        super().__init__()
        named(self, f"cause_{cause.kind}_{cause.layer}", cause.what)
        level = LEVELS.get(cause.kind, "warning")
        if cause.kind == "saturated" and not cause.remedies:
            level = "info"
        frame = notice_frame(level, self)
        self.setLayout(in_column(frame, margins=(0, 0, 0, 0)))
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(9, 7, 9, 8)
        layout.setSpacing(5)
        what = named(wrapped_message("title", cause.what), "cause_what")
        layout.addLayout(in_row(LevelSign(level), (what, 1), margins=(0, 0, 0, 0), spacing=5))
        layout.addWidget(named(wrapped_message("", cause.why), "cause_why"))
        if cause.steps:
            layout.addWidget(named(wrapped_message("muted", _way(cause)), "cause_steps"))
        if leads_elsewhere:
            show = named(QPushButton("Show where it began"), "cause_show", role="link")
            show.setAccessibleName(sentence("Show where it began: {what}")(cause.what))
            show.clicked.connect(lambda: self.show_requested.emit(cause))
            layout.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        for number, remedy in enumerate(cause.remedies):
            button = named(
                QPushButton(plain_caption(remedy.label)), f"cause_remedy_{number}", remedy.title
            )
            tip = sentence("{title}. One step, which can be undone.")(remedy.title)
            give_tip(button, tip)
            button.setProperty("role", "mend")
            button.clicked.connect(partial(self.mend_requested.emit, remedy))
            layout.addSpacing(2)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            hint = wrapped_message("muted", f"{remedy.hint}.")
            layout.addWidget(named(hint, f"cause_hint_{number}"))


def _way(cause: Cause) -> str:
    """How the fault got from where it began to the number asked about."""
    lines = [step.text for step in cause.steps[:MOST_STEPS]]
    left_out = len(cause.steps) - MOST_STEPS
    if left_out > 0:
        more = sentence("… {n:,} more layers pass it on …")(left_out + 1)
        lines[-1:] = [more, cause.steps[-1].text]
    return "\n".join(["From there it went on:", *(f"→ {text}" for text in lines)])
