"""What the table that a network knows would make of the next one in silence is told, or left."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnfs_core import Batch, Dense, Network, Project, edits, load, read_data, save
from nnfs_core.files.remarks import remarks
from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guessing.guess import preview, sniff
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.formats import TABLES
from nnfs_core.reading import open_data, suggested

POINTS = "a;b;y\n1.234,5;2.345,5;u\n3.456,5;4.567,5;v\n"


def known(
    tmp_path: Path, text: str, encoding: str = "utf-8", table_format: TableFormat | None = None
) -> Project:
    """A network that was saved and loaded with a table, read as it is guessed or in a format."""
    path = tmp_path / "first.csv"
    path.write_bytes(text.encode(encoding))
    guess = sniff(path) if table_format is None else preview(path, table_format)
    opened = open_data(TABLES, guess, TableChoice.suggested(guess))
    batch = opened.content
    assert isinstance(batch, Batch)
    network = Network([Dense.random(batch.n_features, 2)])
    project = edits.replace_batch(Project(network, batch), batch, opened.reading)
    save(project, tmp_path / "it.nnfs")
    return load(tmp_path / "it.nnfs")


def next_table(
    tmp_path: Path, text: str, project: Project, encoding: str = "utf-8"
) -> tuple[Batch, list[str]]:
    """Another table as it is read beside the network, and what is told of that."""
    path = tmp_path / "next.csv"
    path.write_bytes(text.encode(encoding))
    with remarks() as told:
        batch = read_data(path, like=project)
    return batch, told


def looked_at(tmp_path: Path, project: Project) -> TableGuess:
    """The look at that table that the window's dialog begins with."""
    look, _ = suggested(TABLES, sniff(tmp_path / "next.csv"), project)
    assert isinstance(look, TableGuess)
    return look


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("50%", "0.5", "x is not in % here and was in the table that the network knows."),
        ("0.5", "50%", "x is in % here and was not in the table that the network knows."),
        ("50%", "$50", "x is in $ here and was in % in the table that the network knows."),
        ("50%", "50%", ""),
        ("0.5", "0.5", ""),
        ("50%", "", ""),
    ],
)
def test_a_column_in_another_unit_is_read_as_it_stands_and_told_by_name(
    tmp_path: Path, first: str, then: str, told: str
) -> None:
    project = known(tmp_path, f"x,z\n{first},1\n{first},2\n")
    batch, said = next_table(tmp_path, f"x,z\n{then},1\n{then},2\n", project)
    value = float(then.strip("%$") or "nan")
    assert np.array_equal(batch.inputs[:, 0], [value, value], equal_nan=True)
    assert [each for each in said if "x is" in each] == ([told] if told else [])


def test_of_many_columns_in_another_unit_some_are_named(tmp_path: Path) -> None:
    project = known(tmp_path, "a,b,c,d,e\n1,2,3,4,5\n6,7,8,9,10\n")
    _, said = next_table(tmp_path, "a,b,c,d,e\n1%,2%,3%,4%,5\n6%,7%,8%,9%,1\n", project)
    assert [each[0] for each in said[:3]] == ["a", "b", "c"]
    assert said[3] == "So it is in 1 more column."


def test_no_row_is_lost_to_a_title_or_comments_that_only_the_known_table_had(
    tmp_path: Path,
) -> None:
    titled = known(tmp_path, "My title\n1.5,2.5\n3.5,4.5\n")
    batch, _ = next_table(tmp_path, "7,7\n1.5,2.5\n3.5,4.5\n", titled)
    assert batch.inputs.tolist() == [[7, 7], [1.5, 2.5], [3.5, 4.5]]
    batch, _ = next_table(tmp_path, "Another\nand more\n1.5,2.5\n3.5,4.5\n", titled)
    assert batch.inputs.tolist() == [[1.5, 2.5], [3.5, 4.5]]
    commented = known(tmp_path, "# by hand\nn,x\na,1.5\nb,2.5\na,3\n")
    text = "n,x\na,1.5\n#2,3.5\nb,2.5\n"
    batch, _ = next_table(tmp_path, text, commented)
    assert batch.n_samples == 3


def test_names_in_a_line_that_was_chosen_are_found_there_again(tmp_path: Path) -> None:
    spelled = TableFormat(skipped_lines=1)
    project = known(tmp_path, "1,2\na,b\n3,4\n5,6\n", table_format=spelled)
    assert project.batch.columns == ("a", "b")
    batch, _ = next_table(tmp_path, "9,9\na,b\n7,8\n9,10\n", project)
    assert batch.inputs.tolist() == [[7, 8], [9, 10]]
    batch, _ = next_table(tmp_path, "a,b\n9,9\n7,8\n", project)
    assert batch.inputs.tolist() == [[9, 9], [7, 8]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_encoding_that_a_file_shows_is_its_own(tmp_path: Path, encoding: str) -> None:
    text = "town;x;kind\nMünch;1;a\nKöln;2;b\nMünch;3;a\n"
    project = known(tmp_path, text, "cp1252")
    assert project.batch.columns[:2] == ("town = Münch", "town = Köln")
    batch, told = next_table(tmp_path, text, project, encoding)
    assert batch.inputs.tolist() == project.batch.inputs.tolist()
    assert not [each for each in told if "unknown" in each]


def test_an_encoding_that_a_file_does_not_show_is_the_known_one(tmp_path: Path) -> None:
    project = known(tmp_path, "town;x\nMünch;1\nKöln;2\n", "cp1252")
    next_table(tmp_path, "town;x\nBern;1\nBern;2\n", project)
    assert looked_at(tmp_path, project).format.encoding == "cp1252"


def test_a_mark_is_told_that_is_read_as_the_known_table_showed_it(tmp_path: Path) -> None:
    project = known(tmp_path, POINTS)
    batch, told = next_table(tmp_path, "a;b;y\n1.234;2.345;u\n", project)
    assert batch.inputs.tolist() == [[1234, 2345]]
    part = "The point in 1.234 is a mark between thousands, as in the table that the network knows."
    assert part in told
    look = looked_at(tmp_path, project)
    assert look.warning == part
    assert [(each.told, each.format.decimal) for each in look.alternatives] == [
        ("the decimal mark", ".")
    ]


def test_a_mark_that_no_number_of_the_known_table_showed_is_asked_for(tmp_path: Path) -> None:
    spelled = TableFormat(";", ",", thousands=".")
    project = known(tmp_path, "a;b;y\n1.234;2;u\n3.456;4;v\n", table_format=spelled)
    batch, told = next_table(tmp_path, "a;b;y\n1.234;2;u\n5.678;4;v\n", project)
    assert batch.inputs.tolist() == [[1234, 2], [5678, 4]]
    question = "Is the point in 1.234 the decimal mark, or does it part thousands?"
    assert f"{question} It counts as a mark between thousands." in told
    assert looked_at(tmp_path, project).alternatives[0].told == "the decimal mark"


def test_a_mark_is_asked_for_in_a_file_that_is_parted_otherwise(tmp_path: Path) -> None:
    project = known(tmp_path, POINTS)
    batch, told = next_table(tmp_path, "a\tb\ty\n1.234\t2.345\tu\n", project)
    assert batch.inputs.tolist() == [[1.234, 2.345]]
    question = "Is the point in 1.234 the decimal mark, or does it part thousands?"
    assert f"{question} It counts as the decimal mark." in told


def test_marks_that_a_file_shows_are_its_own(tmp_path: Path) -> None:
    project = known(tmp_path, POINTS)
    batch, told = next_table(tmp_path, "a;b;y\n1.234;2.345;u\n3.456;4.5;v\n", project)
    assert batch.inputs.tolist() == [[1.234, 2.345], [3.456, 4.5]]
    assert not [each for each in told if "point" in each]
