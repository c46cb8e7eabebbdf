"""Holds one way to split the samples, as it stands in the dialog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nnfs_core.edits.split_plan import SplitPlan
from nnfs_core.progress import IsCancelled
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project


@dataclass(frozen=True)
class Way:
    """Names a step of the history, foresees what it comes to, and does it."""

    text: str
    plan: Callable[[Batch, IsCancelled], SplitPlan]
    change: Callable[[Project, IsCancelled], Project]
