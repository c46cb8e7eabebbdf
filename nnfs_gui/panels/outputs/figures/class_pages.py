"""Shows the figures of a classification: confusion, scores of classes, errors by confidence."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QStackedWidget, QTabBar, QWidget

from nnfs_core.summaries.classification import MOST_CONFUSED
from nnfs_core.wording import sentence
from nnfs_gui.filtering.narrowing import with_hint
from nnfs_gui.panels.outputs.figures import questions
from nnfs_gui.panels.outputs.figures.confusion_matrix import ConfusionMatrix
from nnfs_gui.panels.outputs.figures.figure_view import FigureView
from nnfs_gui.panels.outputs.figures.measures import in_title
from nnfs_gui.panels.outputs.figures.reckoning import ClassReckoning
from nnfs_gui.panels.outputs.figures.reliability_bars import ReliabilityBars
from nnfs_gui.panels.outputs.figures.scores_table import F1, PRECISION, PREDICTED, ScoresTable
from nnfs_gui.panels.outputs.figures.still_figure import StillFigure
from nnfs_gui.panels.outputs.pictures.still import Above, Still
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.glossary_tips import term_tip
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel
from nnfs_gui.widgets.theme import Colored

CONFUSION, SCORES, CONFIDENCE = range(3)
TABS = ("Confusion", "Classes", "Confidence")
TERMS = ("confusion_matrix", "f_one_score", "calibration")
CLOSE = "QTabBar::tab { padding: 5px 3px; margin-right: 0px; }"
HINT = with_hint("Click to show these samples alone; again to show all.")
COUNTS, SHARES = "Counts", "Shares of each target"


class FigureTabs(QTabBar):
    """Names the pages; where names have no room, tabs stand closer before names are cut."""

    def __init__(self) -> None:
        super().__init__()
        self._is_close = False
        named(self, "figures_tabs", "Figures")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        for number, (title, term) in enumerate(zip(TABS, TERMS, strict=True)):
            self.addTab(title)
            self.setTabToolTip(number, term_tip(term))

    def fit(self, room: int) -> None:
        """Stand as far apart as so many pixels allow."""
        self._stand(False)
        self._stand(self.sizeHint().width() > room)

    def _stand(self, is_close: bool) -> None:
        if is_close != self._is_close:
            self._is_close = is_close
            self.setStyleSheet(CLOSE if is_close else "")

    def minimumSizeHint(self) -> QSize:
        least = [self.minimumTabSizeHint(number).width() for number in range(self.count())]
        return QSize(sum(least), self.sizeHint().height())


class ClassPages(QWidget):
    """Shows one of three pages; `asked(question)` says which samples are asked for by a press."""

    asked = Signal(str)

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._reckoning: ClassReckoning | None = None
        self._sample: int | None = None
        self._filter = ""
        self._pressed: tuple[int, int] | None = None  # the cell of the confusion
        self.tabs = FigureTabs()
        self.unit = named(QComboBox(), "confusion_unit", "What the confusion matrix shows")
        self.unit.addItems((COUNTS, SHARES))
        self.confusion = ConfusionMatrix(studio.theme, HINT)
        self.confusion.kind_clicked.connect(self._ask_for_kind)
        self.unit.currentIndexChanged.connect(lambda at: self.confusion.show_shares(at == 1))
        too_many = named(PlainLabel(wordWrap=True), "too_many_classes", role="muted")
        self.too_many = too_many
        confusion = QWidget()
        confusion.setLayout(
            in_column(
                in_row(1, self.unit), (self.confusion, 1), (too_many, 1), margins=(0, 0, 0, 0)
            )
        )
        self.scores = ScoresTable(studio)
        self.scores.asked.connect(self._ask_for_class)
        self.bars = FigureView(
            studio.theme, "reliability_bars", "Share that is wrong, by confidence", HINT
        )
        self.bars.pressed.connect(self._ask_for_bin)
        self._stack = QStackedWidget()
        for page in (confusion, self.scores, self.bars):
            self._stack.addWidget(page)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.setLayout(in_column(self.tabs, (self._stack, 1), margins=(0, 0, 0, 0), spacing=4))
        self.setFocusProxy(self.tabs)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.tabs.fit(self.width())

    def show_reckoning(self, reckoning: ClassReckoning) -> None:
        """Show figures that were worked out."""
        self._reckoning = reckoning
        figures, names = reckoning.figures, reckoning.subject.names
        of = in_title(reckoning.subset)
        self.confusion.setVisible(figures.confusion is not None)
        self.unit.setVisible(figures.confusion is not None)
        self.too_many.setVisible(figures.confusion is None)
        if figures.confusion is not None:
            self.confusion.show_counts(figures.confusion, names, of)
        else:
            told = sentence(
                "{n:,} classes are too many for a confusion matrix, which is drawn up to {most}; "
                "Classes scores each of them."
            )
            self.too_many.setText(told(len(names), MOST_CONFUSED))
        self.scores.scores.show_scores(figures.scores, names)
        self.bars.show_figure(ReliabilityBars(self.bars.look, found=figures.reliability, of=of))
        self._mark_sample()
        self._mark_filter()

    def release(self) -> None:
        """Hold nothing as large as the samples; what is on show stays."""
        self._reckoning = None

    def show_sample(self, sample: int | None) -> None:
        """Mark where the selected sample is counted."""
        self._sample = sample
        self._mark_sample()

    def show_filter(self, text: str) -> None:
        """Mark the part whose samples a filter asks for."""
        self._filter = text
        self._mark_filter()

    def set_dimmed(self, dimmed: bool) -> None:
        """Show that the numbers are not those of the present project."""
        self.confusion.set_dimmed(dimmed)
        self.bars.set_dimmed(dimmed)

    def still(self, whole: bool, look: Colored) -> Still | None:
        """What a picture shows: the confusion matrix above the bars."""
        figure, parts = self.bars.figure, list[Still]()
        if self._reckoning is not None and self._reckoning.figures.confusion is not None:
            parts.append(self.confusion.still(whole, look))
        if figure is not None and figure.n_parts:
            parts.append(StillFigure(figure.in_colors(look)))
        return Above(parts) if parts else None

    def _mark_sample(self) -> None:
        reckoning, sample, kind = self._reckoning, self._sample, None
        if reckoning is None:
            return
        found = reckoning.found
        if sample is not None and sample < len(found.probabilities):
            kind = found.kind_of(sample)
        self.confusion.mark_kind(kind)

    def _mark_filter(self) -> None:
        if self._reckoning is None:
            return
        kind = self._pressed
        is_asked = kind is not None and self._kind_question(*kind) == self._filter
        self.confusion.mark_chosen(kind if is_asked else None)
        figure, chosen = self.bars.figure, None
        if isinstance(figure, ReliabilityBars) and self._filter:
            texts = [self._bin_question(figure.bin_of(part)) for part in range(figure.n_parts)]
            chosen = texts.index(self._filter) if self._filter in texts else None
        self.bars.mark(chosen=chosen, selected=None)

    def _ask_for_kind(self, target: int, predicted: int) -> None:
        if self._reckoning is not None:  # else other figures are being worked out
            self._pressed = target, predicted
            self.asked.emit(self._kind_question(target, predicted))

    def _ask_for_bin(self, part: int) -> None:
        figure = self.bars.figure
        if isinstance(figure, ReliabilityBars) and self._reckoning is not None:
            self.asked.emit(self._bin_question(figure.bin_of(part)))

    def _ask_for_class(self, number: int, column: int) -> None:
        """A cell asks for the samples that its score is about."""
        if self._reckoning is None:
            return
        batch = self._shown.subject.batch
        of_class = questions.target_question(batch, number)
        predicted = questions.predicted_question(batch, number)
        if column in (PRECISION, PREDICTED):
            self._ask(predicted, only_known=self._shown.figures.n_unknown > 0)
        elif column == F1:
            either = f"({of_class} or {predicted})"
            self._ask(either, only_known=self._shown.figures.n_unknown > 0)
        else:
            self._ask(of_class)

    def _ask(self, question: str, *, only_known: bool = False) -> None:
        self.asked.emit(questions.among(self._shown.subset, only_known, question))

    def _kind_question(self, target: int, predicted: int) -> str:
        question = questions.kind_question(self._shown.subject.batch, target, predicted)
        return questions.among(self._shown.subset, False, question)

    def _bin_question(self, number: int) -> str:
        only_known = self._shown.figures.n_unknown > 0
        return questions.among(
            self._shown.subset, only_known, questions.confidence_question(number)
        )

    @property
    def _shown(self) -> ClassReckoning:
        assert self._reckoning is not None
        return self._reckoning
