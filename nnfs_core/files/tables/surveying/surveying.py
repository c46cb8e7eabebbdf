"""This module looks at a whole table, in bounded memory, to say what reading it would meet.

It takes about as long as reading does, and makes no batch. Nothing in a table is wrong to it: odd
cells, rows that are too short or too long and wrong quotes are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter

from nnfs_core.files.tables.chunks.source import TableSource, opened
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.surveying.chunk_tally import ChunkTally
from nnfs_core.files.tables.surveying.survey import TableSurvey
from nnfs_core.files.tables.surveying.tally import TableTally
from nnfs_core.progress import IsCancelled, Progress, ignored, never, stop_if

TELL_EVERY = 0.1  # seconds

# What tells the survey so far of the share that it is given, and that share, time and again.
Steps = Iterator[tuple[Callable[[float, IsCancelled], TableSurvey], float]]


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
    steps = _of_text(guess, cancelled) if guess.cells is None else _of_cells(guess, cancelled)
    told_at, pause = perf_counter(), TELL_EVERY
    for survey, share in steps:
        progress(share)
        if (now := perf_counter()) - told_at >= pause:
            told(survey(min(share, 0.999), cancelled))  # all of it is known when nothing more comes
            told_at = perf_counter()
            pause = max(TELL_EVERY, 10 * (told_at - now))
    guess.check_unchanged()
    progress(1.0)
    return survey(1.0, cancelled)


def _of_text(guess: TableGuess, cancelled: IsCancelled) -> Steps:
    with opened(guess.path) as file:
        source = TableSource(file, guess.format, guess.path.name)
        tally = ChunkTally(source, guess)
        yield tally.survey, 0.0
        while text := source.chunk():
            stop_if(cancelled)
            tally.take(text, cancelled)
            yield tally.survey, file.fraction_read


def _of_cells(guess: TableGuess, cancelled: IsCancelled) -> Steps:
    assert guess.cells is not None
    tally = TableTally(guess)

    def survey(share: float, cancelled: IsCancelled) -> TableSurvey:
        return TableSurvey(tally.columns(cancelled), tally.n_rows, share, row_word="row")

    yield survey, 0.0
    for block in guess.cells.blocks(range(len(guess.columns)), guess.n_rows_above, cancelled):
        tally.take_columns(block.columns, block.rows, cancelled)
        yield survey, min(1.0, tally.n_rows / max(1, guess.n_rows))
