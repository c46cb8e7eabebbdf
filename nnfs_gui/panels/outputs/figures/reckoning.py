"""Works out the figures of classes or of values, on any thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from nnfs_core.matrix.carried import new_cells
from nnfs_core.progress import IsCancelled
from nnfs_core.project.subsets import Subset, in_subset
from nnfs_core.scatter.residuals import ResidualCells, ResidualPoints, residuals_shown
from nnfs_core.summaries.class_figures import ClassFigures, class_figures
from nnfs_core.summaries.classification import Classification
from nnfs_core.summaries.regression import RegressionScores, regression_figures
from nnfs_gui.panels.outputs.figures.subject import ClassSubject, Subject, ValueSubject
from nnfs_gui.studio.classifications import Classifications
from nnfs_gui.work.quick import is_quick


@dataclass(frozen=True, eq=False)
class ClassReckoning:
    """Holds the figures of a classification, and of which samples they are."""

    subject: ClassSubject
    subset: Subset | None
    found: Classification  # of all samples
    figures: ClassFigures


@dataclass(frozen=True, eq=False)
class ValueReckoning:
    """Holds the figures of predicted values, and of which samples they are."""

    subject: ValueSubject
    subset: Subset | None
    scores: RegressionScores
    shown: ResidualPoints | ResidualCells


Reckoning = ClassReckoning | ValueReckoning


def reckoned(
    subject: Subject,
    subset: Subset | None,
    classifications: Classifications,
    cancelled: IsCancelled,
) -> Reckoning:
    """The figures of a subset, or of all samples; raises Cancelled, and NnfsError as they do."""
    batch, rows, targets = subject.batch, subject.rows, subject.targets
    chosen = None if subset is None else partial(in_subset, batch, subset)
    if isinstance(subject, ClassSubject):
        found = classifications.of(rows, targets, len(subject.names), cancelled=cancelled)
        return ClassReckoning(
            subject, subset, found, class_figures(found, chosen, cancelled=cancelled)
        )
    figures = regression_figures(rows, targets, chosen, cancelled=cancelled)
    shown = residuals_shown(rows, targets, figures, chosen, cancelled=cancelled)
    return ValueReckoning(subject, subset, figures.scores, shown)


def is_reckoned_at_once(subject: Subject, classifications: Classifications) -> bool:
    """True when that is so quick that the window may wait."""
    cells = new_cells([subject.rows, subject.targets], [])  # infinite where they are not in memory
    if isinstance(subject, ClassSubject):
        n_classes = len(subject.names)
        cells += classifications.cells_to_count(subject.rows, subject.targets, n_classes)
    return is_quick(cells_counted=cells)
