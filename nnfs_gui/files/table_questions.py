"""Asks what a table leaves open: which of two readings is meant, and which classes are the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.surveying.advice import alike_columns
from nnfs_core.files.tables.surveying.survey import TableSurvey
from nnfs_core.wording import first_few, one_line, sentence
from nnfs_gui.studio.question import Answer, Question

MOST_ASKED = 2  # columns whose classes are nearly alike

Merge = Callable[[int, Mapping[str, str]], None]  # the texts of a column that become others


def reading_questions(guess: TableGuess, read_in: Callable[[TableFormat], None]) -> list[Question]:
    """Which of the readings is meant that the file does not decide between."""
    answers = tuple(
        Answer(
            f"import_alternative_{number}",
            sentence("Take it for {other}")(each.told),
            "",
            partial(read_in, each.format),
        )
        for number, each in enumerate(guess.alternatives)
    )
    return [Question(guess.warning, answers)] if answers else []


def merge_questions(
    guess: TableGuess, choice: TableChoice, survey: TableSurvey, merge: Merge
) -> list[Question]:
    """Whether classes that are spelled nearly alike are one."""
    alike = alike_columns(choice, survey)
    return [
        _merge_question(guess, choice, place, alike[place], merge)
        for place in sorted(alike)[:MOST_ASKED]
    ]


def _merge_question(
    guess: TableGuess, choice: TableChoice, place: int, same: Mapping[str, str], merge: Merge
) -> Question:
    name = one_line(guess.columns[place].name, 60)
    both = sentence("{one} and {other}")
    pairs = first_few([both(one, other) for one, other in same.items()])
    if choice.columns[place].merged == same:
        text = sentence("{name}: {pairs} are read as one class.")(name, pairs)
        answer = Answer(f"import_part_{place}", "Keep apart", "", partial(merge, place, {}))
    else:
        text = sentence("{name}: {pairs} may be the same class.")(name, pairs)
        answer = Answer(f"import_merge_{place}", "Merge them", "", partial(merge, place, same))
    return Question(text, (answer,))
