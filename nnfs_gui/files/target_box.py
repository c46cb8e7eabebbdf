"""This module offers what can be the targets: a column, an array that fits, another file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from nnfs_core.errors import NnfsError
from nnfs_core.files.array_batch import Target, TargetArray
from nnfs_core.files.array_files import ArrayFile, look_at_arrays
from nnfs_core.files.in_place import StoredArray
from nnfs_core.progress import IsCancelled
from nnfs_gui.files.import_dialog import names_model
from nnfs_gui.widgets.named import named

MOST_OFFERED = 10_000  # columns
NONE, OTHER_FILE = "None", "Another file…"


class TargetBox(QComboBox):
    """Offers targets; `target_chosen` tells the new one, `other_file_wanted` that none is here."""

    target_chosen = Signal(object)  # Target
    other_file_wanted = Signal()

    def __init__(self, source: ArrayFile) -> None:
        super().__init__()
        named(self, "array_target", "Target")
        self._names = names_model(self, 16)
        self._source = source
        self._offered: list[Target] = []  # for each name, what it means
        self._shown: Target = None
        self.activated.connect(self._choose)

    def offer(self, inputs: StoredArray, chosen: Target) -> None:
        """Offer what can be the target of these inputs, and a chosen one in another file."""
        n_samples, width = inputs.matrix.shape
        other: TargetArray | None = None
        if isinstance(chosen, TargetArray) and chosen.source is not self._source:
            other = chosen
        targets = [] if other is None else [other]
        targets += [
            TargetArray(self._source, array)
            for array in self._source.target_arrays(n_samples)
            if array is not inputs
        ]
        places = list(range(width if width > 1 else 0))
        if len(places) > MOST_OFFERED:  # the first and the last are the likely ones
            places = places[: MOST_OFFERED // 2] + places[-MOST_OFFERED // 2 :]
        columns = self._source.columns(inputs)
        self._offered = [None, None, *targets, *places]
        self._names.setStringList(
            [
                NONE,
                OTHER_FILE,
                *(target.name if target is not other else _file_name(target) for target in targets),
                *(f"column {columns[place]}" for place in places),
            ]
        )

    def show_target(self, target: Target) -> None:
        """Show which of what is offered is chosen."""
        self._shown = target
        self.setCurrentIndex(self._offered.index(target) if target is not None else 0)

    def _choose(self, item: int) -> None:
        if self._names.stringList()[item] == OTHER_FILE and item == 1:
            self.show_target(self._shown)  # until another is found
            self.other_file_wanted.emit()
        else:
            self.target_chosen.emit(self._offered[item])


def targets_in(path: Path, n_samples: int, cancelled: IsCancelled) -> TargetArray:
    """The array in a file that can be the targets; raises NnfsError when there is none."""
    found = look_at_arrays(path, cancelled)
    fitting = found.target_arrays(n_samples)
    if not fitting:
        sizes = ", ".join(f"{array.matrix.shape[0]:,}" for array in found.input_arrays[:3])
        raise NnfsError(
            "{name} has no array of one number for each of the {n_samples:,} samples; its arrays "
            "have {sizes} rows."
        )(path.name, n_samples, sizes)
    return TargetArray(found, fitting[0])


def _file_name(target: TargetArray) -> str:
    return target.source.path.name
