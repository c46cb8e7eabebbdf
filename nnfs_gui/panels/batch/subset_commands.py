"""Says by hand what the selected samples are for, in the table's menus and in the window's."""

from __future__ import annotations

from functools import partial

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from nnfs_core import edits
from nnfs_core.project.subset import Subset
from nnfs_core.wording import capitalized, counted, sentence
from nnfs_gui.panels.batch.model import BatchModel
from nnfs_gui.spreadsheet import SpreadsheetView
from nnfs_gui.studio.edit import BATCH, Edit
from nnfs_gui.studio.standardising import offer_fit
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.menus import add_entry

BYTES_A_SAMPLE = 32  # that finding its place in the column costs


class SubsetCommands(QObject):
    """Puts the samples in the selected rows into a subset, and takes the split away."""

    def __init__(self, studio: Studio, view: SpreadsheetView, model: BatchModel) -> None:
        super().__init__(view)
        self._studio, self._view, self._model = studio, view, model
        view.rows_menu_opening.connect(self._add_entries)
        view.columns_menu_opening.connect(self._add_entries)

    def use_for(self, subset: Subset) -> None:
        """Have the samples in the selected rows be for training, validation or test."""
        samples = self._selected()
        if not len(samples):
            self._studio.notices.info("Select the samples in the batch first.")
            return
        sample = self._studio.project.batch.sample_text(int(samples[0]))
        one = sentence("Use sample {sample} for {subset}")(sample, subset.title)
        many = sentence("Use {samples} for {subset}")
        text = one if len(samples) == 1 else many(counted(len(samples), "sample"), subset.title)
        change = partial(edits.set_subsets, samples=samples, subset=subset)
        n_bytes = BYTES_A_SAMPLE * len(samples) + self._model.n_rows
        edit = Edit(text, change, n_bytes, BATCH)
        before = self._studio.project.batch
        self._studio.attempt(edit, partial(offer_fit, self._studio, before))

    def split(self) -> None:
        """Ask how to split the samples."""
        from nnfs_gui.panels.batch.splitting.dialog import SplitDialog

        SplitDialog(self._studio, self._view, self._show_column).open()

    def _show_column(self) -> None:
        """Bring the column of subsets, the last one, into view."""
        bar = self._view.horizontalScrollBar()
        bar.setValue(bar.maximum())

    def remove_split(self) -> None:
        """Have all samples be one again."""
        if self._studio.project.batch.subset_rows is None:
            self._studio.notices.info("The samples are not split.")
        else:
            self._studio.attempt(Edit("Remove the split", edits.remove_split, part=BATCH))

    def _add_entries(self, menu: QMenu) -> None:
        menu.addSeparator()
        uses = menu.addMenu("Use for")
        uses.setObjectName("use_for")
        for subset in Subset:
            use, name = partial(self.use_for, subset), f"use_for_{subset.title}"
            add_entry(uses, capitalized(subset.title), name, use)
        uses.addSeparator()
        add_entry(uses, "Split by shares or a column…", "split", self.split)
        if self._studio.project.batch.subset_rows is not None:
            add_entry(uses, "Remove the split", "remove_split", self.remove_split)

    def _selected(self) -> npt.NDArray[np.int64]:
        """The samples in the rows of which a cell is selected."""
        order, rows = self._model.shown.order, [block.rows for block in self._view.blocks()]
        if len(rows) == 1:
            return order.samples(rows[0].start, rows[0].stop)
        is_selected = np.zeros(len(order), bool)  # of each row; several blocks may share some
        for span in rows:
            is_selected[span.start : span.stop] = True
        places = np.flatnonzero(is_selected)
        return places if order.is_everything else order.samples(0, len(order))[places]
