"""Whatever format is chosen for whatever text, it is read or refused in a sentence."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables import format as formats
from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.chunks.plain_text import PlainText
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guessing.guess import preview, sniff
from nnfs_core.files.tables.reading import open_table
from nnfs_core.files.tables.surveying.surveying import survey_table
from nnfs_core.project.batch import Batch
from tests.core.tables import read_table

MakeFile = Callable[..., Path]
same_folder = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200
)

PIECES = st.sampled_from(
    [
        *(
            "a",
            "b",
            "1",
            "2.5",
            "1,234",
            "1.234,5",
            "12 %",
            "$3",
            "\t",
            "  ",
            ",",
            ";",
            "\n",
            "\r\n",
        ),
        *(
            '"',
            '""',
            "'",
            "#",
            "%",
            "//",
            "sep=;",
            "NA",
            "-",
            "inf",
            "\\",
            '\\"',
            "2020-01-01",
            "1960",
        ),
        *("(s)", "c", "class", "id", "\x1a", "\x1f", "\u00a0", "’", "+", ".", "1e999"),
    ]
)
FORMATS = st.builds(
    TableFormat,
    delimiter=st.sampled_from([";", "\t", "|", " "]),
    decimal=st.sampled_from(formats.DECIMALS),
    header_rows=st.integers(0, 3),
    quote=st.sampled_from(formats.QUOTES),
    thousands=st.sampled_from(["", " "]),
    comment=st.sampled_from(formats.COMMENTS),
    backslash=st.booleans(),
    skipped_lines=st.integers(0, 3),
    names_in_comment=st.booleans(),
)


@given(st.lists(PIECES, max_size=40).map("".join), st.none() | FORMATS)
@same_folder
def test_any_text_is_looked_at_counted_and_read_alike_or_refused(
    make_file: MakeFile, text: str, table_format: TableFormat | None
) -> None:
    path = make_file(text)
    try:
        guess = sniff(path) if table_format is None else preview(path, table_format)
        n_rows = survey_table(guess).n_rows
        batch = open_table(guess, TableChoice.suggested(guess)).content
    except NnfsError:
        return
    assert isinstance(batch, Batch)
    assert guess.n_rows == n_rows == batch.n_samples


@given(
    st.lists(st.sampled_from(["a", '"', "  ", "\t", "\n", "#", "\\", '""', "b c"]), max_size=30),
    st.sampled_from([{"delimiter": " "}, {"comment": "#"}, {"delimiter": " ", "comment": "#"}]),
    st.data(),
)
def test_a_text_is_made_plain_alike_in_one_piece_and_in_many(
    pieces: list[str], choice: dict[str, Any], data: st.DataObject
) -> None:
    text = "".join(pieces) + "\n"
    lines = text.splitlines(keepends=True)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(lines)))) | {0, len(lines)})
    plain = PlainText(TableFormat(**choice))
    parts = ["".join(lines[start:end]) for start, end in itertools.pairwise(cuts)]
    assert "".join(map(plain.of, parts)) == PlainText(TableFormat(**choice)).of(text)


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        ({"thousands": "."}, "One mark cannot both part thousands and be the decimal mark"),
        ({"thousands": "'", "quote": "'"}, "An apostrophe cannot both part thousands and quote"),
        ({"comment": ";"}, "The mark of comments must be one of"),
        ({"header_rows": 4}, "The number of header rows must be one of"),
        ({"skipped_lines": -1}, "From 0 to 10,000 lines can be skipped"),
    ],
)
def test_a_format_that_means_nothing_is_refused(choice: dict[str, Any], sentence: str) -> None:
    with pytest.raises(NnfsError, match=sentence):
        TableFormat(**choice)


def test_every_part_of_the_format_can_be_set(make_file: MakeFile) -> None:
    path = make_file("by hand\nx y\n(m) (s)\n% no\n1'000.5 'a \\' b'\n2 'c'\n")
    usual = sniff(path).format
    wanted = replace(
        usual, delimiter=" ", skipped_lines=1, header_rows=2, comment="%", backslash=True, quote="'"
    )
    guess = preview(path, wanted)
    assert [column.name for column in guess.columns] == ["x (m)", "y (s)"]
    assert guess.rows == (("1'000.5", "a ' b"), ("2", "c"))
    grouped = preview(path, replace(wanted, quote="", thousands="'", backslash=False))
    assert grouped.columns[0].kind == "number"
    bare = preview(path, replace(wanted, skipped_lines=4, header_rows=0))
    assert [column.name for column in bare.columns] == ["x0", "x1"]
    with pytest.raises(NnfsError, match="has no row below line 9; let the table start further up"):
        preview(path, replace(wanted, skipped_lines=9))


def test_escaped_quotes_and_backslashes_are_letters(make_file: MakeFile) -> None:
    path = make_file('a,kind\n1,"say \\"hi\\""\n2,"c:\\\\"\n3,plain\n')
    batch = read_table(path, TableFormat(backslash=True), target=1).batch
    assert batch.class_names == ('say "hi"', "c:\\", "plain")
