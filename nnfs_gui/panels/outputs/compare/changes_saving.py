"""Asks where to save the samples that changed, and saves those that are listed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from nnfs_core.comparing.changes import Changes
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.batch import Batch
from nnfs_core.summaries.classification import IntArray
from nnfs_core.wording import counted, sentence
from nnfs_gui.studio.file_names import proposed_path
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.where_to_save import WhereToSave
from nnfs_gui.work.lanes import Lane

KINDS = ("Comma-separated text (*.csv)", "Tab-separated text (*.tsv)")


def save_changes(
    studio: Studio, found: Changes, rows: IntArray, batch: Batch, parent: QWidget
) -> None:
    """Save the changed samples at the places `rows` in a file that the user names.

    The title of the dialog says how many they are, of how many.
    """
    samples, n_all = counted(len(rows), "sample"), len(found.changed)
    title = sentence("Save {samples} whose prediction changed")(samples)
    if len(rows) != n_all:
        title = sentence("Save {samples} of {n_all:,} whose prediction changed")(samples, n_all)

    def save(path: Path) -> None:
        def work(progress: Progress, cancelled: IsCancelled) -> None:
            from nnfs_core.comparing.writing import write_changes

            write_changes(path, found, rows, batch, progress=progress, cancelled=cancelled)

        studio.tasks.run(
            sentence("Saving {name}")(path.name),
            work,
            lambda nothing: studio.notices.info(sentence("Saved {name}.")(path.name)),
            lane=Lane.EXPORTING,
        )

    WhereToSave(title, proposed_path(studio.document, "changes"), KINDS).ask(parent, save)
