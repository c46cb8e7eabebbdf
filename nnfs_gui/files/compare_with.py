"""This module pins what is in a file, so that it can be compared number by number."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nnfs_core.files.native import load
from nnfs_core.forward.evaluate import evaluate
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.project.project import Project
from nnfs_core.wording import sentence
from nnfs_gui.studio.pins.pin import Pin
from nnfs_gui.studio.studio import Studio
from nnfs_gui.work.lanes import Lane

MOST_CELLS = 2**22  # that are looked through for whether a file has the present samples


def compare_with(studio: Studio, path: Path, *, samples_too: bool = False) -> None:
    """Pin the network in a file and show what is different; the document stays what it is.

    It is run on the present samples if they fit it, so that two networks are compared on the same
    samples; else on its own. With `samples_too` it always is, and what differs is told in words:
    whoever chooses between what is here and what others wrote has to see all of it. A failure
    becomes a notice.
    """
    project, present = studio.project, studio.runner.evaluation

    def work(progress: Progress, cancelled: IsCancelled) -> tuple[Pin, str, Project]:
        other = load(path, progress=progress, cancelled=cancelled)
        told = _told(project, other, path, cancelled) if samples_too else ""
        shapes = other.network.shapes(project.batch.n_features)
        shares = not samples_too and bool(shapes) and all(shape.fits for shape in shapes)
        evaluation = evaluate(
            replace(other, batch=project.batch) if shares else other,
            budget=studio.runner.budget,
            also_kept=present,
            progress=progress,
            cancelled=cancelled,
        )
        if not shares:
            return Pin(evaluation, path.name, True), told, other
        present_rows, own_rows = project.batch.input_rows, other.batch.input_rows
        knows = present_rows.shape != own_rows.shape or len(own_rows) * own_rows.width <= MOST_CELLS
        own = present_rows if knows and present_rows == own_rows else None
        return Pin(evaluation, path.name, True, present_rows, own, knows), told, other

    def show(found: tuple[Pin, str, Project]) -> None:
        pin, told, other = found
        state = studio.pinned.kept.keep_file(other, path)
        studio.pinned.pin_other(replace(pin, kept=state.number), show=True)
        if told:
            studio.notices.info(told)

    studio.tasks.run(
        sentence("Opening {name} to compare")(path.name),
        work,
        show,
        lane=Lane.OPENING,
    )


def _told(project: Project, other: Project, path: Path, cancelled: IsCancelled) -> str:
    """What differs, in words."""
    # imported when it is wanted: the start would wait for it
    from nnfs_core.recovery.differences import differences

    found = differences(project, other, cancelled) or ["nothing differs."]
    return sentence("Compared with {name}: {found}")(path.name, " ".join(found))
