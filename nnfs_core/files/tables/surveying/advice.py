"""This module says what a look at the whole of a table changes of what its start suggested."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from nnfs_core.files.tables.choice import ColumnChoice, TableChoice
from nnfs_core.files.tables.guessing.alike import alike_texts
from nnfs_core.files.tables.guessing.roles import MOST_TEXTS, too_many_texts
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.numbers import is_beyond_float64, is_number, to_float
from nnfs_core.files.tables.surveying.survey import ColumnSurvey, TableSurvey
from nnfs_core.files.tables.targets import TargetKind, look_like_classes
from nnfs_core.project.subset import subset_of_word
from nnfs_core.wording import sentence

THERE = "The present batch has it so."
NOT_THERE = "The present batch does not have it."


def advised(
    choice: TableChoice, survey: TableSurvey, decided: Collection[int]
) -> tuple[TableChoice, dict[int, str]]:
    """The choice that suits what was found, and the reasons for roles that it changes, by column.

    Cells that are no numbers are missing, unless they are most of their column; a feature of more
    texts than 20 is left out, and so is a column of subsets that has other words. Columns whose
    role or reading is `decided` keep it. What is found at last may take back what was advised when
    less was known.
    """
    lenient: list[int] = []
    strict: list[int] = []
    reasons: dict[int, str] = {}
    for place, (column, found) in enumerate(zip(choice.columns, survey.columns, strict=True)):
        is_open = place not in decided and not column.texts
        if 0 < found.n_odd < found.n_numbers:
            lenient += [place] if column.odd == "refuse" else []
        elif is_open and found.n_odd and column.odd == "missing":
            strict.append(place)
        has_columns = column.role == "feature" and column.read_as == "classes"
        if has_columns and is_open and found.n_texts > MOST_TEXTS:
            reasons[place] = too_many_texts(found.n_texts, found.has_more)
        if column.role == "subset" and place not in decided:
            others = [text for text in found.texts if subset_of_word(text) is None]
            if others or found.n_blank:
                shown = sentence("“{text}”")(others[0]) if others else "an empty cell"
                reasons[place] = sentence("It has {cell}, which says nothing of a split.")(shown)
    choice = choice.with_columns(lenient, odd="missing").with_columns(strict, odd="refuse")
    return choice.with_columns([*reasons], role="left out"), reasons


def as_before(guess: TableGuess, choice: TableChoice) -> dict[int, str]:
    """The reasons for the roles that were chosen as the present batch has them, by column."""
    pairs = zip(TableChoice.suggested(guess).columns, choice.columns, strict=True)
    return {
        place: NOT_THERE if now.role == "left out" else THERE
        for place, (usual, now) in enumerate(pairs)
        if usual.role != now.role
    }


def automatic_kind(column: ColumnChoice, found: ColumnSurvey) -> TargetKind:
    """What a target column becomes when nobody says whether it holds classes or values."""
    if column.is_text:
        return "classes"
    if column.read_as == "days" or found.has_more:
        return "values"
    known = [(text, to_float(text)) for text in found.texts if is_number(text)]
    held = [number for text, number in known if not is_beyond_float64(text, number)]
    distinct = np.unique(np.array(held, np.float64))
    return "classes" if look_like_classes(distinct, found.n_numbers) else "values"


def alike_columns(choice: TableChoice, survey: TableSurvey) -> dict[int, dict[str, str]]:
    """The columns of classes some of which may be the same: by place, what `alike_texts` found."""
    found = {
        place: alike_texts(dict(zip(seen.texts, seen.counts, strict=True)))
        for place, (column, seen) in enumerate(zip(choice.columns, survey.columns, strict=True))
        if column.is_text and column.role in ("feature", "target") and not seen.has_more
    }
    return {place: same for place, same in found.items() if same}
