"""This module gives data the class numbers and the order of features that another batch has.

Class numbers are the order of a file by chance, and a network knows its classes by their numbers
alone. So data that are opened beside a network take the numbers that it learnt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnfs_core.arrays import AnyArray, seal
from nnfs_core.errors import NnfsError
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled, never
from nnfs_core.project.batch import MAX_CLASSES, Batch, default_columns
from nnfs_core.project.loose_names import as_called

# Of two classes that are called so, the first is class 0 whatever the order of the samples.
OPPOSITES = (
    *(("false", "true"), ("f", "t"), ("no", "yes"), ("n", "y"), ("off", "on"), ("0", "1")),
    *(("absent", "present"), ("negative", "positive"), ("neg", "pos"), ("-", "+")),
)

# Words in the name of a target that say nothing of what it is.
TARGETS = frozenset({"target", "targets", "class", "classes", "label", "labels", "y"})


@dataclass(frozen=True)
class ClassMatch:
    """Says which classes of another batch some classes are.

    numbers: the number that each is to have. names: of all classes then. added: those that the
    other batch does not have, which come behind its own. is_foreign: it has none of them.
    """

    numbers: tuple[int, ...]
    names: tuple[str, ...]
    added: tuple[str, ...] = ()
    is_foreign: bool = False


def match_classes(names: Sequence[str], known: Batch) -> ClassMatch:
    """Find classes by their names among those of `known`; whole numbers below its number of classes
    keep their value where no name is known."""
    n_known = known.n_classes
    there = {name: number for number, name in enumerate(known.class_names) if name}
    places = [there.get(name) for name in names]
    if not any(place is not None for place in places):
        places = [_as_number(name, n_known) for name in names]
        if None in places:
            return ClassMatch(tuple(range(len(names))), tuple(names), is_foreign=True)
    return match_by(places, names, known)


def match_by(places: Sequence[int | None], names: Sequence[str], known: Batch) -> ClassMatch:
    """Take classes for those of `known` with the numbers `places`; None for one that is new."""
    n_known = known.n_classes
    added = tuple(name for name, place in zip(names, places, strict=True) if place is None)
    behind = iter(range(n_known, n_known + len(added)))
    numbers = tuple(next(behind) if place is None else place for place in places)
    all_names = [*known.class_names, *[""] * (n_known - len(known.class_names)), *added]
    for name, number in zip(names, numbers, strict=True):
        all_names[number] = all_names[number] or name
    return ClassMatch(numbers, tuple(all_names), added)


def _as_number(name: str, below: int) -> int | None:
    number = int(name) if name.isascii() and name.isdecimal() and len(name) < 6 else below
    return number if number < below else None


def renumbered(
    batch: Batch, numbers: Sequence[int], names: Sequence[str], cancelled: IsCancelled = never
) -> Batch:
    """The same samples with other numbers for their classes: class n becomes `numbers[n]`.

    names: of the classes then. Raises NnfsError for more classes than there can be, Cancelled.
    """
    targets = batch.target_rows
    is_same = tuple(numbers) == tuple(range(len(numbers))) and tuple(names) == batch.class_names
    if targets is None or not batch.has_classes or is_same:
        return batch
    if len(names) > MAX_CLASSES:
        raise NnfsError("There would be {n:,} classes, but at most {most:,} can be told apart.")(
            len(names), MAX_CLASSES
        )
    table = np.arange(-1, max(len(numbers), batch.n_classes), dtype=np.int64)
    table[1 : len(numbers) + 1] = numbers  # the first is for samples whose class is unknown

    def change(block: AnyArray) -> AnyArray:
        return seal(table[block.astype(np.int64) + 1])

    rows: Rows = targets.mapped(change, dtype=np.int64, cancelled=cancelled)
    return batch.with_(target_rows=rows, class_names=tuple(names))


def matched(
    batch: Batch, known: Batch, cancelled: IsCancelled = never
) -> tuple[Batch, ClassMatch | None]:
    """A batch with the class numbers of `known`, and how they were found; None without classes.

    One whose classes are all foreign stays as it is, as does one whose classes are called so by
    chance, for which None is told, too: it has other features.
    """
    if not (batch.has_classes and batch.class_names and known.has_classes and known.n_classes):
        return batch, None
    names = batch.class_names
    if not _may_mean_the_same(batch, known):
        if not {*names}.isdisjoint(known.class_names):
            return batch, None
        return batch, ClassMatch(tuple(range(len(names))), names, is_foreign=True)
    match = match_classes(names, known)
    if match.is_foreign:
        return batch, match
    return renumbered(batch, match.numbers, match.names, cancelled), match


def _may_mean_the_same(batch: Batch, known: Batch) -> bool:
    """Whether classes that can be matched are the same; that of a number and a name takes more than
    that of two names, since 0 and 1 are classes of most data."""
    fits = features_fit(batch.columns, known.columns)
    target = as_called([batch.target_name], [known.target_name])[0]
    are_called_so = not {*batch.class_names}.isdisjoint(known.class_names)
    if not are_called_so and all(map(str.isdecimal, batch.class_names)):
        return fits and (target == known.target_name or _is_nobodys(target))
    return fits or batch.n_features == known.n_features or target == known.target_name


def _is_nobodys(target: str) -> bool:
    """Whether a target is called as any might be: y_train, label, x4."""
    words = re.findall(r"[a-z]+", target.casefold())
    return not TARGETS.isdisjoint(words) or re.fullmatch(r"x\d+", target) is not None


def features_fit(columns: Sequence[str], known: Sequence[str]) -> bool:
    """Whether features have all known names, or on one side none while their number is the same."""
    if {*columns} >= {*known}:
        return True
    return len(columns) == len(known) and (is_unnamed(columns) or is_unnamed(known))


def is_unnamed(columns: Sequence[str]) -> bool:
    """Whether nobody has given the features names: they are x0, x1, ... or count from 1."""
    return tuple(columns) in (default_columns(len(columns), start) for start in (0, 1))


def opposites_in_order(names: Sequence[str]) -> tuple[str, ...]:
    """Two class names that are, say, yes and no, with no as the first; any others as they are."""
    folded = tuple(name.casefold() for name in names)
    return tuple(names[::-1] if folded[::-1] in OPPOSITES else names)


def missing_feature(name: str) -> NnfsError:
    """What is said of a feature that data lack."""
    return NnfsError("The feature '{name}' of the network is not in the data.")(name)


def with_features_of(batch: Batch, columns: Sequence[str]) -> tuple[Batch, tuple[str, ...]]:
    """A batch with the features that are called so, in that order, and the names of all others.

    Raises NnfsError that names a feature which is not there.
    """
    places = {name: place for place, name in enumerate(batch.columns)}
    for name in columns:
        if name not in places:
            raise missing_feature(name)
    others = tuple(name for name in batch.columns if name not in set(columns))
    if tuple(columns) == batch.columns:
        return batch, others
    rows = batch.input_rows.with_columns([places[name] for name in columns])
    return batch.with_(input_rows=rows, columns=tuple(columns)), others
