"""Says what a sample is for, training, validation or test, and keeps that in a column."""

from __future__ import annotations

import re
from enum import IntEnum
from weakref import ref

import numpy as np
import numpy.typing as npt

from nnfs_core.errors import ShapeError
from nnfs_core.matrix.blocks import Block, read
from nnfs_core.matrix.rows import Rows

SUBSET = np.dtype(np.int8)  # a byte a sample, always in memory


class Subset(IntEnum):
    """Names a part of the samples: a network learns from the first and is judged by the others."""

    TRAINING = 0
    VALIDATION = 1
    TEST = 2

    @property
    def title(self) -> str:
        """The word for it: training, validation or test."""
        return self.name.lower()


_WORDS = {
    Subset.TRAINING: ("train", "training", "trn", "learn", "learning", "fit"),
    Subset.VALIDATION: ("val", "valid", "validate", "validation", "dev", "development", "tune"),
    Subset.TEST: ("test", "testing", "tst", "holdout", "hold out", "eval", "evaluation"),
}
_SUBSETS = {word: subset for subset, words in _WORDS.items() for word in words}


_COLUMN_WORDS = {"split", "set", "subset", "partition", "fold", "dataset"}


def subset_of_word(text: str) -> Subset | None:
    """What a word such as train, dev or holdout says of a sample; None for any other text.

    Case does not count, nor what stands around it as in "Test set" or "train_split".
    """
    words = re.sub(r"[\s_\-]+", " ", text).strip().lower()
    for ending in (" set", " split", " data", " samples", "set"):
        if words not in _SUBSETS:
            words = words.removesuffix(ending)
    return _SUBSETS.get(words)


def tells_subsets(name: str) -> bool:
    """True for the name of a column that may say what samples are for, such as split or fold."""
    words = re.split(r"[\s_\-.]+", name.strip().lower())
    return not _COLUMN_WORDS.isdisjoint(words)


# How many samples of each subset are in blocks that were counted, by id: an edit changes few.
_counted: dict[int, tuple[ref[Block], tuple[int, ...]]] = {}


def subset_sizes(rows: Rows) -> dict[Subset, int]:
    """How many samples are in each subset; blocks that were counted before are not again."""
    each = [_sizes(block) for block in rows.blocks]
    return {subset: sum(sizes[subset] for sizes in each) for subset in Subset}


def _sizes(block: Block) -> tuple[int, ...]:
    key = id(block)
    known = _counted.get(key)
    if known is not None and known[0]() is block:
        return known[1]
    sizes = tuple(np.bincount(read(block)[:, 0], minlength=len(Subset)).tolist())
    _counted[key] = ref(block, lambda _: _counted.pop(key, None)), sizes
    return sizes


def subset_rows(subsets: npt.ArrayLike | Rows) -> Rows:
    """Subsets (samples, 1) from one number a sample, (samples,) or (samples, 1).

    Rows are taken as they are. Raises ShapeError for what is no subset.
    """
    if isinstance(subsets, Rows):
        if subsets.dtype != SUBSET or subsets.width != 1:
            raise ShapeError("Subsets must be one number for each sample.")
        return subsets
    array = np.asarray(subsets)
    if array.ndim == 2 and array.shape[1] == 1:
        array = array.reshape(-1)
    is_whole = array.dtype.kind in "iu" or not array.size
    if array.ndim != 1 or not is_whole:
        raise ShapeError("Subsets must be one number for each sample.")
    if array.size and not (array.min() >= min(Subset) and array.max() <= max(Subset)):
        raise ShapeError("A subset is 0 for training, 1 for validation or 2 for test.")
    return Rows.of(array.astype(SUBSET).reshape(-1, 1))
