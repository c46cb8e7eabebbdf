"""Shows each sample's probabilities against the targets, and what is mistaken for what."""

from __future__ import annotations

from functools import partial
from operator import is_

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QSplitter, QWidget

from nnfs_core import edits
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.layers import Softmax
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.batch import Batch
from nnfs_core.project.place import Place
from nnfs_core.project.project import Project
from nnfs_core.project.subsets import Subset, in_subset
from nnfs_core.summaries.classification import Classification, SampleCounts
from nnfs_core.wording import sentence
from nnfs_gui.filtering.narrowing import narrows, with_hint
from nnfs_gui.filtering.subset_choice import SubsetChoice
from nnfs_gui.panels.outputs.figures.confusion_matrix import ConfusionMatrix
from nnfs_gui.panels.outputs.figures.measures import in_title, part_text, subset_within
from nnfs_gui.panels.outputs.figures.questions import among, kind_question
from nnfs_gui.panels.outputs.layer_contents import last_distribution, layer_title
from nnfs_gui.panels.outputs.output_view import OutputView
from nnfs_gui.panels.outputs.pictures.still import Beside, Still
from nnfs_gui.panels.outputs.softmax.probability_bars import ProbabilityBars
from nnfs_gui.panels.outputs.softmax.probability_content import ProbabilityContent
from nnfs_gui.panels.outputs.softmax.verdict import verdict
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel, plain_tip
from nnfs_gui.widgets.theme import Colored
from nnfs_gui.work.quick import is_quick

ALL = "All samples"
FILTERS = (ALL, "Wrong only")
MOST_BARS = 200  # of a picture
NO_SOFTMAX = (
    "The network has no softmax, the layer that turns a sample's scores into probabilities."
)


class SoftmaxView(OutputView):
    """Shows bars at the left, the confusion matrix at the right where targets are known."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "softmax_view", "Probabilities")
        self._content: ProbabilityContent | None = None
        self._wanted: tuple[object, ...] = ()  # what was classified, told by identity
        self._found: Classification | None = None
        self._counts: SampleCounts | None = None  # of the subset that figures are of
        self._subset: Subset | None = None
        self._counting = self.worker("Counting the predictions")
        self._gathering = self.worker("Gathering the wrong samples")
        self._jumping = self.worker("Looking for the sample")
        self.bars = ProbabilityBars(studio, "softmax_bars")
        self.bars.hovered.connect(self._tell)
        self.confusion = ConfusionMatrix(studio.theme, with_hint("Click to go through them."))
        self.confusion.kind_clicked.connect(self._jump)
        self.accuracy = named(ElidedLabel("title"), "accuracy")
        self.filter = named(QComboBox(), "softmax_filter", "Which samples to show")
        self.filter.addItems(FILTERS)
        self.filter.currentIndexChanged.connect(self._show_bars)
        self._empty, self._empty_text, self._add = self._make_empty()
        self.subset_choice = SubsetChoice(studio)
        line = in_row((self.accuracy, 1), self.subset_choice, self.filter)
        self._splitter = named(QSplitter(Qt.Orientation.Horizontal), "softmax_splitter")
        self._splitter.setHandleWidth(5)
        self._splitter.addWidget(self.bars)
        self._splitter.addWidget(self.confusion)
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 2)
        self._splitter.setSizes([300, 200])
        self._full = QWidget()
        self._full.setLayout(in_column(line, (self._splitter, 1), margins=(0, 0, 0, 0), spacing=4))
        self.setLayout(in_column(self._full, self._empty, margins=(0, 0, 0, 0)))
        self.setFocusProxy(self.bars)
        studio.subset_shown.changed.connect(self._show_subset)

    @property
    def found(self) -> Classification | None:
        """What the probabilities say, once it has been counted."""
        return self._found

    def still(self, whole: bool, look: Colored) -> Still | None:
        bars = None if self._content is None else self.bars.still(whole, MOST_BARS, look)
        if bars is None or not self.confusion.isVisibleTo(self):
            return bars
        return Beside(bars, self.confusion.still(whole, look))

    def draw(self, evaluation: Evaluation) -> None:
        """Show the probabilities, and where the mouse is how they differ."""
        self._content = ProbabilityContent.of(evaluation, self.comparison)
        self._full.setVisible(self._content is not None)
        self._empty.setVisible(self._content is None)
        if self._content is None:
            self._explain_emptiness(evaluation)
            return
        self._show_bars()
        self._classify(self._content)
        self.show_place(self.studio.place_in_outputs)

    def release(self) -> None:
        super().release()
        self._content = self._found = None
        self._wanted = ()
        self.bars.set_content(None)

    def show_place(self, place: Place) -> None:
        """Mark the selected sample."""
        if self._content is not None:
            self.bars.show_place(place)
            self._mark(place.sample)

    def show_dimming(self) -> None:
        self.bars.set_dimmed(self.is_dimmed)
        self.confusion.set_dimmed(self.is_dimmed or self._counting.is_busy)

    def add_softmax(self) -> None:
        """Put a softmax at the end of the network."""

        def change(project: Project) -> Project:
            layer = edits.new_layer(project, Softmax, len(project.network))
            return edits.append_layer(project, layer)

        self.studio.attempt(Edit("Add Softmax", change))

    def _make_empty(self) -> tuple[QWidget, QLabel, QPushButton]:
        text = named(PlainLabel(), "softmax_empty", role="muted")
        text.setWordWrap(True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        add = named(QPushButton("Add a softmax"), "add_softmax")
        add.setProperty("primary", "true")
        add.clicked.connect(self.add_softmax)
        empty = QWidget()
        empty.setLayout(in_column(1, text, (add, Qt.AlignmentFlag.AlignHCenter), 1))
        return empty, text, add

    def _explain_emptiness(self, evaluation: Evaluation) -> None:
        index = last_distribution(evaluation)
        self._add.setVisible(index is None)
        self._counting.cancel()
        self._wanted, self._found = (), None
        if index is None:
            self._empty_text.setText(NO_SOFTMAX)
        elif evaluation.result(index) is None and evaluation.fault is not None:
            title = layer_title(evaluation, index)
            unreached = sentence("{title} was not reached: {fault}")
            self._empty_text.setText(unreached(title, evaluation.fault.message))
        else:
            self._empty_text.setText("There are no probabilities: no samples, or no scores.")

    def _classify(self, content: ProbabilityContent) -> None:
        rows, targets, n_classes = content.rows, content.targets, len(content.class_names)
        batch = content.batch
        subset = subset_within(batch, self.studio.subset_shown.subset)
        wanted = rows, targets, n_classes, batch.subset_rows, subset
        if len(wanted) == len(self._wanted) and all(map(is_, wanted, self._wanted)):
            self._show_found()
            return
        self._wanted = wanted
        classifications, wrong_only = self.studio.classifications, self.filter.currentIndex() == 1

        def work(progress: Progress, cancelled: IsCancelled) -> tuple[Classification, SampleCounts]:
            found = classifications.of(rows, targets, n_classes, cancelled=cancelled)
            if wrong_only:
                _ = found.wrong_samples  # not to be gathered on the GUI thread
            if subset is None:
                return found, found
            return found, found.counts_of(partial(in_subset, batch, subset), cancelled=cancelled)

        self._counting.run(
            work,
            lambda found: self._receive(*found, subset),
            self._fail,
            at_once=is_quick(
                cells_counted=classifications.cells_to_count(rows, targets, n_classes),
                samples_searched=len(rows),
            ),
        )
        self.show_dimming()

    def _fail(self, sentence: str) -> None:
        self._wanted = ()  # to be tried again
        self.accuracy.setText(sentence)

    def _receive(self, found: Classification, counts: SampleCounts, subset: Subset | None) -> None:
        self._found, self._counts, self._subset = found, counts, subset
        self.show_dimming()
        self._show_found()

    def _show_subset(self) -> None:
        """Count another part of the same samples."""
        if self._content is not None:
            self._classify(self._content)

    def _show_found(self) -> None:
        found, counts, content = self._found, self._counts, self._content
        if found is None or counts is None or content is None:
            return
        parts = [verdict(counts)]
        if self._subset is not None:
            parts.append(part_text(content.batch, self._subset))
        if content.changes is not None:
            parts.append("present values")
        self.accuracy.setText(" · ".join(parts))
        self.filter.setVisible(found.n_known > 0)
        self.confusion.setVisible(counts.n_known > 0 and counts.confusion is not None)
        if counts.confusion is not None:
            self.confusion.show_counts(
                counts.confusion, content.class_names, in_title(self._subset)
            )
        self._mark(self.studio.selection.place.sample)
        if self.filter.currentIndex() or self._subset is not None or self.bars.samples is not None:
            self._show_bars()

    def _mark(self, sample: int | None) -> None:
        """Mark the cell that a sample is counted in."""
        found, kind = self._found, None
        if found is not None and sample is not None and sample < len(found.probabilities):
            kind = found.kind_of(sample)
        self.confusion.mark_kind(kind)

    def _show_bars(self) -> None:
        found, content = self._found, self._content
        subset = self.studio.subset_shown.subset
        is_counted = found is not None and found.n_known > 0
        wrong = found if is_counted and self.filter.currentIndex() == 1 else None
        self.filter.setItemText(0, ALL if subset is None else f"All {subset.title}")
        self._gathering.cancel()
        if content is None or (wrong is None and subset is None):
            self.bars.set_content(content)
        elif wrong is None or len(wrong.probabilities) == len(content.rows):  # else not counted yet
            batch = content.batch
            self._gathering.run(
                lambda progress, cancelled: _samples_of(batch, subset, wrong),
                lambda samples: self.bars.set_content(self._content, samples),
                self.studio.notices.error,
                at_once=is_quick(samples_searched=len(content.rows)),
            )

    def _tell(self, text: str) -> None:
        self.bars.item.setToolTip(plain_tip(text))

    def _jump(self, target: int, predicted: int) -> None:
        """Select the next sample of a kind, from the top again after the last.

        With Ctrl the filter is narrowed to all of the kind.
        """
        found, content, subset = self._found, self._content, self._subset
        if found is None or content is None:
            return
        if narrows():
            question = among(subset, False, kind_question(content.batch, target, predicted))
            self.studio.finder.ask(question, narrows=True)
            return
        chosen = None if subset is None else partial(in_subset, content.batch, subset)
        current = self.studio.selection.place.sample

        def work(progress: Progress, cancelled: IsCancelled) -> int | None:
            return found.next_of_kind(
                target, predicted, current, chosen=chosen, cancelled=cancelled
            )

        def select(sample: int | None) -> None:
            if sample is not None:
                if target == predicted:
                    self.filter.setCurrentIndex(0)  # a right sample is not among the wrong ones
                self.bars.select(sample, predicted)

        at_once = is_quick(samples_searched=len(found.probabilities))
        self._jumping.run(work, select, self.studio.notices.error, at_once=at_once)


def _samples_of(
    batch: Batch, subset: Subset | None, wrong: Classification | None
) -> npt.NDArray[np.int64]:
    """The samples of a subset, or of all, that are wrong where that is asked for, in order."""
    if subset is None or batch.subsets is None:
        return np.arange(batch.n_samples) if wrong is None else wrong.wrong_samples
    if wrong is None:
        return np.flatnonzero(batch.subsets == subset)
    return wrong.wrong_samples[batch.subsets[wrong.wrong_samples] == subset]
