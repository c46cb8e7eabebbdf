"""Shows how good predictions are as a whole: measures, and figures whose parts can be pressed."""

from __future__ import annotations

from functools import cached_property
from operator import is_

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.place import Place
from nnfs_gui.filtering.narrowing import narrows
from nnfs_gui.filtering.subset_choice import SubsetChoice
from nnfs_gui.panels.outputs.figures import measures, questions
from nnfs_gui.panels.outputs.figures.class_pages import ClassPages
from nnfs_gui.panels.outputs.figures.figure import FigureLook
from nnfs_gui.panels.outputs.figures.figure_view import FigureView
from nnfs_gui.panels.outputs.figures.reckoning import (
    ClassReckoning,
    Reckoning,
    ValueReckoning,
    is_reckoned_at_once,
    reckoned,
)
from nnfs_gui.panels.outputs.figures.residual_plot import ResidualPlot
from nnfs_gui.panels.outputs.figures.still_figure import StillFigure
from nnfs_gui.panels.outputs.figures.still_words import StillWords
from nnfs_gui.panels.outputs.figures.subject import Subject, subject_of
from nnfs_gui.panels.outputs.matrix.text_painter import TextPainter
from nnfs_gui.panels.outputs.pictures.still import Above, Still
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.glossary_tips import term_tip
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import Html, PlainLabel, give_tip
from nnfs_gui.widgets.theme import Colored

CLASS_TERMS = ("accuracy", "cross_entropy")
VALUE_TERMS = ("r_squared", "mean_absolute_error", "mean_squared_error")
POINT_HINT = "Click to select it."


class FiguresPane(QWidget):
    """Shows the figures of an evaluation, of the subset that the window speaks of.

    One press on a part shows its samples alone everywhere, a second one all of them again.
    """

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        named(self, "figures_pane", "Figures of all predictions")
        self.studio = studio
        self._subject: Subject | None = None
        self._wanted: tuple[object, ...] = ()  # what is reckoned, told by identity
        self._reckoning: Reckoning | None = None
        self._is_dimmed = False
        self._worker = studio.lanes.worker(self, "Working out the figures")
        self.headline = named(ElidedLabel("title"), "figures_headline")
        self.part = named(ElidedLabel("muted"), "figures_part")
        self.remarks = named(PlainLabel(wordWrap=True), "figures_remarks", role="muted")
        self.message = named(PlainLabel(wordWrap=True), "figures_message", role="muted")
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.subset_choice = SubsetChoice(studio)
        self._pages = QStackedWidget()
        part = in_row((self.part, 1), self.subset_choice, margins=(0, 0, 0, 0))
        self._full = QWidget()
        self._full.setLayout(
            in_column(
                self.headline, part, self.remarks, (self._pages, 1), margins=(0, 0, 0, 0), spacing=4
            )
        )
        self.setLayout(in_column(self._full, (self.message, 1), margins=(6, 0, 0, 0)))
        self._tell("")
        studio.subset_shown.changed.connect(self._reckon)
        studio.finder.state_changed.connect(self._follow_filter)
        studio.selection.changed.connect(self._follow_selection)

    @cached_property
    def classes(self) -> ClassPages:
        """The figures of classes; like those of values they are made when first needed."""
        pages = ClassPages(self.studio)
        pages.asked.connect(self.ask)
        self._pages.addWidget(pages)
        return pages

    @cached_property
    def residuals(self) -> FigureView:
        """The residuals of predicted values."""
        view = FigureView(self.studio.theme, "residual_plot", "Residuals by prediction", "")
        view.pressed.connect(self._press_residual)
        self._pages.addWidget(view)
        return view

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """Show the figures of an evaluation; working them out may take a moment."""
        subject = subject_of(evaluation)
        if isinstance(subject, str):
            self.release()
            self._tell(subject)
        else:
            self._subject = subject
            self._reckon()

    def release(self) -> None:
        """Hold nothing as large as the samples; what is on show stays until the next evaluation."""
        self._worker.cancel()
        self._subject, self._wanted, self._reckoning = None, (), None
        if "classes" in vars(self):
            self.classes.release()

    def set_dimmed(self, dimmed: bool) -> None:
        """Show that the numbers are not those of the present project."""
        self._is_dimmed = dimmed
        self._show_dimming()

    def still(self, whole: bool, look: Colored) -> Still | None:
        """What a picture shows: all figures but the table; None while there is none."""
        reckoning, figures = self._reckoning, None
        if isinstance(reckoning, ClassReckoning):
            figures = self.classes.still(whole, look)
        elif isinstance(reckoning, ValueReckoning) and self.residuals.figure is not None:
            figures = StillFigure(self.residuals.figure.in_colors(look))
        if figures is None:
            return None
        lines = [self.headline.text(), self.part.text(), *self.remarks.text().split(" · ")]
        shown = FigureLook.of(look, TextPainter(), QSizeF())
        words = StillWords([line for line in lines if line], shown)
        return Above([words, figures])

    def ask(self, question: str) -> None:
        """Show the samples that a question asks for, or all where it is asked already."""
        self.studio.finder.ask(question, narrows=narrows())

    def _reckon(self) -> None:
        subject = self._subject
        if subject is None:
            return
        subset = measures.subset_within(subject.batch, self.studio.subset_shown.subset)
        wanted = (
            subject.rows, subject.targets, subject.batch.subset_rows, subject.batch.label_rows,
            subject.batch.class_names, subject.batch.target_name, subset,
        )  # fmt: skip
        if len(wanted) == len(self._wanted) and all(map(is_, wanted, self._wanted)):
            return
        self._wanted = wanted
        classifications = self.studio.classifications

        def work(progress: Progress, cancelled: IsCancelled) -> Reckoning:
            return reckoned(subject, subset, classifications, cancelled)

        at_once = is_reckoned_at_once(subject, classifications)
        self._worker.run(work, self._show, self._fail, at_once=at_once)
        self._show_dimming()

    def _show(self, reckoning: Reckoning) -> None:
        self._reckoning = reckoning
        self._tell("")
        batch = reckoning.subject.batch
        of = batch, reckoning.subset
        self.part.setText(measures.part_text(*of), measures.samples_text(*of))
        if isinstance(reckoning, ClassReckoning):
            self._show_words(
                *measures.class_headlines(reckoning.figures),
                measures.class_remarks(reckoning.figures),
                CLASS_TERMS,
            )
            self.classes.show_reckoning(reckoning)
            self._pages.setCurrentWidget(self.classes)
            self._pages.setVisible(reckoning.figures.n_known > 0)
        else:
            self._show_words(
                measures.value_headline(reckoning.scores),
                "",
                measures.value_remarks(reckoning.scores),
                VALUE_TERMS,
            )
            char, view = reckoning.subject.rows.dtype.char, self.residuals
            view.show_figure(
                ResidualPlot(
                    view.look,
                    found=reckoning.shown,
                    char=char,
                    batch=batch,
                    of=measures.in_title(reckoning.subset),
                )
            )
            self._pages.setCurrentWidget(view)
            self._pages.setVisible(reckoning.scores.n_counted > 0)
        self._follow_selection()
        self._follow_filter()
        self._show_dimming()

    def _fail(self, sentence: str) -> None:
        self._wanted = ()  # to be tried again
        self._tell(sentence)

    def _tell(self, message: str) -> None:
        """Say why there is no figure, or with an empty text show the figures."""
        self.message.setText(message)
        self.message.setVisible(bool(message))
        self._full.setVisible(not message)

    def _show_words(
        self, headline: str, short: str, remarks: list[str], terms: tuple[str, ...]
    ) -> None:
        self.headline.setText(headline, short)
        give_tip(self.headline, Html("".join(term_tip(term) for term in terms)))
        self.remarks.setText(" · ".join(remarks))
        self.remarks.setVisible(bool(remarks))

    def _show_dimming(self) -> None:
        dimmed = self._is_dimmed or self._worker.is_busy
        if "classes" in vars(self):
            self.classes.set_dimmed(dimmed)
        if "residuals" in vars(self):
            self.residuals.set_dimmed(dimmed)

    def _press_residual(self, part: int) -> None:
        reckoning, figure = self._reckoning, self.residuals.figure
        if not isinstance(reckoning, ValueReckoning) or not isinstance(figure, ResidualPlot):
            return
        sample = figure.sample_of(part)
        if sample is not None:
            self.studio.select_shown(Place(reckoning.subject.layer, sample, 0))
        else:
            self.ask(self._cell_question(figure, part))

    def _cell_question(self, figure: ResidualPlot, part: int) -> str:
        subset = None if self._reckoning is None else self._reckoning.subset
        return questions.among(subset, False, questions.residual_question(*figure.cell_of(part)))

    def _follow_selection(self, *ignored: object) -> None:
        sample = self.studio.place_in_outputs.sample
        if isinstance(self._reckoning, ClassReckoning):
            self.classes.show_sample(sample)
        elif isinstance(self._reckoning, ValueReckoning):
            self._mark_residual()

    def _follow_filter(self) -> None:
        if isinstance(self._reckoning, ClassReckoning):
            self.classes.show_filter(self.studio.finder.newest)
        elif isinstance(self._reckoning, ValueReckoning):
            self._mark_residual()

    def _mark_residual(self) -> None:
        figure, sample = self.residuals.figure, self.studio.place_in_outputs.sample
        if not isinstance(figure, ResidualPlot):
            return
        selected = None if sample is None else figure.part_of(sample)
        current, text = figure.current, self.studio.finder.newest
        is_chosen = (
            current is not None
            and figure.sample_of(current) is None
            and bool(text)
            and self._cell_question(figure, current) == text
        )
        self.residuals.mark(chosen=current if is_chosen else None, selected=selected)
