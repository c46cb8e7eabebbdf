"""This module reads the samples in a file of any known format, if wanted as another batch is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.errors import NnfsError
from nnfs_core.files.array_batch import ArrayChoice
from nnfs_core.files.array_files import ArrayFile
from nnfs_core.files.look import Look, Opened
from nnfs_core.files.remarks import remark
from nnfs_core.files.tables.choice import TableChoice, missing_features
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.guessing.table_warning import alike_warning
from nnfs_core.files.tables.kept import read_as_kept
from nnfs_core.formats import Format, recognised
from nnfs_core.progress import IsCancelled, Progress, ignored, never
from nnfs_core.project.batch import Batch
from nnfs_core.project.loose_names import as_called
from nnfs_core.project.matching import (
    ClassMatch,
    features_fit,
    matched,
    missing_feature,
    with_features_of,
)
from nnfs_core.project.project import Project
from nnfs_core.wording import SCALED, counted, first_few, sentence

FOREIGN = "No class of the data is one that the network knows, so they keep numbers of their own."
MOST_REASONS = 10  # told of columns that are left out

OTHERWISE = (
    "The features are called otherwise than those that the network knows, so they are taken in the "
    "order of the file."
)


def suggested(
    format: Format, look: Look, like: Project | None = None, cancelled: IsCancelled = never
) -> tuple[Look, Any]:
    """The choices that suit most files that look so and, if wanted, are most like a project's.

    A table that has the features of the one that the project holds is read as that one was. So its
    look may be another than the one that was given. Raises Cancelled when asked to stop.
    """
    choice = format.suggested(look)
    if like is None or not (isinstance(look, TableGuess) and isinstance(choice, TableChoice)):
        return look, choice
    if like.table_reading is not None:
        kept = read_as_kept(look, like.table_reading, like.batch.columns, cancelled)
        look, choice = kept or (look, choice)
    return look, choice.as_in(look, like.batch)


def open_data(
    format: Format,
    look: Look,
    choice: Any,
    *,
    like: Batch | None = None,
    dtype: npt.DTypeLike = np.float64,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> Opened:
    """Read a file as it was chosen; classes get the numbers that those of `like` have.

    Raises NnfsError and Cancelled as the format does.
    """
    opened = format.read(look, choice, dtype=dtype, progress=progress, cancelled=cancelled)
    if like is None or not isinstance(opened.content, Batch):
        return opened
    content, news = _with_known_features(opened.content, like)
    batch, match = matched(content, like, cancelled)
    remarks = *opened.remarks, *news
    if match is not None and (taken := _numbers_taken(content.class_names, match)):
        remarks = *remarks, taken
    if match is not None and match.added:
        new = sentence("{classes} new, numbered behind those that were there: {names}.")
        classes = counted(len(match.added), "class is", "classes are")
        remarks = *remarks, new(classes, first_few(match.added))
    foreign = batch.class_names if match is not None and match.is_foreign else ()
    return replace(opened, content=batch, remarks=remarks, foreign_classes=foreign)


def _with_known_features(batch: Batch, like: Batch) -> tuple[Batch, tuple[str, ...]]:
    """The samples with the features of another batch under its names and in its order, where they
    are the same, and sentences on it."""
    remarks: list[str] = []
    columns = as_called(batch.columns, like.columns)
    if not features_fit(columns, like.columns) and batch.n_features == like.n_features:
        remarks.append(OTHERWISE)
        if scaled := [name for name in like.columns if name.endswith(SCALED)]:
            as_they_stand = sentence(
                "The network knows scaled numbers, such as {name}; those of the file are taken as "
                "they stand."
            )
            remarks.append(as_they_stand(scaled[0]))
    if not {*columns} >= {*like.columns}:
        return batch, tuple(remarks)
    if columns != batch.columns:
        pairs = zip(batch.columns, columns, strict=True)
        theirs, ours = next(pair for pair in pairs if pair[0] != pair[1])
        spelled = sentence("Features are spelled otherwise, such as {theirs} for {ours}.")
        remarks.append(spelled(theirs, ours))
        batch = batch.with_(columns=columns)
    if columns != like.columns and len(columns) == len(like.columns):
        batch, _ = with_features_of(batch, like.columns)
        remarks.append("The features are in the order in which the network takes them.")
    return batch, tuple(remarks)


def _numbers_taken(names: Sequence[str], match: ClassMatch) -> str:
    """What is said of classes that are numbers and take the names of others; empty for none."""
    if match.is_foreign:
        return ""
    pairs = [
        (name, match.names[number])
        for name, number in zip(names, match.numbers, strict=True)
        if name != match.names[number]
    ]
    if not pairs:
        return ""
    numbers, taken = (first_few(words, 5) for words in zip(*pairs, strict=True))
    if len(pairs) == 1:
        return sentence("The class {number} is taken for {name}.")(numbers, taken)
    return sentence("The classes {numbers} are taken for {names}.")(numbers, taken)


def read_data(
    path: str | Path,
    *,
    like: Project | None = None,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> Batch:
    """Read the samples in a file of any known format, with the choices that its look suggests.

    So a column or an array that looks like the target becomes the target. Numbers are float64; what
    is large for the free memory stays in the file. `like`: a project whose features are taken, by
    their names (however spelled) and in their order, and whose classes keep their numbers; a table
    is read as the one was that the project's batch comes from. What else is in the file is left out
    and remarked (`nnfs_core.files.remarks`), as is whatever was read one way of two, or is odd.
    Raises NnfsError when the name tells no known format, the file cannot be read, it holds a
    network, or lacks a feature of the project; Cancelled when asked to stop.
    """
    path = Path(path)
    format = recognised(path)
    look = format.look(path, cancelled)
    if not look.is_network:
        batch = like.batch if like is not None else None
        look, choice = suggested(format, look, like, cancelled)
        if batch is not None and isinstance(look, TableGuess):
            for name in missing_features(look, batch):
                raise missing_feature(name)
        opened = open_data(format, look, choice, like=batch, progress=progress, cancelled=cancelled)
        if isinstance(opened.content, Batch):
            if isinstance(look, ArrayFile) and isinstance(choice, ArrayChoice):
                others = choice.left_out(look)
                if others:
                    without = sentence("{arrays} left out: {names}.")
                    remark(without(counted(len(others), "array"), first_few(others)))
            if isinstance(look, TableGuess) and isinstance(choice, TableChoice):
                for warning in _warnings(look, choice):
                    remark(warning)
                if batch is None and choice.left_out:
                    remark(_left_out_text(look, choice))
            if batch is not None:
                return _like(opened, batch, _left_out(look, choice))
            for each in opened.remarks:
                remark(each)
            return opened.content
    raise NnfsError("{it} holds a network, not only data; open it with nnfs_core.load.")(path.name)


def _like(opened: Opened, like: Batch, left_out: tuple[str, ...]) -> Batch:
    """The samples with the features of another batch; what is not as there is remarked."""
    assert isinstance(opened.content, Batch)
    batch, others = with_features_of(opened.content, like.columns)
    others = *left_out, *others
    if others:
        without = sentence("{columns} left out, which the network does not have: {names}.")
        remark(without(counted(len(others), "column"), first_few(others)))
    for each in opened.remarks:
        remark(each)
    if opened.foreign_classes:
        remark(FOREIGN)
    return batch


def _warnings(look: TableGuess, choice: TableChoice) -> tuple[str, ...]:
    """What looks wrong in a table; texts that the choice merges are one already."""
    columns = [
        replace(column, role=chosen.role, alike={} if chosen.merged else column.alike)
        for column, chosen in zip(look.columns, choice.columns, strict=True)
    ]
    on_whole = "" if look.warning == alike_warning(look.columns) else look.warning
    unread = "" if look.cells is None else look.cells.declared.left_out
    return tuple(dict.fromkeys(filter(None, (on_whole, alike_warning(columns), unread))))


def _left_out_text(look: TableGuess, choice: TableChoice) -> str:
    """Which columns are left out, with the reason of each."""
    columns = (look.columns[place] for place in choice.left_out)
    because = sentence("{name} ({reason})")
    reasons = [
        because(column.name, column.reason[0].lower() + column.reason[1:].removesuffix("."))
        if column.reason
        else column.name
        for column in columns
    ]
    without = sentence("{columns} left out: {reasons}.")
    return without(counted(len(reasons), "column"), first_few(reasons, MOST_REASONS))


def _left_out(look: Look, choice: Any) -> tuple[str, ...]:
    """The names of the columns of a table that are not read."""
    if not (isinstance(look, TableGuess) and isinstance(choice, TableChoice)):
        return ()
    return tuple(look.columns[place].name for place in choice.left_out)
