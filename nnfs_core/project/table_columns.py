"""Says which column of a batch's table holds what."""

from __future__ import annotations

from dataclasses import dataclass

from nnfs_core.project.batch import Batch

SAMPLE_COLUMN = "sample"  # in files, of the samples' numbers in the batch that they are of
SUBSET_COLUMN = "subset"  # what the column is called that says what samples are for


@dataclass(frozen=True)
class TableColumns:
    """Holds where the target and the subset stand, behind the features; -1 where there is none."""

    n_features: int
    target: int
    subset: int

    @classmethod
    def of(cls, batch: Batch) -> TableColumns:
        n_features = batch.n_features
        target = n_features if batch.target_rows is not None else -1
        is_split = batch.subset_rows is not None
        return cls(n_features, target, n_features + (target >= 0) if is_split else -1)

    @property
    def count(self) -> int:
        return self.n_features + (self.target >= 0) + (self.subset >= 0)

    def name(self, column: int, batch: Batch) -> str:
        """What a column of the batch is called."""
        if column == self.subset:
            return SUBSET_COLUMN
        return batch.target_name if column == self.target else batch.columns[column]

    def names(self, batch: Batch) -> list[str]:
        """What all columns of the batch are called."""
        return [self.name(column, batch) for column in range(self.count)]
