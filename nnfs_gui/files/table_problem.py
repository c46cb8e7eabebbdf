"""Says why a table cannot be opened as it is chosen, and what was found that one should know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nnfs_core.files.tables.choice import ColumnChoice, TableChoice
from nnfs_core.files.tables.guessing.roles import MOST_TEXTS
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.guessing.table_warning import alike_warning
from nnfs_core.files.tables.surveying.survey import ColumnSurvey, TableSurvey
from nnfs_core.files.tables.surveying.telling import (
    column_findings,
    of_column,
    table_findings,
    taken_as_missing,
)
from nnfs_core.wording import agreeing, counted, one_line, sentence, size_text
from nnfs_gui.files.column_words import missing_in, odd_in

MOST_NAMED = 2  # columns that are told of one by one


def problem(
    guess: TableGuess, choice: TableChoice, survey: TableSurvey | None, n_bytes: int, free: int
) -> str:
    """Why nothing sensible would come out, in a sentence; empty when there is no reason.

    survey: of the whole file, None before it has been read. n_bytes: what the samples take; free:
    what there is.
    """
    if not guess.n_rows or not guess.rows:
        return "There is no row of data."
    if not choice.features:
        return "No column is a feature. Make at least one a feature."
    target = choice.target
    if target is not None and choice.target_kind == "values" and choice.columns[target].is_text:
        text = sentence("The target {name} is text, which has no values. Read it as classes.")
        return text(one_line(guess.columns[target].name))
    if survey is not None and (what := _emptied(guess, choice, survey)):
        return what
    if n_bytes > free:
        needs = sentence("This needs {size}, but only {free} are free. Leave columns out.")
        return needs(size_text(n_bytes), size_text(free))
    return ""


def _emptied(guess: TableGuess, choice: TableChoice, survey: TableSurvey) -> str:
    """What is wrong with the cells of the columns that are read."""
    if survey.n_long_rows:
        long = sentence("Line {line:,} has more cells than there are columns. Change the format.")
        return long(survey.first_long_line)
    for place, (column, found) in enumerate(zip(choice.columns, survey.columns, strict=True)):
        name = one_line(guess.columns[place].name)
        if column.role not in ("feature", "target"):
            continue
        if column.role == "feature" and column.read_as == "classes" and found.has_more:
            many = sentence("{name} has too many texts for a column each. Make it the label.")
            return many(name)
        n_odd = odd_in(column, found)
        if n_odd and column.odd == "refuse":
            odd = sentence("{cells} of {name} no numbers. Choose under Neither what they are.")
            return odd(counted(n_odd, "cell"), f"{name} {agreeing(n_odd, 'is', 'are')}")
        is_empty = missing_in(column, found) + n_odd >= survey.n_rows
        if is_empty and choice.missing == "drop":
            dropped = sentence("Every row misses {name}, so none would be left. Leave it out.")
            return dropped(name)
        if is_empty and choice.missing == "mean" and column.role == "feature":
            return sentence("{name} has no value, so it has no mean. Leave it out.")(name)
    return ""


def findings(guess: TableGuess, choice: TableChoice, survey: TableSurvey) -> list[str]:
    """What one should know of the rows and of the columns that are read, in sentences."""
    said = []
    for place, (column, found) in enumerate(zip(choice.columns, survey.columns, strict=True)):
        name = one_line(guess.columns[place].name)
        if column.role == "feature" and column.is_text and found.n_texts > MOST_TEXTS:
            said.append(_of_texts(column, found, name))
        is_read = column.role in ("feature", "target") and not column.is_text
        if not (is_read and (found.n_odd or found.n_infinite or found.n_rounded)):
            continue
        what = "date" if column.read_as == "days" else "number"
        found = replace(found, n_missing=0)
        told = column_findings(found, survey.n_rows, reads_numbers=True, what=what)
        if told:
            if odd_in(column, found) and column.odd == "missing":
                told[0] = taken_as_missing(told[0])
            said.append(of_column(name, told))
    n_more = len(said) - MOST_NAMED
    if n_more > 0:
        more = sentence("So it is in {columns}.")
        said[MOST_NAMED:] = [more(counted(n_more, "more column"))]
    return [*table_findings(survey), *said]


def _of_texts(column: ColumnChoice, found: ColumnSurvey, name: str) -> str:
    """What a feature of many texts becomes."""
    if column.read_as == "classes":
        return sentence("{name} becomes {n:,} columns, one for each text.")(name, found.n_texts)
    numbers = sentence("{name} becomes numbers for {n:,} texts, which have no order.")
    return numbers(name, found.n_texts)


def looks_wrong(guess: TableGuess, survey: TableSurvey | None) -> str:
    """What the first rows warn of and is not asked, nor told better by a look at all rows."""
    is_asked = bool(guess.alternatives) or guess.warning == alike_warning(guess.columns)
    is_told = survey is not None and (survey.n_short_rows or survey.n_long_rows) > 0
    return "" if is_asked or is_told else guess.warning


def n_missing(choice: TableChoice, survey: TableSurvey) -> tuple[int, Sequence[int]]:
    """How many cells of what is read are missing or taken as missing, and in which columns."""
    places, total = [], 0
    for place, (column, found) in enumerate(zip(choice.columns, survey.columns, strict=True)):
        if column.role in ("feature", "target"):
            n = missing_in(column, found) + odd_in(column, found)
            total += n
            places += [place] if n else []
    return total, places
