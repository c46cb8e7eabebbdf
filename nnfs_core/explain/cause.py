"""Defines what is said of a fault: where it began, why, how it got here, what would mend it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from nnfs_core.progress import IsCancelled
from nnfs_core.project.place import INPUT
from nnfs_core.project.project import Project

CauseKind = Literal["misfit", "nan", "infinity", "zero", "dead", "saturated", "exploding"]


@dataclass(frozen=True)
class Remedy:
    """Takes a fault away by an edit, one undo step named `title`; `hint` says what it does.

    `label` is the title for a button right beside the fault, where the place need not be said.
    `edit` may be asked to stop, and then raises Cancelled. `about` says what it changes: the
    `layer` with its place, or the batch, which may be large.
    """

    label: str
    title: str
    hint: str
    edit: Callable[[Project, IsCancelled], Project]
    about: int = INPUT  # the place of a layer, INPUT for the batch


@dataclass(frozen=True)
class TracedStep:
    """Names a number on the way from the first cause to the number asked about, as a sentence."""

    layer: int
    neuron: int
    text: str


@dataclass(frozen=True)
class Cause:
    """Says where a fault began, `what` is wrong there, `why`, and which remedies do help.

    `layer` is INPUT for the batch; `sample` and `neuron` are None where no single one is meant.
    `neurons` are all affected ones. `steps` lead from the place to the number that was asked about.
    """

    kind: CauseKind
    layer: int
    what: str
    why: str
    sample: int | None = None
    neuron: int | None = None
    neurons: tuple[int, ...] = ()
    steps: tuple[TracedStep, ...] = ()
    remedies: tuple[Remedy, ...] = ()
