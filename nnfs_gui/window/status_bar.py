"""Shows the project in figures, whether the screen is up to date, and work under way."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Signal
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QStatusBar, QToolButton

from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.numerals import short_text
from nnfs_core.project.place import INPUT
from nnfs_core.project.project import Project
from nnfs_core.wording import counted, sentence
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.named import named

LEFT = 4  # pixels before the figures
KEPT_WIDTH = 400  # pixels that the figures keep beside a long message


class StatusBar(QStatusBar):
    """Shows samples, layers, parameters, precision at the left; the pass's time at the right."""

    room_changed = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.setObjectName("status_bar")
        self.setSizeGripEnabled(False)
        self._studio = studio
        self._tells_times = True
        self._figures = _label("status_figures")
        self._figures.setContentsMargins(LEFT, 0, 0, 0)
        self._task = _label("status_task")
        self._progress = named(QProgressBar(maximum=100, textVisible=False), "status_progress")
        self._progress.setAccessibleName("Progress")
        self._progress.setFixedWidth(140)
        self._cancel = named(QToolButton(), "status_cancel", "Cancel the work under way")
        self._cancel.setText("Cancel")
        self._cancel.clicked.connect(self._cancel_work)
        self._pass = _label("status_pass")
        self.addWidget(self._figures, 1)
        self._figures.installEventFilter(self)
        for widget in (self._task, self._progress, self._cancel, self._pass):
            self.addPermanentWidget(widget)
        studio.document.changed.connect(lambda old, new: self.refresh())
        studio.runner.started.connect(self._on_pass_started)
        studio.runner.progressed.connect(self._on_progress)
        studio.runner.finished.connect(lambda evaluation: self._show_state())
        studio.runner.failed.connect(self._on_pass_failed)
        studio.runner.live_changed.connect(lambda live: self._show_state())
        studio.tasks.started.connect(self._on_task_started)
        studio.tasks.progressed.connect(self._on_progress)
        studio.tasks.ended.connect(self._on_task_ended)
        self.refresh()

    def refresh(self) -> None:
        """Read everything anew."""
        project = self._studio.document.project
        self._figures.setText(" · ".join(figures(project)))
        self._figures.setMinimumWidth(min(KEPT_WIDTH, self._figures.sizeHint().width()))
        self._show_state()

    @property
    def room(self) -> QRect:
        """Where the figures stand, which give way to what is more important."""
        return self._figures.geometry()

    def leave_room(self, width: int) -> None:
        """Have the figures end so many pixels further left."""
        self._figures.setContentsMargins(LEFT, 0, width, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self.room_changed.emit()
        return super().eventFilter(watched, event)

    def tell_times(self, tells_times: bool) -> None:
        """Say how long a pass took, or only that it is done."""
        self._tells_times = tells_times
        self._show_state()

    def _show_state(self) -> None:
        self._pass.setText(self._pass_text())
        self._show_work(self._studio.tasks.is_busy)

    def _pass_text(self) -> str:
        runner = self._studio.runner
        if runner.is_running:
            return "running…"
        if runner.evaluation is None:
            return "press F5 to run"
        if not runner.is_current:
            return "out of date: press F5 to run"
        evaluation = runner.evaluation
        time = duration(evaluation.seconds) if self._tells_times else "done"
        parts = [sentence("forward pass {time}")(time)]
        n_layers = len(evaluation.layers)
        n_kept = sum(result.output.is_in_memory for result in evaluation.layers)
        if n_kept < n_layers:
            kept = sentence("{n_kept} of {layers} kept in memory")
            parts.append(kept(n_kept, counted(n_layers, "layer")))
        parts.append("up to date" if evaluation.fault is None else fault_place(evaluation))
        return " · ".join(parts)

    def _on_pass_started(self) -> None:
        if not self._studio.tasks.is_busy:
            self._progress.setValue(0)

    def _on_pass_failed(self, message: str) -> None:
        self._show_state()
        self._studio.notices.error(message, until=self._studio.runner.finished)

    def _on_task_started(self, text: str) -> None:
        self._progress.setValue(0)
        self._show_work(True)

    def _on_task_ended(self) -> None:
        self._progress.setValue(0)  # another may go on
        self._show_state()

    def _on_progress(self, fraction: float) -> None:
        """Only work that takes a while reports progress."""
        self._progress.setValue(round(100 * fraction))
        self._pass.setText(self._pass_text())
        self._show_work(self._studio.tasks.is_busy or self._studio.runner.is_running)

    def _show_work(self, shown: bool) -> None:
        text = self._studio.tasks.text
        if text:
            self._task.setText(f"{text}…")
        self._task.setVisible(shown and bool(text))
        self._progress.setVisible(shown)
        self._cancel.setVisible(shown)

    def _cancel_work(self) -> None:
        if self._studio.tasks.is_busy:
            self._studio.tasks.cancel()
        else:
            self._studio.runner.cancel()
            self._show_state()


def fault_place(evaluation: Evaluation) -> str:
    """Where the first fault is, which is told there."""
    fault, names = evaluation.fault, evaluation.project.network.names
    assert fault is not None
    name = "Input batch" if fault.layer == INPUT else names[fault.layer]
    return sentence("fault in {layer}")(name)


def figures(project: Project) -> list[str]:
    """The size of a project in words."""
    batch, network = project.batch, project.network
    return [
        f"{counted(batch.n_samples, 'sample')} × {counted(batch.n_features, 'feature')}",
        counted(len(network), "layer"),
        counted(network.parameter_count, "parameter"),
        project.precision,
    ]


def duration(seconds: float) -> str:
    """A time as people read it: 0.02 ms, 14 ms, 1.3 s."""
    if seconds < 1:
        return (
            f"{short_text(1000 * seconds, digits=2)} ms"
            if seconds < 0.01
            else f"{1000 * seconds:.0f} ms"
        )
    return f"{short_text(seconds, digits=3)} s"


def _label(name: str) -> ElidedLabel:
    """A label that shrinks before it makes the window wider."""
    label = named(ElidedLabel("muted"), name)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return label
