"""This module numbers the texts of a column as classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.numbers import is_missing
from nnfs_core.project.batch import MAX_CLASSES
from nnfs_core.project.matching import opposites_in_order

ClassOrder = Literal["appearance", "alphabetical"]

MAX_CLASS_NAME = 1000


class Codebook:
    """Numbers the classes of one column of text, in the order in which the names come.

    names: those that are known beforehand, and come first. merged: texts that are read as others.
    """

    is_kept = True

    def __init__(self, names: Sequence[str] = (), merged: Mapping[str, str] | None = None) -> None:
        self._merged = merged or {}
        self.numbers = {name: number for number, name in enumerate(names)}
        self._n_known = len(self.numbers)

    def encode(self, text: str) -> float:
        """The class number, NaN for a missing cell; ValueError for what cannot be a class."""
        text = self._merged.get(text.strip(), text)
        if text in self.numbers:  # a given name may begin with a blank
            return self.numbers[text]
        text = text.strip()
        number = self.numbers.get(text)
        if number is None:
            if is_missing(text, in_words=True):
                return np.nan
            if len(text) > MAX_CLASS_NAME or len(self.numbers) >= MAX_CLASSES:
                raise ValueError
            number = self.numbers[text] = len(self.numbers)
        return number

    def refusal(self, where: str, cell: str) -> NnfsError:
        """What is said of a cell that cannot be a class."""
        return NnfsError(
            "{where}: more than {most:,} different texts, or one of more than {longest:,} "
            "characters, look like names or free text; leave the column out."
        )(where, MAX_CLASSES, MAX_CLASS_NAME)

    @property
    def names(self) -> tuple[str, ...]:
        """All names by their numbers."""
        return tuple(self.numbers)

    @property
    def new_names(self) -> tuple[str, ...]:
        """Those that were not known beforehand."""
        return self.names[self._n_known :]

    def in_order(self, order: ClassOrder) -> tuple[str, ...]:
        """The names in the order that their numbers are to have at last.

        Those that were known keep theirs. Of two opposites no comes before yes, in any order.
        """
        names, new = self.names, self.new_names
        if order == "alphabetical":
            new = tuple(sorted(new, key=lambda name: (name.casefold(), name)))
            names = names[: self._n_known] + new
        return opposites_in_order(names) if len(new) == len(names) else names
