"""The dialog that shows the first rows of a file of arrays and asks what of it is the batch."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from nnfs_core.files.array_batch import (
    ArrayChoice,
    TargetArray,
    is_opened_in_place,
    suggested_target,
)
from nnfs_core.files.array_files import ArrayFile, StoredArray
from nnfs_core.formats import NPY, TENSORS
from nnfs_core.wording import counted, shape_text, size_text
from nnfs_gui.files.array_preview import (
    MAX_COLUMNS_SHOWN,
    ArrayPreview,
    FirstRows,
    first_rows,
)
from nnfs_gui.files.parts import accept_or_cancel, preview_table, row_of
from nnfs_gui.files.target_box import TargetBox, targets_in
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.sentence import Sentence

TARGET_KINDS = {"auto": "as it looks", "classes": "classes", "values": "values"}


class ArrayDialog(QDialog):
    """`chosen` tells the file and the choice when the user opens it."""

    chosen = Signal(object, object)  # ArrayFile, ArrayChoice

    def __init__(self, studio: Studio, source: ArrayFile, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("array_dialog")
        self.setWindowTitle(f"Open {source.path.name}")
        self.setAccessibleName("Open a file of arrays")
        self._studio = studio
        self._source = source
        choice = ArrayChoice.suggested(source)
        assert choice is not None
        self._choice = choice
        self._other: TargetArray | None = None  # chosen in another file
        self._previewing = studio.lanes.worker(self, "Reading the first rows")
        self._looking = studio.lanes.worker(self, "Looking at the file")

        self._summary = QLabel()
        self._summary.setObjectName("array_summary")
        self._summary.setProperty("role", "muted")
        self._summary.setWordWrap(True)
        self._inputs = self._combo("array_inputs", "Inputs")
        self._inputs.addItems([_described(array) for array in source.input_arrays])
        self._inputs.setCurrentIndex(source.input_arrays.index(self._choice.inputs))
        self._inputs.activated.connect(self._choose_inputs)
        self._target = TargetBox(source)
        self._target.target_chosen.connect(
            lambda target: self._change(replace(self._choice, target=target))
        )
        self._target.other_file_wanted.connect(self._ask_for_other_file)
        self._kind = self._combo("array_target_kind", "Read the target as")
        for value, text in TARGET_KINDS.items():
            self._kind.addItem(text, value)
        self._kind.activated.connect(
            lambda: self._change(replace(self._choice, target_kind=self._kind.currentData()))
        )
        self._inputs_label = _label("&Inputs", self._inputs)
        self._kind_label = _label("re&ad as", self._kind)

        self._model = ArrayPreview(studio.theme)
        self._model.setParent(self)
        self._table = preview_table("array_preview", "First rows of the array", self._model)
        self._table.horizontalHeader().setMinimumSectionSize(64)
        self._part = QLabel()
        self._part.setObjectName("array_part")
        self._part.setProperty("role", "muted")
        self._warning = Sentence("import_warning")

        buttons, self._accept = accept_or_cancel(self, "array_accept")

        several = len(source.input_arrays) > 1
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addWidget(self._summary)
        layout.addLayout(
            row_of(
                *([self._inputs_label, self._inputs] if several else []),
                _label("&Target", self._target),
                self._target,
                self._kind_label,
                self._kind,
            )
        )
        layout.addWidget(self._warning)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._part)
        layout.addWidget(buttons)
        self.resize(680, 480)
        studio.theme.changed.connect(self._table.viewport().update)
        self._target.offer(self._choice.inputs, None)
        self._change(self._choice)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._accept.setFocus()

    def accept(self) -> None:
        """Tell the choice; whoever listens closes the dialog when the reading has begun."""
        if self._accept.isEnabled() and not self._looking.is_busy:
            self.chosen.emit(self._source, self._choice)

    def _combo(self, name: str, accessible_name: str) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName(name)
        combo.setAccessibleName(accessible_name)
        return combo

    def _choose_inputs(self, item: int) -> None:
        inputs = self._source.input_arrays[item]
        self._other = None  # which need not fit any more
        self._target.offer(inputs, None)
        target = suggested_target(self._source, inputs)
        self._change(replace(self._choice, inputs=inputs, target=target))

    def _ask_for_other_file(self) -> None:
        kinds = (
            f"Arrays ({' '.join('*' + suffix for suffix in (*NPY.suffixes, *TENSORS.suffixes))})"
        )
        dialog = QFileDialog(self, "Open targets", str(self._source.path.parent), kinds)
        dialog.setObjectName("array_target_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self._take_other_file(Path(name)))
        dialog.open()

    def _take_other_file(self, path: Path) -> None:
        n_samples = self._choice.inputs.matrix.shape[0]

        def done(found: TargetArray) -> None:
            self._other = found
            self._target.offer(self._choice.inputs, found)
            self._change(replace(self._choice, target=found))

        self._looking.run(
            lambda progress, cancelled: targets_in(path, n_samples),
            done,
            lambda sentence: self._warning.show_text(sentence, "error"),
        )

    def _change(self, choice: ArrayChoice) -> None:
        """Show another choice, and the first rows that it would open."""
        self._choice = choice
        self._warning.show_text("", "error")

        def done(rows: FirstRows) -> None:
            self._accept.setEnabled(True)
            self._model.show(rows)
            self._table.resizeColumnsToContents()
            if rows.target is not None:
                self._table.scrollTo(self._model.index(0, rows.target))
            self._show_choice()

        def failed(sentence: str) -> None:
            self._accept.setEnabled(False)
            self._warning.show_text(sentence, "error")

        self._show_choice()
        self._previewing.run(
            lambda progress, cancelled: first_rows(self._source, choice), done, failed
        )

    def _show_choice(self) -> None:
        choice, dtype = self._choice, self._studio.project.dtype
        stored = choice.inputs.matrix
        n_samples, width = stored.shape
        self._target.show_target(choice.target)
        self._kind.setCurrentIndex(self._kind.findData(choice.target_kind))
        for widget in (self._kind_label, self._kind):
            widget.setVisible(choice.target is not None)
        n_features = width - isinstance(choice.target, int)
        size = size_text(stored.n_bytes)
        way = (
            f"{size}, opened in place: read from the file as you look at them"
            if is_opened_in_place(choice, dtype)
            else f"{size}, read into memory"
        )
        there = choice.inputs.type_name
        numbers = there if there == dtype.name else f"{there}, taken as {dtype.name}"
        self._summary.setText(
            f"{counted(n_samples, 'sample')} × {counted(n_features, 'feature')} of {numbers}; "
            f"{way}."
        )
        n_rows = self._model.rowCount()
        parts = [f"the first {n_rows:,} of {n_samples:,} samples"] if n_rows < n_samples else []
        if width > MAX_COLUMNS_SHOWN:
            parts.append(f"the first {MAX_COLUMNS_SHOWN} of {width:,} columns")
        self._part.setText(f"You see {' and '.join(parts)}.")
        self._part.setVisible(bool(parts))
        self._accept.setText(f"Open {counted(n_samples, 'sample')}")


def _label(text: str, field: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(field)
    return label


def _described(array: StoredArray) -> str:
    return f"{array.name} {shape_text(array.shape)}, {array.type_name}"
