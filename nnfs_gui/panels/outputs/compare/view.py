"""Shows which samples two networks predict otherwise: the present one, pins, files."""

from __future__ import annotations

from functools import partial
from operator import is_

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QToolButton, QWidget

from nnfs_core.arrays import seal
from nnfs_core.comparing.changed_samples import ChangeVerdict
from nnfs_core.comparing.changes import Changes, changes_of_mind
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.batch import Batch
from nnfs_core.project.place import Place
from nnfs_core.project.subset import Subset
from nnfs_core.summaries.classification import IntArray
from nnfs_core.wording import one_line, sentence
from nnfs_gui.filtering import FilterBar
from nnfs_gui.filtering.narrowing import narrows
from nnfs_gui.filtering.subset_choice import SubsetChoice
from nnfs_gui.panels.outputs.compare.beginning import Beginning
from nnfs_gui.panels.outputs.compare.changes_pane import ChangesPane
from nnfs_gui.panels.outputs.compare.changes_saving import save_changes
from nnfs_gui.panels.outputs.compare.samples_table import SamplesTable, sort_keys
from nnfs_gui.panels.outputs.compare.side_choice import SideChoice
from nnfs_gui.panels.outputs.compare.side_figures import FiguresGrid
from nnfs_gui.panels.outputs.compare.side_files import SideFiles
from nnfs_gui.panels.outputs.compare.sides import Sides
from nnfs_gui.panels.outputs.compare.wording import headline
from nnfs_gui.panels.outputs.output_view import OutputView
from nnfs_gui.panels.outputs.pictures.still import Still
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.fields import wrapped_message
from nnfs_gui.widgets.named import named, restyle
from nnfs_gui.widgets.theme import Colored
from nnfs_gui.work.quick import is_quick

NOTHING_COMPARED = "Nothing is compared yet: pin a state or open a network in the tab Compare."
WIDTHS = (330, 400)  # of changes and samples beside each other, in pixels at first
SIDE_BY_SIDE = 800  # pixels, in which changes and samples have room beside each other
SHOWN, EMPTY, BLANK = range(3)


class CompareView(OutputView):
    """Shows figures and changes at the left, at the right the samples that changed."""

    def __init__(self, studio: Studio, settings: Settings) -> None:
        super().__init__(studio, "compare_view", "Samples answered otherwise")
        self._comparing = self.worker("The comparison")
        self._listing = self.worker("Sorting the samples")
        self._comparing.progressed.connect(self._tell_progress)
        self._comparing.late.connect(lambda: self._tell_progress(0.0))
        self.found: Changes | None = None
        self._batch: Batch | None = None  # whose samples were compared
        self._subset: Subset | None = None  # of which samples, too
        self._wanted: tuple[object, ...] = ()  # what was compared, told by identity
        self._names: tuple[object, ...] = ()  # of which subset, and what both are called
        self._sort: tuple[int, bool] | None = None  # column, descending; None: most changed first
        self.sides = Sides(studio.pinned.kept, self)
        self.files = SideFiles(studio, self.sides, self)
        self.choices = [
            SideChoice(studio, settings, self.sides, side, partial(self.files.open, side))
            for side in (0, 1)
        ]
        self._swap = named(QToolButton(), "compare_swap", "Swap A and B", tip="Swap A and B")
        self._swap.setText("⇄")
        self._swap.clicked.connect(self.sides.swap)
        self.subset = SubsetChoice(studio)
        top = in_row((self.choices[0], 1), self._swap, (self.choices[1], 1), self.subset, spacing=8)
        self.headline = named(ElidedLabel("title"), "compare_headline")
        self.notes = named(wrapped_message("muted"), "compare_notes")
        self.fault = named(wrapped_message("error"), "compare_fault")
        self.figures = FiguresGrid(studio.theme)
        self.changes = ChangesPane(studio)
        self.changes.chosen.connect(self._show_change)
        self.changes.verdicts.chosen.connect(self._show_verdict)
        left = QWidget()
        left.setLayout(in_column(self.figures, (self.changes, 1), margins=(0, 0, 0, 0), spacing=6))
        self.filter_bar = FilterBar(studio, "compare_filter", self)
        self.samples = SamplesTable(studio)
        self.samples.sort_wanted.connect(self._turn_sort)
        self.samples.sample_chosen.connect(self._select)
        self.filter_bar.left.connect(self.samples.setFocus)
        right = QWidget()
        self.save_button = named(
            QPushButton("Save…"), "compare_save", tip="Save the samples that are listed as a table"
        )
        self.save_button.setProperty("role", "link")
        self.save_button.clicked.connect(studio.open_editors.first(self.choose_file))
        above = in_row((self.filter_bar, 1), self.save_button, spacing=4)
        right.setLayout(in_column(above, (self.samples, 1), margins=(0, 0, 0, 0), spacing=6))
        self.splitter = named(QSplitter(Qt.Orientation.Horizontal), "compare_splitter")
        self.splitter.setHandleWidth(5)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(right)
        self.splitter.setSizes(WIDTHS)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.splitter)
        self._stack.addWidget(Beginning(studio, partial(self.files.open, 0)))
        self._stack.addWidget(QWidget())
        self.setLayout(
            in_column(
                top,
                self.headline,
                self.fault,
                self.notes,
                (self._stack, 1),
                margins=(0, 0, 0, 0),
                spacing=6,
            )
        )
        self.setFocusProxy(self.samples)
        self.sides.changed.connect(self.refresh)
        studio.subset_shown.changed.connect(self.refresh)
        studio.finder.order_changed.connect(self._list_samples)
        self._show_found()

    # What the panel asks for.

    def still(self, whole: bool, look: Colored) -> Still | None:
        return None  # tables have no picture

    def draw(self, evaluation: Evaluation) -> None:
        """Compare the two sides on the samples of `evaluation`."""
        project, subset = evaluation.project, self.studio.subset_shown.subset
        pair = [self.sides.contestant(side, project) for side in (0, 1)]
        wanted = project.batch, pair[0].network, pair[1].network
        names = subset, *(each.name for each in pair)
        if all(map(is_, wanted, self._wanted)) and names == self._names and self._wanted:
            self._show_found()
            return
        self._wanted, self._names = wanted, names
        known = [evaluation] if self.studio.pinned.pin is None else [
            evaluation, self.studio.pinned.pin.evaluation
        ]  # fmt: skip

        def work(progress: Progress, cancelled: IsCancelled) -> Changes:
            return changes_of_mind(
                project.batch,
                pair[0],
                pair[1],
                subset,
                known=known,
                progress=progress,
                cancelled=cancelled,
            )

        products = project.batch.n_samples * sum(each.network.parameter_count for each in pair)
        is_here = project.batch.is_in_memory and all(
            each.output.is_in_memory for each in evaluation.layers
        )
        self._comparing.run(
            work,
            partial(self._receive, project.batch, subset),
            self._fail,
            at_once=is_here
            and is_quick(products=products, cells_counted=8 * project.batch.n_samples),
        )
        self.show_dimming()

    def show_place(self, place: Place) -> None:
        """Mark the selected sample, if it is among those that changed."""
        self.samples.show_row_of(self.samples.row_of(place.sample))

    def show_dimming(self) -> None:
        """Dim while the numbers are not those of the present project."""
        is_old = self.is_dimmed or self._comparing.is_busy
        restyle(self.headline, "role", "title_off" if is_old else "title")

    def release(self) -> None:
        super().release()
        self._wanted, self.found, self._batch = (), None, None
        self.fault.setText("")
        self._show_found()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put changes and samples beside each other where there is room for that."""
        is_wide = self.width() >= SIDE_BY_SIDE
        self.splitter.setOrientation(
            Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
        )

    # What was found.

    def _receive(self, batch: Batch, subset: Subset | None, found: Changes) -> None:
        self.found, self._batch, self._subset = found, batch, subset
        self.fault.setText("")
        self.show_dimming()
        self._show_found()

    def _fail(self, reason: str) -> None:
        self.found = self._batch = None
        self.fault.setText(reason)
        self.show_dimming()
        self._show_found()

    def _tell_progress(self, fraction: float) -> None:
        self.headline.setText(sentence("Comparing, {percent:.0f} % done")(100 * fraction))
        self.headline.show()

    def _show_found(self) -> None:
        found, fault = self.found, self.fault.text()
        has_nothing = not self.studio.pinned.kept.states
        self._stack.setCurrentIndex(EMPTY if has_nothing else BLANK if found is None else SHOWN)
        self.fault.setVisible(bool(fault) and not has_nothing)
        self.headline.setVisible(found is not None and not has_nothing)
        self.notes.setVisible(found is not None and bool(found.notes) and not has_nothing)
        if found is None or self._batch is None or has_nothing:
            return
        self.headline.setText(headline(found, self._subset))
        self.notes.setText(" ".join(found.notes))
        self.figures.show_figures(found)
        self.changes.show_changes(found)
        self._list_samples()

    # Which samples are listed, and in which order.

    def _list_samples(self) -> None:
        """List the changed samples that the filter shows."""
        found, batch, order, sort = self.found, self._batch, self.studio.finder.order, self._sort
        if found is None or batch is None:
            return

        def work(progress: Progress, cancelled: IsCancelled) -> tuple[IntArray, IntArray]:
            rows = np.arange(len(found.changed))
            if not order.is_everything:
                is_shown = np.zeros(max(order.n_samples, batch.n_samples), bool)
                is_shown[order.samples(0, len(order))] = True
                rows = rows[is_shown[found.changed.samples]]
            if sort is not None:
                column, descending = sort
                keys = sort_keys(found)[column][rows].astype(np.float64)
                rows = rows[np.argsort(-keys if descending else keys, kind="stable")]
            return seal(rows), seal(found.changed.samples[rows])

        self._listing.run(
            work,
            partial(self._receive_rows, found, batch),
            self._fail,
            at_once=is_quick(samples_searched=16 * len(found.changed)),
        )

    def _receive_rows(
        self, found: Changes, batch: Batch, listed: tuple[IntArray, IntArray]
    ) -> None:
        if found is self.found:
            self.samples.show_samples(found, *listed, batch)
            self.samples.show_sort(*(self._sort or (None, False)))
            self.show_place(self.studio.place_in_outputs)

    def _turn_sort(self, column: int) -> None:
        """The largest first, then the smallest, then those that changed most."""
        turns = [(column, True), (column, False), None]
        now = turns.index(self._sort) if self._sort in turns else -1
        self._sort = turns[(now + 1) % len(turns)]
        self._list_samples()

    # What the user does.

    def _select(self, sample: int) -> None:
        place = self.studio.place_in_outputs
        self.studio.select_shown(Place(place.layer, sample, place.neuron), walks=True)

    def _show_change(self, before: int, after: int) -> None:
        if self.found is not None:
            first, second = (one_line(self.found.class_name(each), 30) for each in (before, after))
            title = sentence("from {first} to {second}")(first, second)
            self.studio.finder.show_samples(
                self.found.changed.of(before, after), title, narrows=narrows()
            )

    def _show_verdict(self, verdict: ChangeVerdict) -> None:
        if self.found is not None:
            samples = self.found.changed.with_verdict(verdict)
            self.studio.finder.show_samples(samples, verdict.title, narrows=narrows())

    def choose_file(self) -> None:
        """Ask where to save the samples that are listed; a notice says why there are none."""
        if self.found is None or self._batch is None:
            self.studio.notices.error(NOTHING_COMPARED)
        elif not len(self.samples.rows):
            self.studio.notices.error("No sample that changed is listed, so none can be saved.")
        else:
            save_changes(self.studio, self.found, self.samples.rows, self._batch, self)
