"""Asks where to save a layer's numbers, and saves them off the GUI thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nnfs_core.finding import Order, in_order
from nnfs_core.formats import write_data
from nnfs_core.project.batch import Batch
from nnfs_core.wording import sentence
from nnfs_gui.filtering import ask_rows
from nnfs_gui.panels.outputs.layer_contents import (
    NOT_RUN,
    column_names,
    layer_title,
    result_on_show,
)
from nnfs_gui.studio.file_names import proposed_path
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.file_dialogs import data_suffixes, number_filters
from nnfs_gui.widgets.where_to_save import WhereToSave
from nnfs_gui.work.lanes import Lane


class ValuesSaver(QObject):
    """Saves the numbers of a layer, or their differences while those are on show."""

    def __init__(self, studio: Studio, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio, self._window = studio, parent

    def choose(self) -> None:
        """Ask where and how to save the selected layer's numbers, then save them."""
        evaluation = self._studio.runner.evaluation
        if evaluation is None:
            return
        layer = self._studio.place_in_outputs.layer
        if layer >= len(evaluation.project.network):
            self._studio.notices.error(NOT_RUN)
            return
        title, heading = layer_title(evaluation, layer), "Save the values of"
        if self._studio.pinned.shows_differences:
            title, heading = f"{title} difference", "Save"
        where = WhereToSave(
            f"{heading} {title}",
            proposed_path(self._studio.document, title),
            number_filters(),
            known=data_suffixes(),
        )
        ask_rows(
            self._studio,
            f"{heading} {title}",
            self._window,
            lambda order: where.ask(self._window, lambda path: self.save(layer, path, order)),
        )

    def save(self, layer: int, path: str | Path, order: Order | None = None) -> None:
        """Save a layer's outputs, or the batch's inputs for INPUT, with all digits.

        With an `order` only of its samples, in that order. The name tells the format: .npy,
        .safetensors, or else a table of text.
        """
        evaluation, comparison = (
            self._studio.runner.evaluation,
            self._studio.pinned.shown_comparison,
        )
        result = None
        if evaluation is not None and (comparison or not self._studio.pinned.shows_differences):
            result = result_on_show(evaluation, comparison, layer)
        if evaluation is None or result is None:
            self._studio.notices.error(self._why_nothing(layer))
            return
        batch = evaluation.project.batch
        is_of_all = len(result.output) == batch.n_samples  # a difference may be of fewer
        numbers = Batch(
            result.output,
            None,
            column_names(evaluation, layer)[0],
            labels=batch.label_rows if is_of_all else None,
            label_name=batch.label_name,
        )
        samples = None
        if order is not None:
            order = order.within(numbers.n_samples)
            numbers, samples = in_order(numbers, order), order.indices
        path = Path(path)
        self._studio.tasks.run(
            f"Saving {path.name}",
            lambda progress, cancelled: write_data(
                path,
                numbers,
                name="outputs",
                samples=samples,
                progress=progress,
                cancelled=cancelled,
            ),
            lambda nothing: self._studio.tell_saved("values", sentence("Saved {name}.")(path.name)),
            lane=Lane.EXPORTING,
        )

    def _why_nothing(self, layer: int) -> str:
        """Why there are no numbers of a layer to save."""
        comparison = self._studio.pinned.shown_comparison
        message = "" if comparison is None else comparison.at(layer).message
        if message:
            return sentence("There is no difference to save: {message}")(message)
        if comparison is None and self._studio.pinned.shows_differences:
            return "There is no difference to save yet: it is being computed."
        return "There are no outputs to save: the layer was not reached."
