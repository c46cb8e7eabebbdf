"""A column of a table that says what samples are for is read as that, and written again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from safetensors import safe_open

from nnfs_core import Batch, Network, NnfsError, Project, edits, load, read_data, save
from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.guessing.guess import sniff
from nnfs_core.files.tables.kept import kept_reading
from nnfs_core.files.tables.reading import read_table
from nnfs_core.files.tables.surveying.advice import advised
from nnfs_core.files.tables.surveying.surveying import survey_table
from nnfs_core.formats import write_data

ROWS = "x,species,split\n1,a,train\n2,b,Test\n3,a,dev\n4,b,train\n"


def parts(batch: Batch) -> list[int] | None:
    return None if batch.subsets is None else batch.subsets.tolist()


def file_of(folder: Path, text: str, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def roles(path: Path) -> list[str]:
    return [column.role for column in sniff(path).columns]


def test_a_column_with_such_a_name_and_such_words_is_the_split(tmp_path: Path) -> None:
    path = file_of(tmp_path, ROWS)
    assert roles(path) == ["feature", "target", "subset"]
    batch = read_data(path)
    assert parts(batch) == [0, 2, 1, 0]
    assert batch.columns == ("x",)
    assert batch.target_name == "species"
    assert batch.class_names == ("a", "b")


@pytest.mark.parametrize("name", ["Split", "subset", "SET", "data_set", "cv fold", "Partition"])
def test_the_column_has_one_of_some_names(tmp_path: Path, name: str) -> None:
    assert roles(file_of(tmp_path, ROWS.replace("split", name)))[2] == "subset"


@pytest.mark.parametrize(
    "text",
    [
        ROWS.replace("split", "kind"),
        ROWS.replace("dev", "other"),
        ROWS.replace("train", "0").replace("Test", "1").replace("dev", "2"),
        ROWS.replace("split", "offset"),
    ],
)
def test_a_column_of_another_name_or_with_other_words_is_none(tmp_path: Path, text: str) -> None:
    assert "subset" not in roles(file_of(tmp_path, text))
    assert parts(read_data(file_of(tmp_path, text))) is None


def test_rows_that_go_take_their_subset_along(tmp_path: Path) -> None:
    text = "id,x,y,set\na,1,2,train\nb,,2,test\nc,3,2,val\n"
    path = file_of(tmp_path, text)
    guess = sniff(path)
    choice = TableChoice(guess.format, TableChoice.suggested(guess).columns, missing="drop")
    batch, _ = read_table(guess, choice)
    assert parts(batch) == [0, 1]
    assert batch.labels is not None
    assert batch.labels.tolist() == ["a", "c"]


def test_missing_values_are_filled_by_what_training_samples_have(tmp_path: Path) -> None:
    text = "x,town,set\n1,a,train\n3,a,train\n100,b,test\n200,b,test\n,,test\n,b,train\n"
    guess = sniff(file_of(tmp_path, text))
    choice = replace(TableChoice.suggested(guess), missing="mean").with_column(1, read_as="codes")
    choice = choice.with_column(1, role="feature")
    batch, _ = read_table(guess, choice)
    assert batch.inputs[:, 0].tolist() == [1, 3, 100, 200, 2, 2]
    assert batch.inputs[:, 1].tolist() == [0, 0, 1, 1, 0, 1]
    none = sniff(file_of(tmp_path, "x,y,set\n1,,train\n2,3,test\n"))
    choice = replace(TableChoice.suggested(none), missing="mean").with_column(1, role="feature")
    with pytest.raises(NnfsError, match="No training sample has a value in the column 'y'"):
        read_table(none, choice)


def test_a_word_further_down_that_says_nothing_is_refused_with_its_place(tmp_path: Path) -> None:
    rows = "".join(f"{number},train\n" for number in range(40_000))
    path = file_of(tmp_path, f"x,split\n{rows}1,odd\n")
    guess = sniff(path)
    choice = TableChoice.suggested(guess)
    with pytest.raises(NnfsError, match="'odd', which does not say"):
        read_table(guess, choice)
    told, reasons = advised(choice, survey_table(guess), ())
    assert told.columns[1].role == "left out"
    assert reasons[1] == "It has “odd”, which says nothing of a split."
    assert advised(choice, survey_table(guess), {1})[0] == choice
    with pytest.raises(NnfsError, match="an empty cell, which does not say"):
        read_data(file_of(tmp_path, f"x,split\n{rows}1,\n"))


def test_one_column_at_most_says_it(tmp_path: Path) -> None:
    path = file_of(tmp_path, "x,set,fold\n1,train,test\n2,test,train\n")
    assert roles(path) == ["feature", "subset", "target"]
    guess = sniff(path)
    choice = TableChoice.suggested(guess).with_column(2, role="subset")
    assert [column.role for column in choice.columns] == ["feature", "left out", "subset"]
    assert parts(read_table(guess, choice)[0]) == [2, 0]


def test_a_split_batch_comes_back_from_a_table(tmp_path: Path) -> None:
    batch = Batch(
        [[1.5], [2.5], [3.5], [4.5]],
        [0, 1, -1, 0],
        ["x"],
        class_names=["a", "b"],
        target_name="kind",
        labels=["r", "s", "t", "u"],
        label_name="id",
        subsets=[2, 0, 1, 0],
    )
    write_data(tmp_path / "b.csv", batch)
    text = (tmp_path / "b.csv").read_text()
    assert text.splitlines()[:2] == ['"id","x","kind","subset"', '"r",1.5,a,test']
    again = read_data(tmp_path / "b.csv")
    assert parts(again) == [2, 0, 1, 0]
    assert again.targets is not None
    assert again.targets.tolist() == [0, 1, -1, 0]
    assert again.labels is not None
    assert again.labels.tolist() == ["r", "s", "t", "u"]
    write_data(tmp_path / "c.csv", batch.with_(target_rows=None, class_names=(), label_rows=None))
    assert parts(read_data(tmp_path / "c.csv")) == [2, 0, 1, 0]


def test_how_the_column_was_read_is_kept_for_the_next_table(tmp_path: Path) -> None:
    path = file_of(tmp_path, ROWS.replace("split", "kind"))
    guess = sniff(path)
    choice = TableChoice.suggested(guess).with_column(2, role="subset")
    reading = kept_reading(guess, choice, {})
    batch, _ = read_table(guess, choice)
    project = Project(Network(), batch, table_reading=reading)
    save(project, tmp_path / "a.nnfs")
    loaded = load(tmp_path / "a.nnfs")
    assert loaded == project
    other = file_of(tmp_path, "kind,x,species\ntest,5,b\ntrain,6,a\n", "other.csv")
    assert parts(read_data(other, like=loaded)) == [2, 0]


def test_a_file_that_only_says_how_subsets_were_read_asks_for_an_app_that_knows_it(
    tmp_path: Path,
) -> None:
    guess = sniff(file_of(tmp_path, ROWS))
    choice = TableChoice.suggested(guess)
    batch, _ = read_table(guess, choice)
    project = Project(Network(), batch, table_reading=kept_reading(guess, choice, {}))
    save(edits.remove_split(project), tmp_path / "a.nnfs")
    with safe_open(tmp_path / "a.nnfs", "np") as file:
        assert json.loads(file.metadata()["nnfs"])["version"] == 6
