"""Tells below the program how its run ended, and shows what it printed."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QPushButton, QToolButton

from nnfs_core.code.run_result import RunResult
from nnfs_core.wording import sentence
from nnfs_gui.code_view import CodeView
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.fields import wrapped_message
from nnfs_gui.widgets.named import named, restyle
from nnfs_gui.widgets.plain import give_tip
from nnfs_gui.widgets.theme import Theme

TICK = 200  # milliseconds between two looks at the clock
LINES_SHOWN = 2000  # of the output, the last ones; all of it can be copied
LONGEST_LINE = 2000  # characters that are shown of a line


class RunStrip(QFrame):
    """Tells how a run ended; hidden until a program is run.

    `cancel_requested` asks to stop the one that runs, `python_requested` for another Python.
    """

    cancel_requested = Signal()
    python_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._run: RunResult | None = None
        self._seconds = 0
        self._stale = ""  # of which program the result is, when that is not the one shown
        self._since = QElapsedTimer()
        self._tick = QTimer(self, interval=TICK)
        self._tick.timeout.connect(self._show_time)
        named(self, "run_strip", "How the program's run ended", role="notice")
        self.text = named(wrapped_message(), "run_text")
        self.cancel = named(QPushButton("Cancel"), "run_cancel")
        self.cancel.clicked.connect(self.cancel_requested)
        self._close = named(QToolButton(), "run_close", "Dismiss the result", tip="Dismiss")
        self._close.clicked.connect(self.hide)
        theme.give_icon(self._close, "close")
        self.unfold = self._link("run_unfold", "Show output")
        self.unfold.setCheckable(True)
        self.unfold.toggled.connect(self._show_output)
        self._copy = self._link("run_copy", "Copy output")
        self._copy.clicked.connect(self._copy_output)
        self._choose = self._link("run_choose_python", "Choose another Python…")
        self._choose.clicked.connect(self.python_requested)
        self.output = named(CodeView(theme, numbered=False), "run_output")
        self.output.setAccessibleName("What the program printed")
        self.output.setFixedHeight(9 * self.output.fontMetrics().height())
        self.output.hide()
        self._lay_out()
        self.hide()

    def show_running(self, seconds: int) -> None:
        """Tell that a program runs, for at most so many seconds."""
        self._run, self._seconds = None, seconds
        self.unfold.setChecked(False)
        self._since.start()
        self._tick.start()
        self._show_time()
        self._show("info")

    def show_run(self, run: RunResult) -> None:
        """Tell how the program ended."""
        self._tick.stop()
        self._run, self._stale = run, ""
        self.unfold.setChecked(False)
        self._show_verdict()

    def show_stale(self, of_what: str) -> None:
        """Tell of which program the result is; empty when it is of the one shown."""
        if self._run is not None and of_what != self._stale:
            self._stale = of_what
            self._show_verdict(keep_hidden=True)

    def _show_verdict(self, keep_hidden: bool = False) -> None:
        run = self._run
        assert run is not None
        if self._stale:
            self.text.setText(f"{self._stale}: {run.message}")
        else:
            self.text.setText(run.message)
        level = "good" if run.agrees else "error"
        self._show("stale" if self._stale else level, keep_hidden and self.isHidden())

    def _show_time(self) -> None:
        elapsed = self._since.elapsed() // 1000
        self.text.setText(f"Running… {elapsed} s" if elapsed else "Running…")
        tip = sentence("It is stopped after {seconds} s")(self._seconds)
        give_tip(self.text, tip)

    def _show(self, level: str, hidden: bool = False) -> None:
        run = self._run
        restyle(self, "level", level)
        self.text.setAccessibleName(self.text.text())
        self.cancel.setVisible(run is None)
        self._close.setVisible(run is not None)
        if run is not None:
            self.text.setToolTip("")
        for link in (self.unfold, self._copy):
            link.setVisible(run is not None and bool(run.output.strip()))
        self._choose.setVisible(run is not None and run.is_python_at_fault)
        self.setHidden(hidden)

    def _show_output(self, unfolded: bool) -> None:
        self.unfold.setText("Hide output" if unfolded else "Show output")
        if unfolded and self._run is not None:
            lines = self._run.output.rstrip().split("\n")[-LINES_SHOWN:]
            self.output.show_code("\n".join(line[:LONGEST_LINE] for line in lines))
            self.output.go_to_line(len(lines) - 1)
        self.output.setVisible(unfolded)

    def _copy_output(self) -> None:
        if self._run is not None:
            QGuiApplication.clipboard().setText(self._run.output)

    def _link(self, name: str, text: str) -> QToolButton:
        button = named(QToolButton(), name, role="link")
        button.setText(text)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _lay_out(self) -> None:
        top, left = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignLeft
        first = in_row((self.text, 1), (self.cancel, top), (self._close, top), spacing=6)
        rest = (self._choose, left), in_row(self.unfold, self._copy, 1, spacing=12), self.output
        self.setLayout(in_column(first, *rest, margins=(10, 5, 6, 5), spacing=2))
