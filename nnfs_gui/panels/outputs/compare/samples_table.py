"""Shows the samples that changed their mind: what A and B say of each, and what that did."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import Signal

from nnfs_core.arrays import AnyArray
from nnfs_core.comparing.changed_samples import ChangeVerdict
from nnfs_core.comparing.changes import Changes
from nnfs_core.numerals import NumberWriter
from nnfs_core.project.batch import UNKNOWN, Batch
from nnfs_core.summaries.classification import IntArray
from nnfs_core.wording import sentence
from nnfs_gui.panels.outputs.compare.word_table import TableColumn, WordTable
from nnfs_gui.spreadsheet.block_header import BlockHeader
from nnfs_gui.spreadsheet.sorting_header import ARROW, SortingHeader
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.named import named

MOVED = (
    "How much of the probability is with other classes in B: half the sum of all differences, from "
    "0 to 1"
)
TINTS = {
    ChangeVerdict.MENDED: "good",
    ChangeVerdict.NEARER: "good",
    ChangeVerdict.BROKEN: "danger",
    ChangeVerdict.FARTHER: "danger",
}
SHARE = NumberWriter("f")  # of probabilities, which are kept in float32


class SamplesTable(WordTable):
    """Has a row for each changed sample that is on show; arrows in its header ask to sort."""

    beside_name = ARROW
    sort_wanted = Signal(int)
    sample_chosen = Signal(int)

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        named(self, "compare_samples", "Samples whose prediction changed")
        self.rows: IntArray = np.empty(0, np.int64)  # places among the changed samples
        self._listed: IntArray = np.empty(0, np.int64)  # the samples there
        self.cell_chosen.connect(
            lambda row, column: self.sample_chosen.emit(int(self._listed[row]))
        )

    def make_column_header(self) -> BlockHeader:
        header = SortingHeader(self)
        header.offers_sort = True
        header.sort_clicked.connect(self.sort_wanted)
        return header

    def show_sort(self, column: int | None, descending: bool) -> None:
        """Draw the arrow of the sorted column."""
        header = self.horizontalHeader()
        assert isinstance(header, SortingHeader)
        header.show_sort(column, descending)

    def show_samples(self, found: Changes, rows: IntArray, listed: IntArray, batch: Batch) -> None:
        """Show the changed samples at the places `rows`, in that order: the samples `listed`."""
        self.rows, self._listed = rows, listed

        def name(row: int) -> str:
            return batch.row_name(int(listed[row])) if row < len(rows) else ""

        self.show_columns(columns_of(found, rows, batch), len(rows), name)

    def row_of(self, sample: int | None) -> int | None:
        """Where a sample stands, if it does."""
        if sample is None:
            return None
        found = np.flatnonzero(self._listed == sample)
        return int(found[0]) if len(found) else None


def sort_keys(found: Changes) -> list[AnyArray]:
    """What each column is sorted by, in their order: (changed,) each."""
    changed = found.changed
    if found.has_classes:
        keys = [changed.verdicts, changed.amounts, *changed.confidences]
    else:
        keys = [np.abs(changed.amounts), changed.verdicts]
    return [changed.targets, changed.before, changed.after, *keys]


def columns_of(found: Changes, rows: IntArray, batch: Batch) -> list[TableColumn]:
    """The columns of a table of changed samples, which stand at the places `rows`."""
    changed = found.changed

    def part(values: AnyArray) -> Callable[[int, int], AnyArray]:
        return lambda start, stop: values[rows[start:stop]]

    def verdict(number: int) -> str:
        return ChangeVerdict(number).title

    longest = max((each.title for each in ChangeVerdict), key=len)
    verdicts = TableColumn("verdict", "What the change did", part(changed.verdicts), verdict,
                           tint=lambda number: TINTS.get(ChangeVerdict(number), ""),
                           longest=longest)  # fmt: skip
    if not found.has_classes:
        return [
            TableColumn("target", "The value of the target", part(changed.targets)),
            TableColumn("A", "What A predicts", part(changed.before)),
            TableColumn("B", "What B predicts", part(changed.after)),
            TableColumn("B − A", "How far the prediction moved", part(changed.amounts),
                        writer=NumberWriter(is_signed=True)),
            verdicts,
        ]  # fmt: skip

    def target(number: int) -> str:
        return "" if number == UNKNOWN else found.class_name(number)

    names = max(found.class_names, key=len)
    before, after = changed.confidences
    sure = sentence("The probability that {side} gives its class")
    said = sentence("The class that {side} predicts")

    def of_classes(name: str, tip: str, values: AnyArray) -> TableColumn:
        return TableColumn(name, tip, part(values), found.class_name, longest=names)

    return [
        TableColumn("target", "The class of the sample", part(changed.targets), target,
                    longest=names),
        of_classes("A", said("A"), changed.before),
        of_classes("B", said("B"), changed.after),
        verdicts,
        TableColumn("moved", MOVED, part(changed.amounts)),
        TableColumn("A confidence", sure("A"), part(before), writer=SHARE),
        TableColumn("B confidence", sure("B"), part(after), writer=SHARE),
    ]  # fmt: skip
