"""Puts the picture beside the table, and small ones before its rows, and folds it away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from nnfs_core.project.changes import Part
from nnfs_core.project.pictures import PictureSize
from nnfs_gui.panels.batch.picture.pane import PicturePane
from nnfs_gui.panels.batch.samples_model import SamplesModel
from nnfs_gui.spreadsheet import SpreadsheetView
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_row
from nnfs_gui.widgets.named import named

FOLD = 10  # screen pixels of the arrow on the edge that folds the picture away


class PictureSide(QWidget):
    """Holds the picture and the edge that folds it; shows itself while the samples are pictures."""

    def __init__(
        self,
        studio: Studio,
        view: SpreadsheetView,
        model: SamplesModel,
        add_sample: Callable[[], None],
        settings: Settings | None,
    ) -> None:
        super().__init__()
        self.setObjectName("picture_side")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Ignored)
        self._studio, self._view, self._model, self._settings = studio, view, model, settings
        self._add_sample = add_sample
        self._shown: PictureSize | None = None  # when it was last looked at
        self.pane = PicturePane(studio)
        self._fold = named(QToolButton(), "picture_fold", role="more")
        self._fold.setCheckable(True)
        self._fold.setIconSize(QSize(FOLD, FOLD))
        self._fold.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self._fold.toggled.connect(self._show_folded)
        self.setLayout(in_row(self._fold, self.pane, margins=(0, 0, 0, 0), spacing=4))
        self.pane.new_wanted.connect(self._begin_new)
        self.pane.left.connect(view.setFocus)
        self.pane.paged.connect(self._page)
        self.pane.scale_changed.connect(view.row_header.viewport().update)
        update = view.row_header.viewport().update
        studio.document.changed.connect(lambda old, new: update(), Part.BATCH)
        studio.fetching.arrived.connect(update)
        self._fold.setChecked(settings is None or not settings.picture_is_folded)
        self._show_folded(self._fold.isChecked())

    def follow(self) -> None:
        """Be there while the samples are pictures."""
        size = self.pane.size_shown
        if size == self._shown:
            return
        self._shown = size
        self.setVisible(size is not None)
        self._view.row_header.show_pictures(None if size is None else self._picture_of)
        self._view.updateGeometries()
        self.pane.refresh()
        self.pane.updateGeometry()

    def _show_folded(self, is_open: bool) -> None:
        self._fold.setArrowType(Qt.ArrowType.RightArrow if is_open else Qt.ArrowType.LeftArrow)
        text = "Fold the picture away" if is_open else "Show the sample as a picture"
        named(self._fold, "picture_fold", text, tip=text)
        self.pane.setVisible(is_open)
        if self._settings is not None and self._settings.picture_is_folded == is_open:
            self._settings.picture_is_folded = not is_open

    def _picture_of(self, row: int) -> QImage | None:
        """The sample in a row as a small picture; None while it is being read."""
        batch = self._studio.project.batch
        size = batch.picture_size
        if size is None or row >= self._model.n_rows:
            return None
        sample = self._model.sample(row)
        if sample >= batch.n_samples:
            return None
        values = self._studio.fetching.row(batch.input_rows, sample)
        if values is None:
            return None
        return self.pane.scale.picture(values.reshape(size.height, size.width))

    def _begin_new(self) -> None:
        self._add_sample()
        self.pane.canvas.setFocus()

    def _page(self, step: int) -> None:
        """Go to the sample in the next row, or the one before."""
        row = self._model.row_of(self.pane.sample)
        if row is not None and 0 <= row + step < self._model.rowCount():
            place = replace(self._studio.selection.place, sample=self._model.sample(row + step))
            self._studio.selection.walk(place)
