"""Shows what a layer standardises by in a spreadsheet, and whether that suits the samples."""

from __future__ import annotations

from operator import is_

from PySide6.QtWidgets import QPushButton, QWidget

from nnfs_core import edits
from nnfs_core.edits.scales import FeatureScales
from nnfs_core.edits.standardise import fitted_to, remarks_on
from nnfs_core.errors import NnfsError
from nnfs_core.layers import Standardise
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.place import Place
from nnfs_core.project.project import Project
from nnfs_core.wording import sentence
from nnfs_gui.panels.layer.scales_model import ScalesModel
from nnfs_gui.spreadsheet import SpreadsheetView
from nnfs_gui.studio import standardising
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.fields import wrapped_label
from nnfs_gui.widgets.glossary_tips import term_tip
from nnfs_gui.widgets.named import named, restyle
from nnfs_gui.widgets.plain import Html, give_tip
from nnfs_gui.work.quick import is_quick

MOST_COMPARED = 2**23  # numbers of the batch; more would be looked at again after each edit of it
ROW_NAME_SHARE = 0.36  # of the width at most, so that both numbers have room in a narrow panel


class Scales(QWidget):
    """Shows the table, a sentence on what it was fitted to, and the button that fits again."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._compared: tuple[object, ...] = ()  # what the sentence is about
        self.model = ScalesModel(studio, self)
        self.table = named(SpreadsheetView(studio), "scales_table", "Means and deviations")
        self.table.limit_row_names(ROW_NAME_SHARE)
        self.table.setModel(self.model)
        studio.open_editors.watch(self.table)
        self.table.setMinimumHeight(150)
        self.table.cell_chosen.connect(self._select_feature)
        title = wrapped_label("title", "Means and deviations")
        give_tip(title, Html(term_tip("mean") + term_tip("standard_deviation")))
        self._caption = named(wrapped_label("muted"), "scales_caption")
        self._remarks = named(wrapped_label("muted"), "scales_remarks")
        self._fit = named(QPushButton("&Fit again"), "fit_again_button")
        self._fit.clicked.connect(lambda: standardising.fit_again(studio, self._index))
        self._worker = studio.lanes.worker(self, "Comparing with the samples")
        fitted = in_row((self._caption, 1), self._fit, spacing=8)
        self._worker.late.connect(lambda: self._caption.setText("Comparing with the samples…"))
        above = title, fitted, self._remarks
        self.setLayout(in_column(*above, (self.table, 1), margins=(0, 4, 0, 0), spacing=4))

    @property
    def _index(self) -> int:
        return self.model.index_of_layer

    def show_layer(self, index: int, layer: Standardise, is_other: bool = False) -> None:
        """Show the layer at `index` and light up the selected feature."""
        self.model.show_layer(index, layer, is_other)
        place = self._studio.selection.place
        feature = place.neuron if place.layer == index else None
        if feature is None:
            self.model.highlights.darken()
        else:
            self.model.highlights.light_up(range(feature, feature + 1), None)
            if not self.table.hasFocus():
                self.table.scrollTo(self.model.index(feature, 0))
        self._compare(layer)

    def _compare(self, layer: Standardise) -> None:
        """Say whether these are the means and deviations of the samples as they are."""
        project, index = self._studio.project, self._index
        batch = project.batch
        about = batch, layer.means, layer.deviations, *project.network.layers[:index]
        if len(about) == len(self._compared) and all(map(is_, about, self._compared)):
            return
        self._compared = about
        give_tip(
            self._fit, sentence("Take mean and deviation of {samples} anew")(fitted_to(project))
        )
        size = batch.n_samples * max(1, batch.n_features)
        if size > MOST_COMPARED:
            self._worker.cancel()
            many = sentence("Not compared with the {samples}: there are too many.")
            self._say(many(fitted_to(project)))
            return

        def work(progress: Progress, cancelled: IsCancelled) -> FeatureScales | str:
            try:
                return edits.entering_scales(project, index, cancelled)
            except NnfsError as error:
                return str(error)

        def done(found: FeatureScales | str) -> None:
            if isinstance(found, str):
                self._say(found)
            else:
                self._say_compared(project, layer, found)

        quick = batch.is_in_memory and index == 0 and is_quick(cells_counted=3 * size)
        self._worker.run(work, done, at_once=quick)

    def _say_compared(self, project: Project, layer: Standardise, scales: FeatureScales) -> None:
        samples = fitted_to(project)
        if not project.batch.n_samples:
            self._say("There are no samples to compare with.")
            return
        differs = scales.layer(project.dtype, layer) != layer
        said = sentence("Fitted to {samples}.")(samples)
        if differs:
            said = sentence("These are not the means and deviations of the {samples}.")(samples)
        unscaled = frozenset((*scales.constant, *scales.missing))
        self._say(said, remarks_on(project, self._index, scales), unscaled, is_outdated=differs)

    def _say(
        self,
        said: str,
        remarks: tuple[str, ...] = (),
        unscaled: frozenset[int] = frozenset(),
        *,
        is_outdated: bool = False,
    ) -> None:
        self.model.mark(unscaled)
        self._caption.setText(said)
        self._remarks.setText(" ".join(remarks))
        self._remarks.setVisible(bool(remarks))
        restyle(self._fit, "primary", "true" if is_outdated else "false")

    def _select_feature(self, row: int, column: int) -> None:
        sample = self._studio.selection.place.sample
        self._studio.selection.walk(Place(self._index, sample, row))
