"""Shows each sample's probabilities against the targets, and what is mistaken for what."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QSplitter, QWidget

from nnfs_core import edits
from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.layers import Softmax
from nnfs_core.matrix.carried import new_cells
from nnfs_core.matrix.rows import Rows
from nnfs_core.numerals import percent_text
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.place import Place
from nnfs_core.project.project import Project
from nnfs_core.summaries.classification import Classification, classify
from nnfs_core.wording import sentence
from nnfs_gui.panels.outputs.layer_contents import last_distribution, layer_title
from nnfs_gui.panels.outputs.output_view import OutputView
from nnfs_gui.panels.outputs.pictures.still import Beside, Still
from nnfs_gui.panels.outputs.softmax.confusion_matrix import ConfusionMatrix
from nnfs_gui.panels.outputs.softmax.probability_bars import ProbabilityBars
from nnfs_gui.panels.outputs.softmax.probability_content import ProbabilityContent
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel, plain_tip
from nnfs_gui.widgets.theme import Colored
from nnfs_gui.work.quick import is_quick

FILTERS = ("All samples", "Wrong only")
MOST_BARS = 200  # of a picture
NO_SOFTMAX = (
    "The network has no softmax, the layer that turns a sample's scores into probabilities."
)


class SoftmaxView(OutputView):
    """Shows bars at the left, the confusion matrix at the right where targets are known."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "softmax_view", "Probabilities")
        self._content: ProbabilityContent | None = None
        self._classified: tuple[Rows, Rows | None] | None = None
        self._found: Classification | None = None
        self._counting = self.worker("Counting the predictions")
        self._gathering = self.worker("Gathering the wrong samples")
        self._jumping = self.worker("Looking for the sample")
        self.bars = ProbabilityBars(studio, "softmax_bars")
        self.bars.hovered.connect(self._tell)
        self.confusion = ConfusionMatrix(studio.theme)
        self.confusion.kind_clicked.connect(self._jump)
        self.accuracy = named(ElidedLabel("title"), "accuracy")
        self.filter = named(QComboBox(), "softmax_filter", "Which samples to show")
        self.filter.addItems(FILTERS)
        self.filter.currentIndexChanged.connect(self._show_bars)
        self._empty, self._empty_text, self._add = self._make_empty()
        line = in_row((self.accuracy, 1), self.filter)
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
        self._content = self._classified = self._found = None
        self.bars.set_content(None)
        self.confusion.release()

    def show_place(self, place: Place) -> None:
        """Mark the selected sample."""
        if self._content is not None:
            self.bars.show_place(place)
            self.confusion.mark_sample(place.sample)

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
        self._classified = self._found = None
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
        known = self._classified
        if known is not None and known[0] is rows and known[1] is targets:
            self._show_found()
            return
        self._classified = (rows, targets)
        before, wrong_only = self._found, self.filter.currentIndex() == 1

        def work(progress: Progress, cancelled: IsCancelled) -> Classification:
            found = classify(rows, targets, n_classes, before=before, cancelled=cancelled)
            if wrong_only:
                _ = found.wrong_samples  # not to be gathered on the GUI thread
            return found

        same = before is not None and before.target_rows is targets
        known_rows = [before.probabilities] if before is not None and same else []
        self._counting.run(
            work,
            self._receive,
            self._fail,
            at_once=is_quick(
                cells_counted=new_cells([rows], known_rows), samples_searched=len(rows)
            ),
        )
        self.show_dimming()

    def _fail(self, sentence: str) -> None:
        self._classified = None  # to be tried again
        self.accuracy.setText(sentence)

    def _receive(self, found: Classification) -> None:
        self._found = found
        self.show_dimming()
        self._show_found()

    def _show_found(self) -> None:
        found, content = self._found, self._content
        if found is None or content is None:
            return
        note = "" if content.changes is None else " · present values"
        self.accuracy.setText(_verdict(found) + note)
        self.filter.setVisible(found.n_known > 0)
        self.confusion.show_found(found, content.class_names)
        self.confusion.mark_sample(self.studio.selection.place.sample)
        if self.filter.currentIndex():
            self._show_bars()

    def _show_bars(self) -> None:
        found, content = self._found, self._content
        wrong_only = self.filter.currentIndex() == 1
        self._gathering.cancel()
        if not wrong_only or found is None or content is None or not found.n_known:
            self.bars.set_content(content)
        elif len(found.probabilities) == len(content.rows):  # else they are being counted
            self._gathering.run(
                lambda progress, cancelled: found.wrong_samples,
                lambda samples: self.bars.set_content(self._content, samples),
                self.studio.notices.error,
                at_once=is_quick(samples_searched=len(content.rows)),
            )

    def _tell(self, text: str) -> None:
        self.bars.item.setToolTip(plain_tip(text))

    def _jump(self, target: int, predicted: int) -> None:
        """Select the next sample of a kind, from the top again after the last."""
        found = self._found
        if found is None:
            return
        current = self.studio.selection.place.sample

        def work(progress: Progress, cancelled: IsCancelled) -> int | None:
            return found.next_of_kind(target, predicted, current, cancelled=cancelled)

        def select(sample: int | None) -> None:
            if sample is not None:
                if target == predicted:
                    self.filter.setCurrentIndex(0)  # a right sample is not among the wrong ones
                self.bars.select(sample, predicted)

        at_once = is_quick(samples_searched=len(found.probabilities))
        self._jumping.run(work, select, self.studio.notices.error, at_once=at_once)


def _verdict(found: Classification) -> str:
    parts = []
    if found.accuracy is not None:
        share = percent_text(found.accuracy, 1)
        parts.append(f"{found.n_right:,} of {found.n_known:,} right ({share})")
    else:
        parts.append("No targets to compare with")
    if found.n_tied:
        tied = sentence("{n:,} tied, of whose equal classes the first counts")
        parts.append(tied(found.n_tied))
    if found.n_undecided:
        parts.append(f"{found.n_undecided:,} undecided (NaN)")
    return " · ".join(parts)
