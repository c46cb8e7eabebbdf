"""Names the ready layers that a network can start with: some for classes, some for values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nnfs_core import edits
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project


@dataclass(frozen=True)
class Starter:
    """Holds the edit that appends the layers, and how a menu and a tooltip call it."""

    caption: str
    layers: str
    change: Callable[[Project], Project]

    @property
    def title(self) -> str:
        return self.caption.replace("&", "")


CLASSIFIER = Starter(
    "Start with a &classifier", "Dense, ReLU, Dense and Softmax", edits.starter_classifier
)
REGRESSION = Starter(
    "Start with a re&gression", "Dense, ReLU, Dense and Linear", edits.starter_regression
)


def starter_for(batch: Batch) -> Starter:
    """The layers that suit the target: values, or else classes."""
    is_value = batch.target_rows is not None and not batch.has_classes
    return REGRESSION if is_value else CLASSIFIER
