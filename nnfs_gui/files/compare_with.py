"""This module pins the network in a file, so that two networks can be compared number by number."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nnfs_core.files.native import load
from nnfs_core.forward.evaluate import evaluate
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.wording import sentence
from nnfs_gui.studio.pins.pin import Pin
from nnfs_gui.studio.studio import Studio
from nnfs_gui.work.lanes import Lane

MOST_CELLS = 2**22  # that are looked through for whether a file has the present samples


def compare_with(studio: Studio, path: Path) -> None:
    """Pin the network in a file and show what is different; the document stays what it is.

    It is run on the present samples if they fit it, so that two networks are compared on the same
    samples; else on its own. A failure becomes a notice.
    """
    present, samples = studio.runner.evaluation, studio.project.batch

    def work(progress: Progress, cancelled: IsCancelled) -> Pin:
        other = load(path, progress=progress, cancelled=cancelled)
        shapes = other.network.shapes(samples.n_features)
        fits = bool(shapes) and all(shape.fits for shape in shapes)
        evaluation = evaluate(
            replace(other, batch=samples) if fits else other,
            budget=studio.runner.budget,
            also_kept=present,
            progress=progress,
            cancelled=cancelled,
        )
        if not fits:
            return Pin(evaluation, path.name, True)
        present_rows, own_rows = samples.input_rows, other.batch.input_rows
        knows = present_rows.shape != own_rows.shape or len(own_rows) * own_rows.width <= MOST_CELLS
        own = present_rows if knows and present_rows == own_rows else None
        return Pin(evaluation, path.name, True, present_rows, own, knows)

    studio.tasks.run(
        sentence("Opening {name} to compare")(path.name),
        work,
        lambda pin: studio.pinned.pin_other(pin, show=True),
        lane=Lane.OPENING,
    )
