"""Reads what people type in columns of words: a class by name or number, or a subset."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from math import isfinite

from nnfs_core.errors import NnfsError
from nnfs_core.numerals import parse_number
from nnfs_core.project.batch import MAX_CLASSES, UNKNOWN, Batch
from nnfs_core.project.subset import subset_of_word
from nnfs_core.wording import one_line


def subset_number(text: str) -> float:
    """The number of the subset that a word is for, such as train; raises NnfsError for others."""
    subset = subset_of_word(text)
    if subset is None:
        raise NnfsError("A sample is for training, validation or test, not for “{text}”.")(
            one_line(text, 40)
        )
    return subset


class ClassReader:
    """Turns texts into the class numbers of a batch; `new_names` are those not known before.

    `read` reads a text as a number, or raises NnfsError.
    """

    def __init__(self, batch: Batch, read: Callable[[str], float] = parse_number) -> None:
        self._read = read
        self._first_new = batch.n_classes
        self._numbers = {batch.class_name(number): number for number in range(self._first_new)}
        self.new_names: list[str] = []

    def number(self, text: str) -> float:
        """The class number for a name, a number, or nothing, which means unknown.

        A name that is not known becomes the next class, and so do NaN and inf, which are no
        numbers of classes. Raises NnfsError beyond MAX_CLASSES.
        """
        name = " ".join(text.split())
        if name.lower() in ("", "unknown", "?"):
            return UNKNOWN
        if name in self._numbers:
            return self._numbers[name]
        with suppress(NnfsError):
            if isfinite(number := self._read(name)):
                return number
        new = self._first_new + len(self.new_names)
        if new >= MAX_CLASSES:
            raise NnfsError("{name} would be one class too many; there can be {most:,}.")(
                name, MAX_CLASSES
            )
        self.new_names.append(name)
        self._numbers[name] = new
        return new
