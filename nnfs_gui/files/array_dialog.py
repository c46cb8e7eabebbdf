"""Shows the first rows of a file of arrays and asks what of it is the batch."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from nnfs_core.files.array_batch import (
    ArrayChoice,
    TargetArray,
    is_opened_in_place,
    suggested_target,
)
from nnfs_core.files.array_files import ArrayFile, look_at_arrays
from nnfs_core.files.in_place import StoredArray
from nnfs_core.formats import NPY, TENSORS
from nnfs_core.progress import IsCancelled
from nnfs_core.wording import counted, sentence, shape_text, size_text
from nnfs_gui.files.array_preview import MAX_COLUMNS_SHOWN, ArrayPreview, FirstRows, first_rows
from nnfs_gui.files.import_dialog import TARGET_KINDS, ImportDialog, labelled, row_of
from nnfs_gui.files.target_box import TargetBox, targets_in
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.dialog_size import size_within
from nnfs_gui.widgets.file_dialogs import ask_for_file, file_filter
from nnfs_gui.work.lanes import Lane


class ArrayDialog(ImportDialog):
    """Asks which array holds the inputs, and which column or other array the targets."""

    name = "array"
    title = "Open a file of arrays"

    _look: ArrayFile
    _choice: ArrayChoice

    def __init__(
        self, studio: Studio, source: ArrayFile, choice: ArrayChoice, parent: QWidget | None
    ) -> None:
        super().__init__(studio, source, choice, parent)
        self._model = self._previewed(ArrayPreview(studio.theme))
        self._previewing = studio.lanes.worker(self, "Reading the first rows", Lane.OPENING)
        self._summary.setWordWrap(True)
        self._table.horizontalHeader().setMinimumSectionSize(64)
        described = {number: _described(each) for number, each in enumerate(source.input_arrays)}
        inputs = self._combo("inputs", "Inputs", described, self._choose_inputs)
        inputs.setCurrentIndex(source.input_arrays.index(choice.inputs))
        self._target = TargetBox(source)
        self._target.target_chosen.connect(
            lambda target: self._change(replace(self._choice, target=target))
        )
        self._target.other_file_wanted.connect(self._ask_for_other_file)
        self._kind = self._combo(
            "target_kind",
            "Read the target as",
            TARGET_KINDS,
            lambda kind: self._change(replace(self._choice, target_kind=kind)),
        )
        self._kind_label = labelled("re&ad as", self._kind)
        self._part = self._note("part")
        several = [labelled("&Inputs", inputs), inputs] if len(described) > 1 else []
        self._arrange(
            [
                row_of(
                    *several,
                    labelled("&Target", self._target),
                    self._target,
                    self._kind_label,
                    self._kind,
                ),
                self._warning,
            ],
            self._table,
            row_of(self._part),
        )
        self.resize(size_within(parent, QSize(680, 480)))
        self._target.offer(choice.inputs, choice.target)
        self._change(choice)

    @staticmethod
    def look_again(
        source: ArrayFile, choice: ArrayChoice, cancelled: IsCancelled
    ) -> tuple[ArrayFile, ArrayChoice | None]:
        now = look_at_arrays(source.path, cancelled)
        return now, ArrayChoice.suggested(now)  # arrays of the file as it was cannot be read

    def _choose_inputs(self, item: int) -> None:
        inputs = self._look.input_arrays[item]
        target = suggested_target(self._look, inputs)
        self._target.offer(inputs, target)  # another file's need not fit any more
        self._change(replace(self._choice, inputs=inputs, target=target))

    def _ask_for_other_file(self) -> None:
        folder, kinds = self._look.path.parent, [file_filter("Arrays", NPY, TENSORS)]
        take = self._take_other_file
        ask_for_file(self, "array_target_dialog", "Open targets", folder, kinds, take)

    def _take_other_file(self, path: Path) -> None:
        n_samples = self._choice.inputs.matrix.shape[0]

        def done(found: TargetArray) -> None:
            self._target.offer(self._choice.inputs, found)
            self._change(replace(self._choice, target=found))

        self._looking.run(
            lambda progress, cancelled: targets_in(path, n_samples, cancelled),
            done,
            lambda sentence: self._warning.show_text(sentence, "error"),
        )

    def _change(self, choice: ArrayChoice) -> None:
        """Show another choice, and the first rows that it would open."""
        self._choice, source = choice, self._look
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
        self._previewing.run(lambda progress, cancelled: first_rows(source, choice), done, failed)

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
            sentence("{size}, opened in place: read from the file as you look at them")(size)
            if is_opened_in_place(choice, dtype)
            else sentence("{size}, read into memory")(size)
        )
        there = choice.inputs.type_name
        taken = sentence("{type}, taken as {dtype}")(there, dtype.name)
        numbers = there if there == dtype.name else taken
        self._summary.setText(
            sentence("{samples} × {features} of {numbers}; {way}.")(
                counted(n_samples, "sample"), counted(n_features, "feature"), numbers, way
            )
        )
        n_rows = self._model.rowCount()
        first = sentence("the first {n:,} of {all:,} samples")(n_rows, n_samples)
        parts = [first] if n_rows < n_samples else []
        if width > MAX_COLUMNS_SHOWN:
            parts.append(sentence("the first {n} of {all:,} columns")(MAX_COLUMNS_SHOWN, width))
        self._part.setText(sentence("You see {parts}.")(" and ".join(parts)))
        self._part.setVisible(bool(parts))
        self._accept.setText(f"Open {counted(n_samples, 'sample')}")


def _described(array: StoredArray) -> str:
    return f"{array.name} {shape_text(array.shape)}, {array.type_name}"
