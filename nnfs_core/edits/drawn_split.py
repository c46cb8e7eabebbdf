"""Draws which samples are for training, validation and test, by shares and from a seed."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from nnfs_core.errors import NnfsError
from nnfs_core.numerals import full_number
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.project.batch import Batch
from nnfs_core.project.subset import SUBSET, Subset
from nnfs_core.wording import counted

Shares = tuple[float, float, float]  # of training, validation and test, which are 1 together
Counts = npt.NDArray[np.int64]
Subsets = npt.NDArray[np.int8]  # (samples,)

ROUNDING = 1e-9  # by which sums of decimal shares may miss


def drawn_subsets(
    batch: Batch,
    shares: Shares,
    seed: int = 0,
    *,
    stratified: bool = False,
    cancelled: IsCancelled = never,
) -> Subsets:
    """What each sample is for (samples,), drawn by NumPy's `default_rng(seed)` (PCG64).

    Sizes are the shares rounded by the largest remainder. `stratified` keeps them in each class,
    too: each has its share rounded down or up. Samples of unknown class count as a class. Raises
    NnfsError for what `check_shares` refuses, without samples, for a share that comes to no sample,
    and to stratify a batch without classes; Cancelled.
    """
    check_shares(shares)
    if not batch.n_samples:
        raise NnfsError("The batch has no samples to split.")
    sizes = whole_sizes(batch.n_samples, shares)
    for subset, share, size in zip(Subset, shares, sizes.tolist(), strict=True):
        if share and not size:
            raise NnfsError(
                "{share} % of {samples} is none, so no sample would be for {subset}; give it more, "
                "or 0 %."
            )(percent(share), counted(batch.n_samples, "sample"), subset.title)
    classes = class_numbers(batch, cancelled) if stratified else None
    stop_if(cancelled)
    order = np.random.default_rng(seed).permutation(batch.n_samples)
    stop_if(cancelled)
    if classes is not None:
        order = order[np.argsort(classes[order], kind="stable")]
        stop_if(cancelled)
        sizes = stratified_sizes(np.bincount(classes + 1), shares).reshape(-1)
    subsets = np.empty(batch.n_samples, SUBSET)
    subsets[order] = np.repeat(np.resize(np.array(Subset, SUBSET), len(sizes)), sizes)
    return subsets


def check_shares(shares: Shares) -> None:
    """Raise NnfsError for shares that leave training alone or empty, or that are not all."""
    if any(not 0 <= share <= 1 for share in shares):
        raise NnfsError("A share is from 0 to 100 %.")
    if abs(sum(shares) - 1) > ROUNDING:
        raise NnfsError("The shares must be 100 % together, but they are {sum} %.")(
            percent(sum(shares))
        )
    if not shares[Subset.TRAINING]:
        raise NnfsError("No sample would be for training; give training a share.")
    if shares[Subset.TRAINING] > 1 - ROUNDING:
        raise NnfsError("All samples would be for training; give validation or test a share.")


def whole_sizes(n_samples: int, shares: Shares) -> Counts:
    """How many samples each subset gets (3,), by the largest remainder, of equal ones the first."""
    quotas = n_samples * np.array(shares)
    sizes = np.floor(quotas + ROUNDING).astype(np.int64)
    order = np.argsort(sizes - quotas, kind="stable")
    sizes[order[: n_samples - sizes.sum()]] += 1
    return sizes


def stratified_sizes(counts: Counts, shares: Shares) -> Counts:
    """How many samples of each class (classes,) each subset gets (classes, 3).

    Every size is its share rounded down or up, and so are the sums over all classes: which class
    rounds up is chosen by what the classes before it have left open.
    """
    quotas = counts[:, None] * np.array(shares)
    sizes = np.floor(quotas + ROUNDING).astype(np.int64)
    parts = np.maximum(quotas - sizes, 0)
    parts[parts < ROUNDING] = 0
    raised = np.zeros(sizes.shape, bool)
    owed = np.zeros(len(shares))
    for number, left in enumerate((counts - sizes.sum(axis=1)).tolist()):
        owed += parts[number]
        order = np.argsort(np.where(parts[number] > 0, -owed, np.inf), kind="stable")
        raised[number, order[:left]] = True
        owed -= raised[number]
    wanted = whole_sizes(int(counts.sum()), shares) - sizes.sum(axis=0)
    _balance(raised, parts > 0, wanted)
    return np.asarray(sizes + raised, np.int64)


def _balance(raised: npt.NDArray[np.bool_], may: npt.NDArray[np.bool_], wanted: Counts) -> None:
    """Move what is raised (classes, 3) between subsets until each has what is wanted (3,).

    Only what `may` be raised is; so it ends where no move is left.
    """
    subsets = range(len(wanted))
    while (open_ := wanted - raised.sum(axis=0)).any():
        first, last = int(open_.argmin()), int(open_.argmax())
        for path in ([first, last], *([first, via, last] for via in subsets)):
            moves = [
                (np.flatnonzero(raised[:, a] & ~raised[:, b] & may[:, b]), a, b)
                for a, b in pairwise(path)
                if a != b
            ]
            if all(len(rows) for rows, _, _ in moves):
                for rows, a, b in moves:
                    raised[rows[-1], [a, b]] = False, True
                break
        else:
            return


def class_numbers(batch: Batch, cancelled: IsCancelled = never) -> npt.NDArray[np.int16]:
    """The class of each sample (samples,), -1 where unknown; raises NnfsError without classes."""
    if batch.target_rows is None or not batch.has_classes:
        raise NnfsError("The batch has no target column of classes to stratify by.")
    numbers = np.empty(batch.n_samples, np.int16)
    for start, block in batch.target_rows.arrays(cancelled):
        numbers[start : start + len(block)] = block[:, 0]
    return numbers


def percent(share: float) -> str:
    """A share in percent as people write it: 70, 33.3."""
    return full_number(round(100 * share, 6)).removesuffix(".0")
