"""Asks what is to be done to which features, and shows beforehand what would change."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPushButton,
    QSplitter,
    QTableView,
    QWidget,
)

from nnfs_core.edits.preparing import network_remarks
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.changes import Part
from nnfs_core.project.project import Project
from nnfs_core.project.subsets import counts_text
from nnfs_core.wording import counted, sentence
from nnfs_gui.panels.batch.preparing.features_model import FeatureColumn, FeaturesModel
from nnfs_gui.panels.batch.preparing.features_view import FeaturesView
from nnfs_gui.panels.batch.preparing.fields import PreparingFields
from nnfs_gui.panels.batch.preparing.pages import PreparingPage
from nnfs_gui.panels.batch.preparing.planning import Foreseen, foresee
from nnfs_gui.panels.batch.preparing.samples_preview import SamplesPreview
from nnfs_gui.studio.edit import BATCH, Edit, Stoppable
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.dialog_size import size_within
from nnfs_gui.widgets.fields import wrapped_label
from nnfs_gui.widgets.named import named, restyle
from nnfs_gui.widgets.plain import PlainLabel
from nnfs_gui.widgets.sentence import Sentence
from nnfs_gui.widgets.text_fields import TextLine
from nnfs_gui.work.lanes import Lane

SEARCHED_FROM = 15  # features
SIZE = QSize(980, 640)
MOST_ROWS = 12  # of features that the table begins with
FITTED = 60  # columns of the preview that are as wide as what is in them


class PreparingDialog(QDialog):
    """Prepares the batch of the studio's document as one step, when what it shows is accepted.

    It begins with `page`, and with some `features` chosen, else with all that the page makes sense
    for. Everything is worked out off the GUI thread, once, and that is what is then done.
    """

    def __init__(
        self, studio: Studio, page: PreparingPage, features: Sequence[int] | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        named(self, "preparing_dialog", "Prepare data")
        self.setWindowTitle("Prepare data")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._studio = studio
        self._features: tuple[int, ...] | None = None if features is None else tuple(features)
        self._foreseen: Foreseen | None = None
        self._is_wanted = False  # as soon as it is worked out
        self._worker = studio.lanes.worker(self, "Looking at the features", Lane.COUNTING)
        self._worker.late.connect(partial(self._tell_progress, 0.0))
        self._worker.progressed.connect(self._tell_progress)

        self._fields = PreparingFields(page)
        self._fields.page_changed.connect(self._change_page)
        self._fields.changed.connect(self._ask)
        self._about = named(wrapped_label("muted"), "preparing_about")

        self._search = named(
            TextLine(placeholderText="Find a feature", clearButtonEnabled=True),
            "preparing_search",
            "Find a feature",
        )
        self._model = FeaturesModel(studio.theme)
        self._table = FeaturesView(studio.theme, self._model)
        self._search.textChanged.connect(self._model.look_for)
        self._model.chosen_changed.connect(self._change_chosen)
        self._all = named(QPushButton("&All"), "preparing_all", tip="Choose all features on show")
        self._none = named(QPushButton("&None"), "preparing_none", tip="Choose no feature on show")
        for button, is_chosen in ((self._all, True), (self._none, False)):
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._choose_all, is_chosen))
        self._n_chosen = named(PlainLabel(), "preparing_n_chosen", role="muted")
        self._samples = SamplesPreview(studio.theme)
        self._preview = named(QTableView(), "preparing_preview", "Some samples before and after")
        self._samples.setParent(self)
        self._preview.setModel(self._samples)
        self._preview.setTabKeyNavigation(False)
        self._preview.setWordWrap(False)
        self._preview.horizontalHeader().setMaximumSectionSize(220)
        self._preview_title = named(PlainLabel(), "preparing_preview_title", role="muted")
        self._sentence = Sentence("preparing_told")
        self._summary = named(wrapped_label("muted"), "preparing_summary")
        self._accept = named(QPushButton(default=True), "preparing_accept")
        self._accept.setProperty("primary", "true")
        self._arrange()
        studio.theme.changed.connect(self._give_room)
        studio.document.changed.connect(self._begin_anew, Part.BATCH)
        self._give_room()
        self._begin()
        self.resize(size_within(parent, SIZE))

    @property
    def page(self) -> PreparingPage:
        """What is to be done."""
        return self._fields.page

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._accept.setFocus()

    def accept(self) -> None:
        """Do what is shown, at once or when it has been worked out."""
        if self._worker.is_busy:
            self._is_wanted = True
        elif self._accept.isEnabled() and self._foreseen is not None:
            plan, studio = self._foreseen.plan, self._studio
            assert plan is not None
            super().accept()
            edit = Edit(
                plan.title,
                Stoppable(plan.applied),
                plan.n_bytes,
                BATCH,
                waits=not plan.batch.is_in_memory,
            )
            studio.attempt(edit, lambda: studio.notices.info(plan.told, about=Part.BATCH))

    def done(self, result: int) -> None:
        self._worker.cancel()
        self._studio.document.changed.disconnect(self._begin_anew)
        super().done(result)

    def _arrange(self) -> None:
        finding = in_row(self._search, self._all, self._none, self._n_chosen, 1, spacing=6)
        below = QWidget()
        below.setLayout(
            in_column(self._preview_title, (self._preview, 1), margins=(0, 0, 0, 0), spacing=4)
        )
        both = named(QSplitter(Qt.Orientation.Vertical), "preparing_both")
        both.setChildrenCollapsible(False)
        both.addWidget(self._table)
        both.addWidget(below)
        n_rows = min(MOST_ROWS, self._studio.project.batch.n_features)
        table = self._table.rows_height(n_rows)
        both.setStretchFactor(1, 1)  # the features keep their room
        both.setSizes([table, max(180, SIZE.height() - 240 - table)])
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self._accept, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        foot = in_row((self._summary, 1), buttons, spacing=12)
        self.setLayout(
            in_column(
                self._fields, self._about, finding, (both, 1), self._sentence, foot, spacing=6
            )
        )

        fields = *self._fields.in_order, self._search
        for before, after in pairwise((*fields, self._all, self._none, self._table, self._preview)):
            self.setTabOrder(before, after)

    def _give_room(self) -> None:
        self._fields.give_room()
        height = self._preview.fontMetrics().height() + 9
        self._preview.verticalHeader().setDefaultSectionSize(height)
        self._preview.setMinimumHeight(3 * height)

    def _begin(self) -> None:
        """Show the features of the present batch, of which nothing is known yet."""
        batch = self._studio.project.batch
        self._foreseen = None
        self._model.begin(batch.columns, batch.input_rows.dtype.char, self._features or ())
        self._table.fit_names(batch.columns)
        self._search.setVisible(batch.n_features >= SEARCHED_FROM)
        self._table.setCurrentIndex(self._model.index(0, FeatureColumn.NAME))
        self._fields.offer_targets(batch.target_rows is not None)
        self._show_page()
        self._ask()

    def _begin_anew(self, old: Project, new: Project) -> None:
        """Follow a batch that has changed while the dialog is open."""
        if old.batch.columns != new.batch.columns:
            self._features = None
        self._begin()

    def _change_page(self) -> None:
        self._show_page()
        self._ask()

    def _show_page(self) -> None:
        self._table.show_page(self.page)
        self._accept.setText(self.page.texts.accept)

    def _change_chosen(self) -> None:
        self._features = self._model.chosen
        self._ask()

    def _choose_all(self, is_chosen: bool) -> None:
        self._model.choose(range(self._model.rowCount()), is_chosen)

    def _ask(self) -> None:
        """Have it worked out what the choice would change."""
        choice = self._fields.choice(self._features)
        batch, known = self._studio.project.batch, self._foreseen
        is_given = choice.page is PreparingPage.FILL and choice.filling == "number"
        split = sentence("{explained} It is learnt of the training samples alone ({counts}).")
        explained, counts = choice.page.texts.explained, counts_text(batch)
        learns = counts and choice.page is not PreparingPage.DROP and not is_given
        about = [split(explained, counts) if learns else explained]
        if not self._studio.finder.order.is_everything:
            about.append("Samples that the filter hides are prepared, too.")
        self._about.setText(" ".join(about))
        self._is_wanted = False

        def work(progress: Progress, cancelled: IsCancelled) -> Foreseen:
            return foresee(batch, choice, known, progress, cancelled)

        self._worker.run(work, self._show, self._show_failed)

    def _tell_progress(self, fraction: float) -> None:
        counting = sentence("Looking at the features ({percent} %).")
        restyle(self._summary, "role", "muted")
        self._summary.setText(counting(int(100 * fraction)))

    def _show_failed(self, text: str) -> None:
        self._accept.setEnabled(False)
        self._tell(text, "error")

    def _show(self, foreseen: Foreseen) -> None:
        """Show what would change, or why it cannot be."""
        is_first, self._foreseen = self._foreseen is None, foreseen
        self._model.show(foreseen)
        if is_first and foreseen.features:
            row = self._model.row_of(foreseen.features[0])
            self._table.setCurrentIndex(self._model.index(row, FeatureColumn.NAME))
        plan, batch = foreseen.plan, foreseen.figures.batch
        self._samples.show(plan, foreseen.samples, foreseen.features)
        for column in range(min(FITTED, self._samples.columnCount())):
            self._preview.resizeColumnToContents(column)
        n_shown = 0 if foreseen.samples is None else len(foreseen.samples.samples)
        goes = plan is not None and plan.change is None
        titles = ("The first samples that go", "Some samples, before → after")
        self._preview_title.setText(titles[0 if goes else 1] if n_shown else "")
        chosen = sentence("{chosen:,} of {features} chosen")
        self._n_chosen.setText(chosen(len(foreseen.features), counted(batch.n_features, "feature")))
        self._accept.setEnabled(plan is not None and plan.changes_anything)
        self._summary.setText("" if plan is None else plan.summary)
        if foreseen.refusal:
            self._tell(foreseen.refusal, "error")
        elif plan is None:
            self._tell(foreseen.nothing, "info")
        else:
            beside = network_remarks(self._studio.project, plan)
            self._tell(" ".join([*plan.remarks, *beside]), "info")
        if self._is_wanted:
            self.accept()

    def _tell(self, text: str, level: str) -> None:
        self._sentence.show_text(text, level)
        if level == "error":
            self._summary.setText("")
