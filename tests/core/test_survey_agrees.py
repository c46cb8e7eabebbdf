"""What the survey counts in a table is what reading it meets, whatever its cells and its format."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnfs_core import NnfsError
from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.chunks import source
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guessing.column_guess import ColumnKind
from nnfs_core.files.tables.guessing.guess import preview
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.reading import read_table
from nnfs_core.files.tables.report import TableReport
from nnfs_core.files.tables.surveying.survey import ColumnSurvey
from nnfs_core.files.tables.surveying.surveying import survey_table
from nnfs_core.files.tables.words import ReadAs

CELLS = [
    *("1", "-2.5", "+1", ".5", "5.", "007", "1e3", "inf", "-∞", "−3", "1e999", "1,234", "1.234,5"),
    *(
        "1'000",
        "1 000",
        "123456789012345678",
        "45%",
        "5€",
        "$ 4",
        "2024-01-05",
        "3/4/2024",
        "12:30",
    ),
    *("12:30", "nan", "NA", "?", "none", "", " ", "5x", "1.2.3", "1-2", "1'0", "é", "a b", "#no"),
    *('"a""b"', '"x\ny"', '"7"', '"', 'a"b'),
]
READINGS: dict[ColumnKind, ReadAs] = {"number": "number", "text": "codes", "date": "days"}


@st.composite
def formats(draw: st.DrawFn) -> TableFormat:
    delimiter, decimal = draw(st.sampled_from([",.", ";.", ";,", "\t,", "|.", " .", " ,"]))
    others = [mark for mark in ("", ".", ",", " ", "'") if mark != decimal]
    return TableFormat(
        delimiter,
        decimal,
        quote=draw(st.sampled_from(['"', ""])),
        thousands=draw(st.sampled_from(others)),
        comment=draw(st.sampled_from(["", "#"])),
        backslash=draw(st.booleans()),
    )


def everything(guess: TableGuess) -> TableChoice:
    """Takes all columns as features; what is odd in them is missing."""
    choice = TableChoice.suggested(guess)
    columns = (
        replace(column, role="feature", read_as=READINGS[guessed.kind], odd="missing")
        for column, guessed in zip(choice.columns, guess.columns, strict=True)
    )
    return replace(choice, columns=tuple(columns))


def check_column(name: str, kind: ColumnKind, found: ColumnSurvey, report: TableReport) -> None:
    if kind == "text":
        assert found.n_blank == report.missing.get(name, 0)
        assert {*found.texts} == {*report.text_columns[name]}
        return
    n_odd = report.odd[name].count if name in report.odd else 0
    assert found.n_odd == n_odd
    assert found.n_missing + n_odd == report.missing.get(name, 0)
    assert found.n_infinite == report.infinite.get(name, 0)
    assert found.n_rounded == (report.rounded[name].count if name in report.rounded else 0)


@settings(max_examples=200)
@given(
    formats(),
    st.integers(1, 4).flatmap(
        lambda n: st.lists(
            st.lists(st.sampled_from(CELLS), min_size=n, max_size=n + 1),
            min_size=1,
            max_size=12,
        )
    ),
    st.sampled_from([1, 30, 2**17]),
)
def test_the_survey_counts_what_reading_meets(
    tmp_path_factory: pytest.TempPathFactory,
    table_format: TableFormat,
    rows: list[list[str]],
    at_once: int,
) -> None:
    path = tmp_path_factory.mktemp("tables") / "table.csv"
    header = [f"c{n}" for n in range(min(map(len, rows)))]
    lines = (table_format.delimiter.join(row) for row in [header, *rows])
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    guess = preview(path, table_format)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "CHUNK_CHARACTERS", at_once)
        survey = survey_table(guess)
    try:
        batch, report = read_table(guess, everything(guess))
    except NnfsError as refusal:
        is_refused = survey.n_long_rows or survey.n_quotes or "too large" in str(refusal)
        assert is_refused or survey.n_rows == 0
        return
    assert (survey.n_long_rows, survey.n_quotes) == (0, 0)
    assert survey.n_rows == batch.n_samples
    assert survey.n_short_rows == report.n_short_rows
    assert (survey.first_short_line or 0) == report.first_short_row
    for column, found in zip(guess.columns, survey.columns, strict=True):
        check_column(column.name, column.kind, found, report)


@settings(max_examples=200)
@given(
    formats(),
    st.text("\"',;\t|\r\n 1a.-+e#\\\x1a\ufeffé∞", max_size=60),
    st.sampled_from([1, 9, 2**17]),
)
def test_whatever_stands_in_a_table_its_survey_comes_to_an_end(
    tmp_path_factory: pytest.TempPathFactory, table_format: TableFormat, text: str, at_once: int
) -> None:
    path = tmp_path_factory.mktemp("tables") / "table.csv"
    path.write_text(f"a,b;c\n{text}", encoding="utf-8", newline="")
    try:
        guess = preview(path, table_format)
    except NnfsError:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "CHUNK_CHARACTERS", at_once)
        survey = survey_table(guess)
    for column in survey.columns:
        assert column.n_numbers + column.n_missing + column.n_odd == survey.n_rows
        assert column.n_blank <= column.n_missing
        assert (column.first_odd_line is None) == (column.n_odd == 0)
        assert bool(column.odd) == (column.n_odd > 0)
