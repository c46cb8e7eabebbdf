"""Classes and features of data that are opened beside a network mean what they mean there."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.numpy import save_file

from nnfs_core import Batch, Network, NnfsError, Project, edits, read_data
from nnfs_core.arrays import same_bits
from nnfs_core.examples import example_named
from nnfs_core.files.remarks import remarks
from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guessing.guess import preview, sniff
from nnfs_core.files.tables.reading import open_table
from nnfs_core.formats import write_data
from nnfs_core.project.batch import UNKNOWN
from nnfs_core.project.matching import match_classes, matched, opposites_in_order, renumbered

DATA = Path(__file__).parents[1] / "data"
IRIS = ("setosa", "versicolor", "virginica")
FLOWERS = Batch(np.zeros((3, 1)), [0, 1, 2], class_names=IRIS)
NAMES = st.lists(st.sampled_from([*IRIS, "cat", "dog", "0", "1", "2"]), unique=True, min_size=1)


def n_right(project: Project, batch: Batch) -> tuple[int, int]:
    """How many samples the network takes for what they are, and how many there are."""
    probabilities = project.network.forward(batch.inputs)
    return int((probabilities.argmax(axis=1) == batch.targets).sum()), batch.n_samples


@pytest.mark.parametrize(
    ("example", "name", "right"),
    [
        ("Iris", "iris_reversed.csv", (148, 150)),
        ("Iris", "iris_two_species.csv", (20, 20)),
        ("Digits", "digits_no_five.csv", (60, 60)),
    ],
)
def test_a_network_is_judged_by_the_classes_that_it_learnt(
    example: str, name: str, right: tuple[int, int]
) -> None:
    project = example_named(example).build()
    batch = read_data(DATA / name, like=project)
    assert n_right(project, batch) == right
    assert batch.class_names == project.batch.class_names


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".safetensors"])
def test_classes_keep_their_numbers_in_every_format(tmp_path: Path, suffix: str) -> None:
    iris = example_named("Iris").build()
    reversed_ = Batch(
        iris.batch.inputs[::-1],
        2 - iris.batch.targets[::-1],
        iris.batch.columns,
        class_names=iris.batch.class_names[::-1],
        target_name="species",
    )
    write_data(tmp_path / f"some{suffix}", reversed_)
    assert n_right(iris, read_data(tmp_path / f"some{suffix}", like=iris)) == (148, 150)


def test_numeric_labels_keep_their_value(tmp_path: Path) -> None:
    digits = example_named("Digits").build()
    save_file(
        {"x": np.zeros((6, 64)), "y": np.array([9, 7, 9, 7, 0, 0])}, tmp_path / "a.safetensors"
    )
    named = Project(digits.network, digits.batch.with_(columns=[f"x{n}" for n in range(64)]))
    assert read_data(tmp_path / "a.safetensors", like=named).targets.tolist() == [9, 7, 9, 7, 0, 0]
    unnamed = Project(digits.network, named.batch.with_(class_names=()))
    assert read_data(tmp_path / "a.safetensors", like=unnamed).targets.tolist() == [
        *(9, 7, 9, 7, 0, 0)
    ]


def test_names_that_match_nothing_come_behind_and_are_told(tmp_path: Path) -> None:
    (tmp_path / "some.csv").write_text("x0,species\n1,tulip\n2,setosa\n3,rose\n")
    project = Project(example_named("Iris").build().network, FLOWERS)
    with remarks() as told:
        batch = read_data(tmp_path / "some.csv", like=project)
    assert batch.targets.tolist() == [3, 0, 4]
    assert batch.class_names == (*IRIS, "tulip", "rose")
    assert told == ["2 classes are new, numbered behind those that were there: tulip, rose."]


def test_where_no_name_matches_the_data_keep_numbers_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "some.csv").write_text("x0,species\n1,dog\n2,cat\n3,dog\n")
    project = Project(example_named("Iris").build().network, FLOWERS)
    with remarks() as told:
        batch = read_data(tmp_path / "some.csv", like=project)
    assert (batch.targets.tolist(), batch.class_names) == ([0, 1, 0], ("dog", "cat"))
    assert len(told) == 1
    assert told[0].startswith("No class of the data is one that the network knows")


def test_features_come_by_their_names_in_the_order_of_the_project(tmp_path: Path) -> None:
    iris = example_named("Iris").build()
    columns = list(iris.batch.columns)
    rows = ["petal width (cm),stem,petal length (cm),sepal width (cm),sepal length (cm),species"]
    rows += ["0.2,7,1.4,3.5,5.1,setosa", "1.4,9,4.7,3.2,7,versicolor"]
    (tmp_path / "some.csv").write_text("\n".join(rows))
    with remarks() as told:
        batch = read_data(tmp_path / "some.csv", like=iris)
    assert list(batch.columns) == columns
    assert batch.inputs.tolist() == [[5.1, 3.5, 1.4, 0.2], [7, 3.2, 4.7, 1.4]]
    assert told == [
        "1 column left out, which the network does not have: stem.",
        "The features are in the order in which the network takes them.",
    ]
    (tmp_path / "less.csv").write_text("petal width (cm),species\n0.2,setosa\n")
    with pytest.raises(NnfsError, match=r"The feature 'sepal length \(cm\)' of the network is not"):
        read_data(tmp_path / "less.csv", like=iris)


FIRST = "name,town,size,kind\nAda,Lyon,1,a\nBob,Oslo,2,b\nCy,Lyon,3,a\n"


def project_of_towns(tmp_path: Path, read_as: str) -> Project:
    """A project whose batch was read from a table, as it would be without a window."""
    (tmp_path / "first.csv").write_text(FIRST)
    guess = sniff(tmp_path / "first.csv")
    choice = TableChoice.suggested(guess).with_column(0, role="label")
    choice = choice.with_column(1, role="feature", read_as=read_as)
    opened = open_table(guess, choice.with_column(3, role="target"))
    assert isinstance(opened.content, Batch)
    return edits.replace_batch(Project(Network(), FLOWERS), opened.content, opened.reading)


@pytest.mark.parametrize("is_kept", [True, False])
def test_features_of_text_keep_the_columns_that_the_network_knows(
    tmp_path: Path, is_kept: bool
) -> None:
    project = project_of_towns(tmp_path, "classes")
    assert project.batch.columns == ("town = Lyon", "town = Oslo", "size")
    if not is_kept:  # as in a project that was saved by an older app
        project = Project(project.network, project.batch)
    (tmp_path / "next.csv").write_text(
        "more,kind,size,name,town\n7,b,4,Di,Oslo\n8,a,5,Ed,Nice\n9,a,6,Flo,Lyon\n"
    )
    with remarks() as told:
        batch = read_data(tmp_path / "next.csv", like=project)
    assert batch.columns == project.batch.columns
    assert batch.inputs.tolist() == [[0, 1, 4], [0, 0, 5], [1, 0, 6]]
    assert batch.targets.tolist() == [1, 0, 0]
    assert batch.labels.tolist() == ["Di", "Ed", "Flo"]
    assert told[0] == "1 column left out, which the network does not have: more."
    assert "1 text of town unknown, 0 in all its columns: Nice." in told


@given(
    st.lists(st.tuples(st.sampled_from(["Lyon", "Oslo", "Nice", ""]), st.sampled_from("abc"))),
    st.sampled_from(["classes", "codes"]),
    st.randoms(),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_same_rows_in_any_order_are_the_same_samples(
    tmp_path: Path, rows: list[tuple[str, str]], read_as: str, shuffle: random.Random
) -> None:
    rows = [("Lyon", "a"), *rows]  # without any town there is no column
    lines = [f"{town};{number}.5;{kind}" for number, (town, kind) in enumerate(rows)]
    (tmp_path / "first.csv").write_text("\n".join(["town;size;kind", *lines]))
    guess = preview(tmp_path / "first.csv", TableFormat(";"))
    choice = TableChoice.suggested(guess).with_column(0, role="feature", read_as=read_as)
    opened = open_table(guess, choice.with_column(2, role="target", read_as="classes"))
    first = opened.content
    assert isinstance(first, Batch)
    project = edits.replace_batch(Project(Network(), FLOWERS), first, opened.reading)
    order = shuffle.sample(range(len(rows)), len(rows))
    shuffled = "\n".join(["town;size;kind", *(lines[number] for number in order)])
    (tmp_path / "next.csv").write_text(shuffled)
    batch = read_data(tmp_path / "next.csv", like=project)
    assert batch.columns == first.columns
    assert same_bits(batch.inputs, first.inputs[order])
    names = [batch.class_name(number) for number in batch.targets]
    assert names == [rows[number][1] for number in order]


def test_a_column_of_classes_may_be_named_with_signs_of_its_own(tmp_path: Path) -> None:
    columns = ["a = b = c", "a = b = d = e", "x = y"]
    project = Project(Network(), Batch(np.zeros((1, 3)), None, columns))
    (tmp_path / "some.csv").write_text("x = y,a = b\n1,c\n2,d = e\n")
    batch = read_data(tmp_path / "some.csv", like=project)
    assert batch.inputs.tolist() == [[1, 0, 1], [0, 1, 2]]


def test_numbers_of_texts_are_those_that_the_network_knows(tmp_path: Path) -> None:
    project = project_of_towns(tmp_path, "codes")
    (tmp_path / "next.csv").write_text("town,size,kind\nOslo,4,a\nNice,5,b\nLyon,6,b\n")
    with remarks() as told:
        batch = read_data(tmp_path / "next.csv", like=project)
    assert batch.inputs.tolist() == [[1, 4], [2, 5], [0, 6]]
    assert "1 text of town new, numbered behind the others: Nice." in told


def test_a_feature_that_is_not_there_is_named_before_anything_is_read(tmp_path: Path) -> None:
    project = project_of_towns(tmp_path, "classes")
    (tmp_path / "next.csv").write_text("town,kind\nOslo,a\nNice,b\noops,x\n")
    with pytest.raises(NnfsError, match="The feature 'size' of the network is not in the data"):
        read_data(tmp_path / "next.csv", like=project)


@pytest.mark.parametrize(
    "names", [("no", "yes"), ("FALSE", "TRUE"), ("Absent", "Present"), ("negative", "positive")]
)
def test_of_two_opposites_the_negative_is_class_0_whatever_the_order(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    for first in (0, 1):
        rows = [f"{n},{names[(n + first) % 2]}" for n in range(4)]
        (tmp_path / "some.csv").write_text("\n".join(["x,pass", *rows]))
        batch = read_data(tmp_path / "some.csv")
        assert batch.class_names == names
        assert batch.targets.tolist() == [(n + first) % 2 for n in range(4)]


def test_other_words_stay_in_the_order_in_which_they_come() -> None:
    assert opposites_in_order(("yes", "maybe")) == ("yes", "maybe")
    assert opposites_in_order(("yes", "no", "maybe")) == ("yes", "no", "maybe")


@given(NAMES, st.lists(st.integers(-1, 7), min_size=1))
def test_every_sample_keeps_the_name_of_its_class(names: list[str], targets: list[int]) -> None:
    targets = [target if target < len(names) else UNKNOWN for target in targets]
    batch = Batch(np.zeros((len(targets), 1)), targets, class_names=names)
    found, match = matched(batch, FLOWERS)
    assert match is not None
    for before, after in zip(targets, found.targets.tolist(), strict=True):
        assert (before == UNKNOWN) == (after == UNKNOWN)
        if before != UNKNOWN and (match.is_foreign or set(names) & set(IRIS)):
            assert batch.class_names[before] == found.class_names[after]
    if not match.is_foreign:
        assert found.class_names[:3] == IRIS


@given(NAMES)
def test_what_matches_itself_stays_the_very_same(names: list[str]) -> None:
    targets = np.arange(len(names))
    batch = Batch(np.zeros((len(names), 1)), targets, class_names=names)
    assert matched(batch, batch)[0] is batch
    assert match_classes(names, batch).names == tuple(names)


def test_more_classes_than_there_can_be_are_refused() -> None:
    batch = Batch(np.zeros((1, 1)), [0], class_names=["a"])
    with pytest.raises(NnfsError, match="at most 10,000 can be told apart"):
        renumbered(batch, [10_000], [""] * 10_001)


def test_what_may_be_misread_is_remarked_without_a_window_to_ask(tmp_path: Path) -> None:
    rows = [f"{n},{('Yes', 'yes', 'YES')[n % 3]}" for n in range(9)]
    (tmp_path / "some.csv").write_text("\n".join(["x,pass", *rows]))
    with remarks() as told:
        read_data(tmp_path / "some.csv")
    assert "Some texts of pass may be meant as one" in told[0]


def test_columns_that_are_left_out_are_remarked_with_their_reasons(tmp_path: Path) -> None:
    rows = [f"{n},2024-01-{n % 3 + 1:02},,{n % 2}" for n in (7, 1, 5, 2)]
    (tmp_path / "some.csv").write_text("\n".join(["x,day,none,class", *rows]))
    with remarks() as told:
        read_data(tmp_path / "some.csv")
    assert told == [
        "2 columns left out: day (it holds dates, which are left out unless they are read as "
        "days), none (it is empty)."
    ]
