"""Shows the input batch: a spreadsheet of samples, its header buttons and its faults."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from nnfs_core import edits
from nnfs_core.project.changes import Part
from nnfs_core.project.place import INPUT, Place
from nnfs_core.project.project import Project
from nnfs_gui.filtering import FilterBar
from nnfs_gui.panels.batch.buttons import batch_buttons
from nnfs_gui.panels.batch.differences import BatchDifferences
from nnfs_gui.panels.batch.empty import EmptyBatch
from nnfs_gui.panels.batch.fault_strip import FaultStrip
from nnfs_gui.panels.batch.label_menu import LabelMenu
from nnfs_gui.panels.batch.lights import BatchLights
from nnfs_gui.panels.batch.model import BatchModel
from nnfs_gui.panels.batch.preparing.menu import PreparingMenu
from nnfs_gui.panels.batch.preparing.pages import PreparingPage
from nnfs_gui.panels.batch.reaching import SampleReach
from nnfs_gui.panels.batch.shape_words import shape_words
from nnfs_gui.panels.batch.shown import ShownSamples
from nnfs_gui.panels.batch.sorting import SortingOffer
from nnfs_gui.panels.batch.subset_commands import SubsetCommands
from nnfs_gui.spreadsheet import Block, SpreadsheetView
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.panel import Panel
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.glossary_tips import term_tip
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import give_tip

ROW_NAME_SHARE, WIDEST_LABEL = 0.4, 24  # of the table's width, and figures, at most for labels
LEAST = 42  # pixels: the names of the columns and most of a row; a table asks for more

if TYPE_CHECKING:
    from nnfs_gui.panels.batch.picture.side import PictureSide


class _BesidePicture(QWidget):
    """Leaves to a picture all the room that it does not need, and takes all where there is none."""

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width(), super().sizeHint().height())


class BatchPanel(Panel):
    """Shows the document's batch, to type into, to sort and to filter."""

    def __init__(self, studio: Studio, settings: Settings | None = None) -> None:
        super().__init__(studio, "batch_panel", "Input batch")
        self._settings = settings
        give_tip(self.header.heading, term_tip("batch"))
        self._n_starts = studio.document.n_starts
        self._differences = BatchDifferences(studio.pinned)
        self.finder = studio.finder
        self._asked = self.finder.asked  # when its order was last shown
        self.model = BatchModel(studio, self.finder.remember, self)
        self.view = named(SpreadsheetView(studio), "batch_table", "Input batch")
        self.view.setModel(self.model)
        self.view.limit_row_names(ROW_NAME_SHARE, WIDEST_LABEL)
        # what labels begin with is often the same for all
        self.view.row_header.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._lights = BatchLights(studio, self.model)
        SortingOffer(studio, self.finder, self.view, self.model)
        self.subsets = SubsetCommands(studio, self.view, self.model)
        LabelMenu(studio, self.finder, self.view)
        PreparingMenu(self.view, self.prepare)
        self.view.column_header.fit_names()
        self.filter_bar = FilterBar(studio, "batch_filter", self)
        self._reach = SampleReach(studio, self.view, self.model, self.filter_bar.clear)
        self.view.keys_begin_at = self._reach.selected_cell
        self.empty = EmptyBatch()
        self.fault_strip = FaultStrip(studio)
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(LEAST)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self.fault_strip)
        beside = _BesidePicture()
        beside.setLayout(
            in_column(self.filter_bar, (self._stack, 1), margins=(0, 0, 0, 0), spacing=6)
        )
        self._row = in_row((beside, 1), spacing=4)
        self.body.addLayout(self._row, 1)
        self.pictures: PictureSide | None = None  # while the samples never were any
        buttons = batch_buttons(
            studio,
            self.view,
            self.model,
            self,
            add_sample=self.add_sample,
            add_feature=self.add_feature,
            fill_missing=self._fill_missing,
        )
        self.header.add_widget(buttons)

        self.view.cell_chosen.connect(self._select_place)
        self.finder.order_changed.connect(self._show_order)
        self.filter_bar.left.connect(self.view.setFocus)
        self.fault_strip.place_requested.connect(self._reach.go_to_sample)
        self.fault_strip.other_requested.connect(self._fill_missing)
        self.empty.open_requested.connect(studio.links.data_wanted)
        self.empty.add_requested.connect(self.add_sample)
        self.empty.paste_requested.connect(self.view.commands.paste)
        self.empty.typed.connect(self._begin_typing)
        studio.open_editors.watch(self.view)
        studio.document.changed.connect(self._on_batch_changed, Part.BATCH)
        studio.selection.changed.connect(self._show_place)
        studio.pinned.changed.connect(self._on_pinned_changed)
        self._show_shape()
        self._show_place()
        self._show_pictures()

    @property
    def main_widget(self) -> QWidget | None:
        return self._stack.currentWidget()

    def edit_commands(self) -> dict[str, Callable[[], None]]:
        """What the Edit menu finds while the focus is in the panel but not in the table."""
        return self.view.edit_commands()

    def add_sample(self) -> None:
        """Add a sample of zeros below the last; with its first feature when there is none."""
        batch = self.studio.project.batch
        if batch.n_features == 0:
            edit = Edit("Add sample", lambda p: edits.set_inputs(p, 0, 0, [[0.0]]))
            done = self.studio.attempt(edit)
        else:
            done = self.model.append_row()
        if done:
            self._reach.go_to_cell(self.model.n_rows - 1, max(0, self._column()))

    def add_feature(self) -> None:
        """Add a feature of zeros after the last one."""
        if self.model.insert_columns(self.studio.project.batch.n_features, 1):
            row = max(0, self.view.currentIndex().row())
            self._reach.go_to_cell(row, self.studio.project.batch.n_features - 1)

    def _on_batch_changed(self, old: Project, new: Project) -> None:
        n_starts = self.studio.document.n_starts
        is_other, self._n_starts = n_starts != self._n_starts, n_starts
        self.model.show(self._on_show(), is_other)
        self.fault_strip.follow_edit(new)
        self._show_shape()
        self._show_pictures()

    def choose_pictures(self) -> None:
        """Ask what pictures the samples are."""
        from nnfs_gui.panels.batch.picture.dialog import PicturesDialog

        PicturesDialog(self.studio, self).open()

    def _fill_missing(self) -> None:
        self.prepare(PreparingPage.FILL, of_selection=False)

    def prepare(self, page: PreparingPage, *, of_selection: bool = True) -> None:
        """Ask what is to be done to features: those of the selected columns, if there are some."""
        from nnfs_gui.panels.batch.preparing.dialog import PreparingDialog

        blocks = self.view.blocks() if of_selection else []
        whole = [block for block in blocks if block.n_rows == self.model.n_rows]
        columns = {column for block in whole for column in block.columns}
        features = sorted(columns & set(range(self.studio.project.batch.n_features)))
        PreparingDialog(self.studio, page, features or None, self).open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.pictures is not None:
            self.pictures.pane.fit(self.width())

    def _show_pictures(self) -> None:
        """Show the samples as pictures, too, while they are some."""
        batch = self.studio.project.batch
        if self.pictures is None and batch.n_samples and batch.picture_size is not None:
            from nnfs_gui.panels.batch.picture.side import PictureSide

            self.pictures = PictureSide(
                self.studio, self.view, self.model, self.add_sample, self._settings
            )
            self.pictures.pane.fit(self.width())
            self._row.addWidget(self.pictures)
        if self.pictures is not None:
            self.pictures.follow()

    def _on_show(self) -> ShownSamples:
        """The batch in its order; the differences of its inputs, where these are wanted."""
        batch = self.studio.project.batch
        changed = self._differences.of(batch)
        return ShownSamples(changed or batch, self.finder.order, is_difference=changed is not None)

    def _on_pinned_changed(self) -> None:
        was_difference = self.model.is_difference
        self.model.show(self._on_show())
        if was_difference != self.model.is_difference:
            self._show_shape()

    def _show_shape(self) -> None:
        batch = self.studio.project.batch
        whole, short, least = shape_words(batch, is_difference=self.model.is_difference)
        summary = self.header.summary
        summary.setMinimumWidth(summary.fontMetrics().horizontalAdvance(least) + 1)
        summary.setText(whole, short)
        is_empty = batch.n_samples == 0 or batch.n_features == 0
        shown, hidden = (self.empty, self.view) if is_empty else (self.view, self.empty)
        room = QSizePolicy.Policy.Preferred if is_empty else QSizePolicy.Policy.Ignored
        self.empty.setSizePolicy(room, QSizePolicy.Policy.Preferred)  # needs none behind the table
        had_focus = hidden.hasFocus()
        self._stack.setCurrentWidget(shown)
        if had_focus:
            shown.setFocus()

    def _show_place(self) -> None:
        """Show the selected sample, and light up what the selected number is made from."""
        place, current = self.studio.selection.place, self.view.currentIndex()
        row = self.model.row_of(place.sample)
        self._lights.show_place()
        if row is None or row >= self.model.rowCount():
            return
        if place.layer == INPUT and place.neuron is not None:
            if (row, place.neuron) != (current.row(), current.column()):
                self.view.select_block(Block(row, place.neuron))
        elif row != current.row():
            self.view.show_row(row)

    # Other samples, another order.

    def _show_order(self) -> None:
        """Show what the finder found, from its first row when it is asked for something new.

        The selected sample stays current where it is on show.
        """
        asked = self.finder.asked
        is_new, self._asked = asked != self._asked, asked
        column = self._column()
        if not self.studio.open_editors.enter():  # its sample moves to another row
            self.view.drop()
        self.model.show(self._on_show())
        if column >= 0 and self.model.n_rows:
            row = self.model.row_of(self.studio.selection.place.sample)
            row = 0 if row is None or self._reach.is_out_of_reach(row) else row
            with self.model.refreshing():  # nobody has chosen another cell
                self.view.go_to(row, column)
        self._show_place()
        if is_new and self.finder.is_active:
            self.view.scrollToTop()

    def go_to(self, text: str) -> None:
        """Go to a sample, a column, or both; raises NnfsError when there is no such place."""
        self._reach.go_to(text)

    def _select_place(self, row: int, column: int) -> None:
        is_feature = column < self.studio.project.batch.n_features
        sample = self.model.sample(row)
        self.studio.selection.walk(Place(INPUT, sample, column if is_feature else None))

    def _column(self) -> int:
        return self.view.currentIndex().column()

    def _begin_typing(self, key: QKeyEvent) -> None:
        """Make a first cell and type on in it."""
        self.add_sample()
        self.view.keyPressEvent(key)
