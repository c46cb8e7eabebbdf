"""How a table was read is kept in the project's file, and the next one is read the same way."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import save_file

from nnfs_core import (
    Batch,
    Cancelled,
    Dense,
    Network,
    NnfsError,
    Project,
    edits,
    load,
    read_data,
    save,
)
from nnfs_core.files.tables import kept as keeping
from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.guessing.guess import sniff
from nnfs_core.formats import TABLES
from nnfs_core.project.table_reading import TableReading
from nnfs_core.reading import open_data, suggested
from nnfs_core.recovery.journal import Journal
from nnfs_core.recovery.noted import Noted
from tests.journals import read_back

DATA = Path(__file__).parent.parent / "data"
FIRST = "id;height;town;extra;kind\n1;1,5;Lyon;3;a\n2;2,5;Oslo;4;b\n3;few;Lyon;5;a\n"


def opened(path: Path, text: str, **roles: dict[str, Any]) -> Project:
    """A project whose batch is a table, of which some columns were chosen to be read otherwise."""
    path.write_text(text, encoding="utf-8")
    guess = sniff(path)
    choice = TableChoice.suggested(guess)
    for place, column in enumerate(guess.columns):
        choice = choice.with_column(place, **roles.get(column.name, {}))
    found = open_data(TABLES, guess, choice)
    assert isinstance(found.content, Batch)
    network = Network([Dense.random(found.content.n_features, 2)])
    project = Project(network, Batch(np.zeros((1, found.content.n_features))))
    return edits.replace_batch(project, found.content, found.reading)


def first(tmp_path: Path) -> Project:
    return opened(
        tmp_path / "first.csv",
        FIRST,
        id={"role": "left out"},
        height={"odd": "missing"},
        town={"role": "feature", "read_as": "codes"},
        extra={"role": "left out"},
        kind={"role": "target", "read_as": "classes"},
    )


def read_like(path: Path, text: str, project: Project) -> tuple[Batch, TableChoice]:
    """A table as it is read and as the dialog suggests it beside a project."""
    path.write_text(text, encoding="utf-8")
    _, choice = suggested(TABLES, sniff(path), project)
    return read_data(path, like=project), choice


def test_the_next_table_is_read_as_the_first_was(tmp_path: Path) -> None:
    save(first(tmp_path), tmp_path / "it.nnfs")
    project = load(tmp_path / "it.nnfs")
    assert project == first(tmp_path)
    text = "kind;extra;height;town;id\nb;1;7;Oslo;1\na;2;few;Lyon;2\nb;3;8,25;Oslo;3\n"
    batch, choice = read_like(tmp_path / "next.csv", text, project)
    assert (batch.columns, batch.class_names) == (("height", "town"), ("a", "b"))
    assert np.array_equal(batch.inputs, [[7, 1], [np.nan, 0], [8.25, 1]], equal_nan=True)
    assert choice.columns[3].texts == ("Lyon", "Oslo")
    assert batch.targets is not None
    assert batch.targets.tolist() == [1, 0, 1]
    assert [column.role for column in choice.columns] == [
        *("target", "left out", "feature", "feature", "left out")
    ]
    assert choice.format.decimal == ","


def test_a_text_keeps_its_columns_whatever_texts_the_next_table_has(tmp_path: Path) -> None:
    town = {"role": "feature", "read_as": "classes"}
    kind = {"role": "target", "read_as": "classes"}
    project = opened(
        tmp_path / "first.csv", "town,x,kind\nOslo,1,a\nLyon,2,b\n", town=town, kind=kind
    )
    columns = ("town = Oslo", "town = Lyon", "x")
    assert project.batch.columns == columns
    batch, _ = read_like(tmp_path / "next.csv", "x,kind,town\n3,b,Lyon\n4,a,Bern\n", project)
    assert batch.columns == columns
    assert batch.inputs.tolist() == [[0, 1, 3], [0, 0, 4]]


def test_a_feature_that_was_removed_or_renamed_asks_for_no_other_reading(tmp_path: Path) -> None:
    project = first(tmp_path)
    text = "height;kind\n7;b\nfew;a\n8,25;b\n"
    removed = edits.remove_features(project, [1])
    batch, choice = read_like(tmp_path / "next.csv", text, removed)
    assert np.array_equal(batch.inputs, [[7], [np.nan], [8.25]], equal_nan=True)
    _, choice = suggested(TABLES, sniff(_written(tmp_path / "again.csv", FIRST)), removed)
    assert [column.role for column in choice.columns] == [
        *("left out", "feature", "left out", "left out", "target")
    ]
    renamed = edits.rename_feature(project, 0, "size")
    _, choice = suggested(TABLES, sniff(tmp_path / "again.csv"), renamed)
    assert choice.features == [1, 2]


def test_a_second_look_stops_when_asked(tmp_path: Path) -> None:
    project = first(tmp_path)
    text = "id;height;town;extra;kind\n" + "1;2;Lyon;3;a\n" * 3
    look = sniff(_written(tmp_path / "next.csv", text))
    with pytest.raises(Cancelled):
        suggested(TABLES, look, project, lambda: True)


def test_classes_that_were_merged_are_merged_in_the_next_table(tmp_path: Path) -> None:
    same = {"A": "a"}
    lenient = {"odd": "missing"}
    kind = {"role": "target", "merged": same}
    merged = opened(tmp_path / "first.csv", FIRST, height=lenient, kind=kind)
    save(merged, tmp_path / "it.nnfs")
    text = FIRST.replace(";b\n", ";A\n")
    batch, choice = read_like(tmp_path / "next.csv", text, load(tmp_path / "it.nnfs"))
    assert choice.columns[4].merged == same
    assert batch.targets is not None
    assert batch.targets.tolist() == [0, 0, 0]


def test_a_format_that_the_start_of_a_file_does_not_tell_is_the_one_that_was_kept(
    tmp_path: Path,
) -> None:
    project = first(tmp_path)
    whole = "id;height;town;extra;kind\n" + "1;2;Lyon;3;a\n" * 3
    assert sniff(_written(tmp_path / "a.csv", whole)).format.decimal == "."
    _, choice = read_like(tmp_path / "next.csv", whole, project)
    assert choice.format.decimal == ","


def test_a_table_of_the_same_columns_in_another_format_is_read_in_its_own(tmp_path: Path) -> None:
    project = first(tmp_path)
    for text in (
        "id,height,town,extra,kind\n1,1.5,Lyon,3,a\n2,2.5,Oslo,4,b\n",
        "id;height;town;extra;kind\n1;1.5;Lyon;3;a\n2;2.5;Oslo;4;b\n",
    ):
        batch, _ = read_like(tmp_path / "next.csv", text, project)
        assert batch.inputs.tolist() == [[1.5, 0], [2.5, 1]]


def test_a_table_whose_columns_are_spelled_otherwise_is_read_the_same_way(tmp_path: Path) -> None:
    project = first(tmp_path)
    text = "ID,Extra,KIND,Height [m],Town\n1,3,b,1.5,Oslo\n2,4,a,2.5,Lyon\n"
    batch, choice = read_like(tmp_path / "next.csv", text, project)
    assert batch.columns == project.batch.columns
    assert batch.inputs.tolist() == [[1.5, 1], [2.5, 0]]
    assert choice.left_out == [0, 1]


def test_another_table_is_read_as_if_nothing_had_been_kept(tmp_path: Path) -> None:
    project = first(tmp_path)
    text = "height;weight\n1.5;3\n2.5;4\n"
    look = sniff(_written(tmp_path / "other.csv", text))
    assert suggested(TABLES, look, project) == (look, TableChoice.suggested(look))
    with pytest.raises(NnfsError, match="town"):
        read_data(tmp_path / "other.csv", like=project)


def test_columns_that_nobody_has_named_are_known_by_how_many_there_are(tmp_path: Path) -> None:
    project = opened(tmp_path / "a.csv", "1;2,5;3\n4;5,5;6\n", x2={"role": "left out"})
    for text, features in (("1;2;3\n4;5;6\n", [0, 1]), ("1;2;3;4\n5;6;7;8\n", [0, 1, 2, 3])):
        look = sniff(_written(tmp_path / "next.csv", text))
        _, choice = suggested(TABLES, look, project)
        assert choice.features == features


def test_what_is_read_from_no_table_leaves_what_was_kept(tmp_path: Path) -> None:
    project = first(tmp_path)
    changed = edits.replace_batch(project, Batch(np.ones((3, 2))))
    assert changed.table_reading is project.table_reading is not None


def test_a_crash_keeps_how_a_table_was_read(tmp_path: Path) -> None:
    project = first(tmp_path)
    journal = Journal(tmp_path)
    journal.note(Noted(project))
    journal.let_go()
    assert read_back(tmp_path).noted.project == project


def test_names_that_no_file_can_hold_are_not_kept(tmp_path: Path) -> None:
    guess = sniff(_written(tmp_path / "a.csv", FIRST))
    columns = (replace(guess.columns[0], name="\ud800"), *guess.columns[1:])
    guess = replace(guess, columns=columns)
    choice = TableChoice.suggested(guess).with_column(1, role="left out")
    choice = choice.with_column(0, role="feature")
    assert open_data(TABLES, guess, choice).reading is None


def test_texts_beyond_all_measure_are_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = first(tmp_path).table_reading
    assert reading is not None
    n_characters = sum(len(c.name) + len("".join(c.texts)) for c in reading.columns)
    monkeypatch.setattr(keeping, "MOST_CHARACTERS", n_characters)
    assert first(tmp_path).table_reading == reading
    monkeypatch.setattr(keeping, "MOST_CHARACTERS", n_characters - 1)
    assert first(tmp_path).table_reading is None


def kept(path: Path, **changes: Any) -> Path:
    """A file that says otherwise how its table was read."""
    with safe_open(DATA / "version-5-reading.nnfs", "np") as file:
        text = json.loads(file.metadata()["nnfs"])
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    text["reading"] |= changes
    save_file(tensors, path, {"nnfs": json.dumps(text)})
    return path


def test_a_file_that_says_how_its_table_was_read_still_opens(tmp_path: Path) -> None:
    project = load(DATA / "version-5-reading.nnfs")
    reading = project.table_reading
    assert reading is not None
    assert dict(reading.format)["delimiter"] == ";"
    assert [(column.name, column.role) for column in reading.columns] == [
        *(("height", "feature"), ("town", "feature"), ("kind", "target"))
    ]
    assert reading.columns[1].texts == ("Lyon", "Oslo")
    assert load(kept(tmp_path / "same.nnfs")) == project


@pytest.mark.parametrize(
    "changes",
    [
        {"format": {"delimiter": "x"}},
        {"format": {"delimiter": 5}},
        {"format": {"decimal": ",", "delimiter": ",", "quote": ""}},
        {"format": {"header_rows": 10**9}},
        {"format": {"skipped_lines": 10**9}},
        {"format": {"other": "x"}},
        {"format": None},
        {"n_columns": 0},
        {"n_columns": 2},
        {"n_columns": 10**9},
        {"columns": [{"name": "a"}, {"name": "a"}]},
        {"columns": [{"name": "a", "role": "left out"}]},
        {"columns": [{"name": "a", "role": "target"}, {"name": "b", "role": "target"}]},
        {"columns": [{"name": "a", "role": "boss"}]},
        {"columns": [{"name": "a", "read_as": "pickle"}]},
        {"columns": [{"name": "a", "odd": "eval"}]},
        {"columns": [{"name": "a", "texts": ["x" * 1001]}]},
        {"columns": [{"name": "a", "texts": ["x"] * 10_001}]},
        {"columns": [{"name": "a", "merged": [["x"]]}]},
        {"columns": [{"name": "a", "unit": 5}]},
        {"columns": [{"name": "a", "unit": "bushels"}]},
        {"columns": [{"name": "a", "more": 1}]},
        {"has_both_marks": 1},
        {"target_kind": "numbers"},
        {"missing": "guess"},
        {"class_order": "random"},
        {"more": 1},
    ],
)
def test_a_file_that_says_it_wrong_is_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    with pytest.raises(NnfsError, match="is damaged"):
        load(kept(tmp_path / "wrong.nnfs", **changes))


def test_only_a_file_that_says_how_its_table_was_read_needs_the_newest_version(
    tmp_path: Path,
) -> None:
    project = first(tmp_path)
    for each, version in ((project, 5), (replace(project, table_reading=None), 1)):
        save(each, tmp_path / "it.nnfs")
        with safe_open(tmp_path / "it.nnfs", "np") as file:
            assert json.loads(file.metadata()["nnfs"])["version"] == version


def test_a_reading_is_known_by_what_it_says(tmp_path: Path) -> None:
    reading = first(tmp_path).table_reading
    assert isinstance(reading, TableReading)
    assert reading == first(tmp_path).table_reading


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path
