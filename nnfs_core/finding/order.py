"""Says which samples are looked at, and in which order."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import seal

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Order:
    """Lists the numbers of the samples shown, of `n_samples`; all as they stand when None."""

    n_samples: int
    indices: IntArray | None = None  # (shown,), no number twice
    # The sample that was looked for last and its row: each panel asks for the same one again.
    _found: list[tuple[int, int | None]] = field(
        default_factory=lambda: [(-1, None)], init=False, repr=False
    )

    @classmethod
    def of(cls, n_samples: int, indices: IntArray) -> Order:
        """An order that holds no array when it is that of the batch itself."""
        if len(indices) == n_samples and bool((np.diff(indices) > 0).all()):
            return cls(n_samples)
        return cls(n_samples, seal(indices))

    def __len__(self) -> int:
        return self.n_samples if self.indices is None else len(self.indices)

    @property
    def is_everything(self) -> bool:
        """True when every sample stands at its own place."""
        return self.indices is None

    def sample(self, row: int) -> int:
        """The sample that stands at `row`; raises IndexError outside."""
        if not 0 <= row < len(self):
            raise IndexError(f"row {row} of {len(self)}")
        return row if self.indices is None else int(self.indices[row])

    def samples(self, start: int, stop: int) -> IntArray:
        """The samples from row `start` up to `stop`."""
        if self.indices is None:
            return np.arange(start, min(stop, len(self)), dtype=np.int64)
        return self.indices[start:stop]

    def row(self, sample: int) -> int | None:
        """Where a sample stands, or None when it is not among them."""
        if self.indices is None:
            return sample if 0 <= sample < self.n_samples else None
        known, row = self._found[0]
        if known != sample:
            found = np.flatnonzero(self.indices == sample)
            row = int(found[0]) if len(found) else None
            self._found[0] = sample, row
        return row

    def without(self, samples: npt.ArrayLike) -> Order:
        """The same order once some samples have left the batch, and later ones moved up."""
        is_gone = np.zeros(self.n_samples, bool)
        is_gone[np.asarray(samples, np.int64)] = True
        n_samples = self.n_samples - int(np.count_nonzero(is_gone))
        if self.indices is None:
            return Order(n_samples)
        kept = self.indices[~is_gone[self.indices]]
        moved_up = np.cumsum(is_gone, dtype=np.int64)
        return Order.of(n_samples, kept - moved_up[kept])

    def with_inserted(self, sample: int, count: int, row: int) -> Order:
        """The same order once `count` samples came before `sample`; they stand at `row`."""
        n_samples = self.n_samples + count
        if self.indices is None:
            return Order(n_samples)
        moved = np.where(self.indices >= sample, self.indices + count, self.indices)
        new = np.arange(sample, sample + count, dtype=np.int64)
        return Order.of(n_samples, np.concatenate([moved[:row], new, moved[row:]]))

    def within(self, n_samples: int) -> Order:
        """The same order in a batch of another size, without the samples that it does not have."""
        if self.indices is None or n_samples == self.n_samples:
            return Order(n_samples, self.indices)
        return Order.of(n_samples, self.indices[self.indices < n_samples])
