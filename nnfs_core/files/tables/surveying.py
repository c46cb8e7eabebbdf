"""This module looks at a whole table, in bounded memory, to say what reading it would meet.

It takes about as long as reading does, and makes no batch. Nothing in a table is wrong to it: odd
cells, rows that are too short or too long and wrong quotes are counted.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from nnfs_core.files.tables.guess import TableGuess
from nnfs_core.files.tables.source import TableSource, opened
from nnfs_core.files.tables.survey import TableSurvey
from nnfs_core.files.tables.tally import TableTally
from nnfs_core.progress import IsCancelled, Progress, ignored, never, stop_if

TELL_EVERY = 0.1  # seconds


def unheard(survey: TableSurvey) -> None:
    """Ignores what is known so far: for a survey that nobody watches."""


def survey_table(
    guess: TableGuess,
    *,
    told: Callable[[TableSurvey], None] = unheard,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> TableSurvey:
    """Look at the whole table that was guessed; `told` gets what is known meanwhile.

    That is at most ten times a second. Raises NnfsError when the file cannot be read, is not text
    or no longer the one that was looked at, and Cancelled when asked to stop.
    """
    guess.check_unchanged()
    with opened(guess.path) as file:
        source = TableSource(file, guess.format, guess.path.name)
        if guess.format.has_header:
            source.first_row()
        tally = TableTally(source, guess)
        told_at, pause = perf_counter(), TELL_EVERY
        while text := source.chunk():
            stop_if(cancelled)
            tally.take(text, cancelled)
            share = min(1.0, file.tell() / max(1, guess.state.size))
            progress(share)
            if (now := perf_counter()) - told_at >= pause:
                told(tally.survey(min(share, 0.999)))
                told_at = perf_counter()
                pause = max(TELL_EVERY, 10 * (told_at - now))
    guess.check_unchanged()
    progress(1.0)
    return tally.survey()
