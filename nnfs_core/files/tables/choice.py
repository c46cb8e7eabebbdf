"""This module says how a table is to be read: what its user chooses, or most users would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from nnfs_core.files.tables.codebook import ClassOrder
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guessing.column_guess import ColumnGuess, ColumnKind
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.targets import TargetKind
from nnfs_core.files.tables.words import Missing, OddCells, ReadAs, Role
from nnfs_core.project.batch import Batch, default_columns
from nnfs_core.project.loose_names import as_called

IS_CLASS = " = "  # between a column and the class that a feature stands for


@dataclass(frozen=True)
class ColumnChoice:
    """Says what one column of a table is, and how its cells are read.

    read_as: numbers; text as one column a class or as one number for each text ("codes"); dates as
    days. odd: what is done about cells of a column of numbers that are no numbers, nor missing.
    texts: of a column of text, those that are known beforehand, in the order of their numbers.
    merged: texts that are read as others, by each the one that it becomes. known_unit: what numbers
    bear, such as %, in the table that a network knows; None where that is not known.
    """

    role: Role = "feature"
    read_as: ReadAs = "number"
    odd: OddCells = "refuse"
    texts: tuple[str, ...] = ()
    merged: Mapping[str, str] = field(default_factory=dict)
    known_unit: str | None = None

    @property
    def is_text(self) -> bool:
        return self.read_as in ("classes", "codes")


@dataclass(frozen=True)
class TableChoice:
    """Says what each column of a table is, and how cells are read; one column at most is the
    target, one the label of the samples, and one says what samples are for."""

    format: TableFormat
    columns: tuple[ColumnChoice, ...]
    target_kind: TargetKind = "auto"
    missing: Missing = "keep"
    class_order: ClassOrder = "appearance"

    @classmethod
    def suggested(cls, guess: TableGuess) -> TableChoice:
        """What is best for most tables that look like this one."""
        columns = (
            ColumnChoice(column.role, _suggested_reading(column), texts=column.texts)
            for column in guess.columns
        )
        return cls(guess.format, tuple(columns))

    @cached_property
    def features(self) -> list[int]:
        """The columns that become features, in their order."""
        return self._with_role("feature")

    @cached_property
    def target(self) -> int | None:
        """The column that is the target."""
        return next(iter(self._with_role("target")), None)

    @cached_property
    def label(self) -> int | None:
        """The column whose texts tell the samples apart."""
        return next(iter(self._with_role("label")), None)

    @cached_property
    def subset(self) -> int | None:
        """The column whose words say what samples are for."""
        return next(iter(self._with_role("subset")), None)

    @cached_property
    def left_out(self) -> list[int]:
        """The columns that are not read."""
        return self._with_role("left out")

    def with_column(self, place: int, **changes: Any) -> TableChoice:
        """The same with another role or reading of one column, as `with_columns` has it."""
        return self.with_columns([place], **changes)

    def with_columns(self, places: Sequence[int], **changes: Any) -> TableChoice:
        """The same with another role or reading of some columns; one at most becomes the target,
        the label or the subset, the first.

        What was the target before becomes a feature, what was label or subset is left out.
        """
        columns = list(self.columns)
        role = changes.get("role")
        before = {"target": self.target, "label": self.label, "subset": self.subset}.get(str(role))
        if places and before is not None:
            now: Role = "feature" if role == "target" else "left out"
            columns[before] = replace(columns[before], role=now)
        is_for_one = role in ("target", "label", "subset")
        for place in places[:1] if is_for_one else places:
            columns[place] = replace(self.columns[place], **changes)
        return replace(self, columns=tuple(columns))

    def with_features(self, places: Iterable[int]) -> TableChoice:
        """The same with these features; all that were some and are not among them are left out."""
        wanted = {*places}
        columns = list(self.columns)
        for place, column in enumerate(columns):
            if place in wanted or column.role == "feature":
                role: Role = "feature" if place in wanted else "left out"
                columns[place] = replace(column, role=role)
        return replace(self, columns=tuple(columns))

    def read_as_guessed(self, guess: TableGuess) -> TableChoice:
        """The same with each column read as a look suggests."""
        columns = (
            replace(column, read_as=_suggested_reading(guessed))
            for column, guessed in zip(self.columns, guess.columns, strict=True)
        )
        return replace(self, columns=tuple(columns))

    def as_in(self, guess: TableGuess, batch: Batch) -> TableChoice:
        """The same with the target and the labels of a batch, and where all its features are there,
        with these: "town = Lyon" is the column town, of which Lyon is a class.

        Names may be spelled otherwise, as `as_called` has it; those that nobody has given say
        nothing.
        """
        places = _places(guess, batch)
        choice = self
        if batch.label_rows is not None and batch.label_name in places:
            choice = choice.with_column(places[batch.label_name], role="label")
        target = None if batch.target_rows is None else places.get(batch.target_name)
        if target is not None:
            choice = choice.with_column(target, role="target")
            kind: TargetKind = "classes" if batch.has_classes else "values"
            choice = replace(choice, target_kind=kind)
        if batch.columns == default_columns(batch.n_features) or missing_features(guess, batch):
            return choice
        classes: dict[int, list[str]] = {}
        plain: list[int] = []
        for name in batch.columns:
            place, text = _source(name, places)
            if text is None:
                plain.append(place)
            else:
                classes.setdefault(place, []).append(text)
        if target in (*plain, *classes):  # one name for two columns
            return choice
        choice = choice.with_features([*plain, *classes])
        for place, texts in classes.items():
            choice = choice.with_column(place, read_as="classes", texts=tuple(texts))
        as_columns = [place for place in plain if choice.columns[place].read_as == "classes"]
        return choice.with_columns(as_columns, read_as="codes")

    def _with_role(self, role: Role) -> list[int]:
        return [place for place, column in enumerate(self.columns) if column.role == role]


def missing_features(guess: TableGuess, batch: Batch) -> tuple[str, ...]:
    """The features of a batch that a table has no column for."""
    places = _places(guess, batch)
    return tuple(name for name in batch.columns if _source(name, places)[0] < 0)


def _places(guess: TableGuess, batch: Batch) -> dict[str, int]:
    """Where the columns of a table are, by the names that a batch has for them."""
    wanted = [name for feature in batch.columns for name in (feature, *_columns_before(feature))]
    if batch.target_rows is not None:
        wanted.append(batch.target_name)
    if batch.label_rows is not None:
        wanted.append(batch.label_name)
    names = as_called([column.name for column in guess.columns], wanted)
    return {name: place for place, name in enumerate(names)}


def _columns_before(feature: str) -> Iterator[str]:
    """The names of the columns that a feature may come from, as that of a class."""
    column, sign, _ = feature.rpartition(IS_CLASS)
    while sign:
        yield column
        column, sign, _ = column.rpartition(IS_CLASS)


def _source(feature: str, places: Mapping[str, int]) -> tuple[int, str | None]:
    """The column that a feature comes from, and the class that it stands for; -1 for none."""
    if feature in places:
        return places[feature], None
    for column in _columns_before(feature):
        if column in places:
            return places[column], feature[len(column) + len(IS_CLASS) :]
    return -1, None


_READINGS: dict[ColumnKind, ReadAs] = {"number": "number", "text": "classes", "date": "days"}


def _suggested_reading(column: ColumnGuess) -> ReadAs:
    return _READINGS[column.kind]
