"""Asks which column says what samples are for, and what each of its values means."""

from __future__ import annotations

from math import isnan

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from nnfs_core import edits
from nnfs_core.edits.split_columns import column_name, column_values, value_word
from nnfs_core.edits.split_plan import planned_column
from nnfs_core.errors import NnfsError
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.project import Project
from nnfs_core.project.subset import Subset, subset_of_word, tells_subsets
from nnfs_core.wording import counted, one_line, sentence
from nnfs_gui.panels.batch.splitting.way import Way
from nnfs_gui.studio.panel import scrolling
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.fields import wrapped_label
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel
from nnfs_gui.work.quick import is_quick

UNSAID = "choose…"
Values = dict[float, int]


class ColumnPage(QWidget):
    """Offers a part for each value of a column, guessed from words such as train and holdout.

    `changed` tells that something is chosen anew.
    """

    changed = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio, self._project = studio, studio.project
        self._looking = studio.lanes.worker(self, "Looking through the column")
        self._values: list[float] = []
        self._boxes: list[QComboBox] = []
        self._column = named(QComboBox(), "split_column", "Column")
        self._column.currentIndexChanged.connect(self._look)
        self._fault = named(wrapped_label("muted"), "split_column_text")
        self._area = scrolling(QWidget())
        self._take_out = named(QCheckBox("Take the column &out afterwards"), "split_take_out")
        self._take_out.setToolTip(
            "What samples are for stays in a column of its own; as a feature, the network would "
            "read it."
        )
        self._take_out.setChecked(True)
        self._take_out.toggled.connect(self.changed)
        head = QFormLayout()
        head.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        head.addRow("&Column", self._column)
        self.setLayout(in_column(head, self._fault, (self._area, 1), self._take_out, spacing=8))

    def begin(self, project: Project) -> None:
        """Offer the columns of a project, the one that is likeliest meant at first."""
        self._project = project
        batch = project.batch
        n_columns = batch.n_features + (batch.target_rows is not None)
        names = [column_name(batch, column) for column in range(n_columns)]
        likely = next((place for place, name in enumerate(names) if tells_subsets(name)), None)
        with QSignalBlocker(self._column):
            self._column.clear()
            self._column.addItems([one_line(name) for name in names])
            self._column.setCurrentIndex(-1 if likely is None else likely)
        self._look()

    def way(self) -> Way:
        """To split as it is chosen; raises NnfsError while not every value has a meaning."""
        column = self._column.currentIndex()
        if column < 0:
            raise NnfsError("Choose the column that says what samples are for.")
        if not self._boxes:
            raise NnfsError("This column cannot say what samples are for.")
        meanings: dict[float, Subset] = {}
        for value, box in zip(self._values, self._boxes, strict=True):
            if box.currentIndex() == 0:
                raise NnfsError("Choose what samples with the value {value} are for.")(
                    value_word(self._project, column, value)
                )
            meanings[value] = Subset(box.currentIndex() - 1)
        take_out = self._take_out.isChecked()
        name = column_name(self._project.batch, column)
        return Way(
            sentence("Split the samples by {column}")(one_line(name, 30)),
            lambda batch, cancelled: planned_column(batch, column, meanings, cancelled),
            lambda project, cancelled: edits.split_by_column(
                project, column, meanings, take_out=take_out, cancelled=cancelled
            ),
        )

    def _look(self) -> None:
        column, batch = self._column.currentIndex(), self._project.batch
        self._show({}, "" if column >= 0 else "Choose the column that says what samples are for.")
        self._looking.cancel()
        if column < 0:
            return
        is_feature = column < batch.n_features
        self._take_out.setChecked(is_feature)

        def work(progress: Progress, cancelled: IsCancelled) -> Values:
            return column_values(batch, column, cancelled)

        waits = 0.0 if batch.is_in_memory else float("inf")
        at_once = is_quick(samples_searched=batch.n_samples * 16 + waits)
        self._looking.run(work, self._show, lambda text: self._show({}, text), at_once=at_once)

    def _show(self, values: Values, fault: str = "") -> None:
        column = self._column.currentIndex()
        form, self._boxes, self._values = QFormLayout(), [], list(values)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for number, (value, count) in enumerate(values.items()):
            word = value_word(self._project, column, value)
            box = named(QComboBox(), f"split_value_{number}", word)
            box.addItems([UNSAID, *(subset.title for subset in Subset)])
            guessed = None if isnan(value) else subset_of_word(word)
            box.setCurrentIndex(0 if guessed is None else guessed + 1)
            box.currentIndexChanged.connect(self.changed)
            label = PlainLabel(f"{one_line(word, 40)} ({counted(count, 'sample')})", wordWrap=True)
            label.setBuddy(box)
            form.addRow(label, box)
            self._boxes.append(box)
        page = QWidget()
        page.setLayout(form)
        self._area.setWidget(page)
        self._area.setVisible(bool(values))
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        self.changed.emit()
