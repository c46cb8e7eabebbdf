"""Shows the present network as a program, written anew at every edit, to copy, save and run."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from nnfs_core.code import DIALECTS, Dialect
from nnfs_core.code.run_result import RunResult
from nnfs_core.code.running import run_program
from nnfs_core.wording import sentence
from nnfs_gui.code_view import CodeView
from nnfs_gui.panels.code.program_files import ProgramFiles
from nnfs_gui.panels.code.run_menu import RunMenu
from nnfs_gui.panels.code.run_strip import RunStrip
from nnfs_gui.panels.code.writing import ProgramSource, ShownProgram, write
from nnfs_gui.studio.file_names import file_stem
from nnfs_gui.studio.panel import Panel
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_row
from nnfs_gui.widgets.fields import wrapped_message
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import give_tip
from nnfs_gui.work.lanes import Lane

Then = Callable[[ShownProgram], None]

NO_PYTHON = "This app was packed without a Python of its own: choose one to run programs with."


class CodePanel(Panel):
    """Writes the program only while it is visible or asked for, always off the GUI thread."""

    def __init__(self, studio: Studio, settings: Settings) -> None:
        super().__init__(studio, "code_panel", "Code")
        self._settings = settings
        self._asked: ProgramSource | None = None  # what the newest work was started for
        self._written: ShownProgram | None = None
        self._refusal = ""
        self._then: list[Then] = []  # what waits for the present program
        self._ran: ProgramSource | None = None
        self._writing = studio.lanes.worker(self, "Writing the program")
        self._running = studio.lanes.worker(self, "Running the program", Lane.PROGRAMS)
        self.files = ProgramFiles(studio, self)
        self.menu = RunMenu(settings, self)
        self.view = CodeView(studio.theme)
        self.strip = RunStrip(studio.theme)
        self._build()
        self.menu.changed.connect(self._follow_menu)
        self.menu.workbook_requested.connect(studio.open_editors.first(self.files.choose_workbook))
        self.strip.cancel_requested.connect(self.cancel_run)
        self.strip.python_requested.connect(self.menu.choose_python)
        studio.document.changed.connect(lambda old, new: self.refresh())
        studio.document.status_changed.connect(self._follow_path)
        self.came_on_screen.connect(self.refresh)
        self._follow_menu()

    @property
    def dialect(self) -> Dialect:
        """The dialect that is shown."""
        return DIALECTS[self.dialects.currentIndex()]

    @property
    def main_widget(self) -> QWidget:
        return self.view

    def copy(self) -> None:
        """Put the program on the clipboard."""
        self._when_written(self._copy)

    def save(self) -> None:
        """Ask for a file and save the program to it, if there is one to save."""
        self._when_written(lambda written: self.files.choose_program(written.program))

    def run(self) -> None:
        """Run the program in a Python of its own, unless one runs."""
        if not self._running.is_busy:
            self._when_written(self._run)

    def cancel_run(self) -> None:
        """Stop the program that runs."""
        self._running.ask_to_stop()

    def refresh(self) -> None:
        """Write the present program, if it is wanted and not there yet."""
        source = ProgramSource.of(self.studio.document, self.dialect)
        if not source.is_edit_of(self._ran):
            self.cancel_run()
            self.strip.setHidden(not self._running.is_busy)
        self.strip.show_stale(source.difference_from(self._ran))
        if not (self.is_on_screen or self._then):
            return
        if not source.is_same(self._asked):
            self._asked = source
            self._writing.run(partial(write, source, self._written), self._show, self._refuse)
        elif not self._writing.is_busy:
            self._tell_waiting()

    def _show(self, written: ShownProgram) -> None:
        self._written, self._refusal = written, ""
        program = written.program
        self.view.show_code(program.text, written.spans, written.changes)
        self._pages.setCurrentWidget(self.view)
        n_lines = program.text.rstrip().count("\n") + 1
        self.header.summary.setText(f"{n_lines:,} lines")
        count = len(self.view.changed_lines)
        self.changed.setText(f"{count:,} changed")
        self.changed.setVisible(bool(count))
        names = " and ".join(program.weight_files)
        large = sentence("Large numbers are in {names}: Save writes it beside the program.")
        self._files.setText(large(names))
        self._files.setVisible(bool(names))
        self._allow(True)
        self._tell_waiting()

    def _refuse(self, sentence: str) -> None:
        self._written, self._refusal = None, sentence
        self._message.setText(sentence)
        self._pages.setCurrentWidget(self._message)
        self.header.summary.setText("")
        self.changed.hide()
        self._files.hide()
        self._allow(False)
        self._tell_waiting()

    def _allow(self, allowed: bool) -> None:
        for button in (self.copy_button, self.save_button):
            button.setEnabled(allowed)
        self.run_button.setEnabled(allowed and not self._running.is_busy)

    def _when_written(self, then: Then) -> None:
        """Do `then` with the present program, at once or when it is there."""
        self._then.append(then)
        self.refresh()

    def _tell_waiting(self) -> None:
        waiting, self._then = self._then, []
        for then in waiting:
            if self._written is not None:
                then(self._written)
            else:
                self.studio.notices.error(self._refusal)

    def _copy(self, written: ShownProgram) -> None:
        QGuiApplication.clipboard().setText(written.program.text)
        names = written.program.weight_files
        note = "".join(sentence(" To run, it needs {name}, too: save it.")(name) for name in names)
        self.studio.notices.info(sentence("Copied the program.{note}")(note))

    def _run(self, written: ShownProgram) -> None:
        python, seconds = self.menu.python, self._settings.code_seconds
        self._ran = written.source
        if python is None:
            self.strip.show_run(RunResult(False, None, NO_PYTHON, is_python_at_fault=True))
            return
        self.strip.show_running(seconds)
        self.run_button.setEnabled(False)
        self._running.run(
            # under a name of its own: the document's may be no good for files
            lambda progress, cancelled: run_program(
                written.program.named("network"), python, seconds=seconds, cancelled=cancelled
            ),
            self._show_run,
            self._on_run_failed,
        )

    def _show_run(self, run: RunResult) -> None:
        self.strip.show_run(run)
        self._allow(self._written is not None)
        self.refresh()

    def _on_run_failed(self, sentence: str) -> None:
        message = sentence or "The program was stopped before its end, as you asked."
        self._show_run(RunResult(False, None, message))

    def _choose_dialect(self) -> None:
        self._settings.code_dialect = self.dialect.id
        self.refresh()

    def _go_to_change(self) -> None:
        """Go to the first changed line below the cursor, or else to the first of all."""
        lines, here = self.view.changed_lines, self.view.textCursor().blockNumber()
        if lines:
            self.view.go_to_line(next((line for line in lines if line > here), lines[0]))

    def _follow_path(self) -> None:
        """Write the program anew when its files are called after another one."""
        if self._asked is not None and self._asked.stem != file_stem(self.studio.document):
            self.refresh()

    def _follow_menu(self) -> None:
        self.view.set_wrapped(self._settings.code_wraps)
        python = self.menu.python or "a Python that you choose"
        tip = sentence(
            "Run this program with {python}, for at most {seconds} s, and compare it with the app "
            "(Ctrl+F5)"
        )
        give_tip(self.run_button, tip(python, self._settings.code_seconds))

    def _build(self) -> None:
        self.dialects = named(QComboBox(), "code_dialect", "Dialect of the program")
        self.dialects.setToolTip("The way in which the program is written")
        self.dialects.addItems([dialect.title for dialect in DIALECTS])
        ids = [dialect.id for dialect in DIALECTS]
        if self._settings.code_dialect in ids:
            self.dialects.setCurrentIndex(ids.index(self._settings.code_dialect))
        self.dialects.currentIndexChanged.connect(self._choose_dialect)
        self.dialects.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.run_button = named(QPushButton("Run"), "code_run", "Run code")
        self.run_button.setProperty("primary", "true")
        self.studio.theme.give_icon(self.run_button, "run", on_accent=True)
        self.run_button.clicked.connect(self.studio.open_editors.first(self.run))
        named(self.view, "code_text", "The network as a program")
        self._message = named(wrapped_message("muted"), "code_message")
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._files = named(wrapped_message("muted"), "code_beside")
        self._files.hide()
        self.changed = self._tool("code_changed", "", "Go to the next line that changed")
        self.changed.setProperty("role", "link")
        self.changed.clicked.connect(self._go_to_change)
        self.changed.hide()
        self.copy_button = self._tool("code_copy", "copy", "Copy the program")
        self.copy_button.clicked.connect(self.studio.open_editors.first(self.copy))
        self.save_button = self._tool("code_save", "save", "Save the program…")
        self.save_button.clicked.connect(self.studio.open_editors.first(self.save))
        self.more_button = self._tool("code_more", "more", "How programs run, and more")
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more_button.setMenu(self.menu)
        for button in (self.changed, self.copy_button, self.save_button):
            self.header.add_widget(button)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._message)
        row = in_row((self.dialects, 1), self.run_button, self.more_button, spacing=6)
        self.body.addLayout(row)
        self.body.addWidget(self._pages, 1)
        self.body.addWidget(self._files)
        self.body.addWidget(self.strip)

    def _tool(self, name: str, icon: str, hint: str) -> QToolButton:
        button = named(QToolButton(), name, hint.removesuffix("…"), tip=hint)
        if icon:
            self.studio.theme.give_icon(button, icon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
