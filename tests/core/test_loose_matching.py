"""Features in another spelling are known again, and numbers are classes only of the same data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import Batch, Network, NnfsError, Project, edits, read_data
from nnfs_core.examples import example_named
from nnfs_core.files.look import Opened
from nnfs_core.files.remarks import remarks
from nnfs_core.formats import recognised, write_data
from nnfs_core.progress import never
from nnfs_core.project.loose_names import as_called
from nnfs_core.project.matching import matched
from nnfs_core.reading import open_data, suggested

IRIS = ("setosa", "versicolor", "virginica")
IRIS_ROWS = {"sepal length": "5.1,7", "sepal width": "3.5,3.2"}
IRIS_ROWS |= {"petal length": "1.4,4.7", "petal width": "0.2,1.4"}
IRIS_INPUTS = [[5.1, 3.5, 1.4, 0.2], [7, 3.2, 4.7, 1.4]]
IN_ORDER = "The features are in the order in which the network takes them."
OTHERWISE = (
    "The features are called otherwise than those that the network knows, so they are taken in the "
    "order of the file."
)


def opened_like(path: Path, project: Project) -> Opened:
    """A file as the window opens it when nothing is changed of what is suggested."""
    format = recognised(path)
    look, choice = suggested(format, format.look(path, never), project)
    return open_data(format, look, choice, like=project.batch)


def flowers_written(path: Path, spelled: Callable[[str], str], target: str, kinds: str) -> None:
    """Two flowers, the last feature first, each name as `spelled` has it."""
    columns = {spelled(name): IRIS_ROWS[name].split(",") for name in reversed(IRIS_ROWS)}
    columns[target] = kinds.split(",")
    rows = zip(*columns.values(), strict=True)
    path.write_text("\n".join(map(",".join, [columns, *rows])), "utf-8")


@pytest.mark.parametrize("spelled", ["height", "height (m)", "Height [m]"])
def test_a_feature_that_was_scaled_is_not_taken_for_one_in_its_unit(
    tmp_path: Path, spelled: str
) -> None:
    raw = Batch([[1.5], [1.8]], [0, 1], columns=[spelled], class_names=["a", "b"])
    scaled = edits.scale_to_unit_range(Project(Network(), raw))
    assert as_called(raw.columns, scaled.batch.columns) == raw.columns
    path = tmp_path / "next.csv"
    path.write_text(f"{spelled},kind\n1.6,a\n1.7,b\n", "utf-8")
    opened = opened_like(path, scaled)
    assert opened.content.columns == (spelled,)
    assert OTHERWISE in opened.remarks
    assert (
        "The network knows scaled numbers, such as height [0..1]; those of the file are taken as "
        "they stand."
    ).casefold() in map(str.casefold, opened.remarks)


@pytest.mark.parametrize(
    ("spelled", "target"),
    [
        (lambda name: name, "species"),
        (lambda name: name.title().replace(" ", "."), "Species"),
        (lambda name: f"{name} (cm)".upper(), "SPECIES"),
        (lambda name: f"{name} cm".replace(" ", "_"), "target"),
        (lambda name: f"{name} [cm]", "species"),
    ],
)
def test_features_spelled_otherwise_reach_their_own_weights_and_this_is_told(
    tmp_path: Path, spelled: Callable[[str], str], target: str
) -> None:
    iris, path = example_named("Iris").build(), tmp_path / "some.csv"
    flowers_written(path, spelled, target, "setosa,versicolor")
    told = [
        f"Features are spelled otherwise, such as {spelled('petal width')} for petal width (cm).",
        IN_ORDER,
    ]
    opened = opened_like(path, iris)
    with remarks() as heard:
        read = read_data(path, like=iris)
    for batch in (opened.content, read):
        assert isinstance(batch, Batch)
        assert batch.columns == iris.batch.columns
        assert batch.inputs.tolist() == IRIS_INPUTS
        assert batch.targets.tolist() == [0, 1]
    assert [*opened.remarks] == heard == told


def test_features_of_an_array_file_are_known_in_another_spelling_too(tmp_path: Path) -> None:
    iris = example_named("Iris").build()
    names = [name.upper() for name in iris.batch.columns]
    write_data(tmp_path / "some.safetensors", iris.batch.with_(columns=names))
    with remarks() as told:
        batch = read_data(tmp_path / "some.safetensors", like=iris)
    assert batch.columns == iris.batch.columns
    assert len(told) == 1


def test_other_units_are_other_features_which_is_told(tmp_path: Path) -> None:
    iris, path = example_named("Iris").build(), tmp_path / "some.csv"
    flowers_written(path, lambda name: f"{name} (mm)", "species", "setosa,virginica")
    opened = opened_like(path, iris)
    assert isinstance(opened.content, Batch)
    assert opened.content.columns[0] == "petal width (mm)"
    assert opened.remarks == (OTHERWISE,)
    with pytest.raises(NnfsError, match=r"The feature 'sepal length \(cm\)' of the network is not"):
        read_data(path, like=iris)


def test_features_that_nobody_has_named_are_taken_in_their_order_in_silence(
    tmp_path: Path,
) -> None:
    iris = example_named("Iris").build()
    (tmp_path / "some.csv").write_text("5.1,3.5,1.4,0.2\n7,3.2,4.7,1.4\n", "utf-8")
    opened = opened_like(tmp_path / "some.csv", iris)
    assert isinstance(opened.content, Batch)
    assert opened.remarks == ()


@pytest.mark.parametrize(
    ("names", "wanted", "found"),
    [
        (["A", "a "], ["a"], ["A", "a "]),  # either could be it
        (["size"], ["Size", "SIZE"], ["size"]),
        (["a", "A"], ["a"], ["a", "A"]),
        (["lag 1.1", "lag 11"], ["lag_11", "lag_1_1"], ["lag_1_1", "lag_11"]),
        (["size (m)", "size"], ["size (cm)"], ["size (m)", "size"]),
        (["?", "-"], ["!"], ["?", "-"]),
        (["Größe (cm)"], ["GRÖSSE"], ["GRÖSSE"]),
    ],
)
def test_names_match_only_where_no_other_could(
    names: list[str], wanted: list[str], found: list[str]
) -> None:
    assert [*as_called(names, wanted)] == found


@given(st.lists(st.text(max_size=4)), st.lists(st.text(max_size=4)))
def test_no_two_names_become_one(names: list[str], wanted: list[str]) -> None:
    names = [*dict.fromkeys(names)]
    found = as_called(names, wanted)
    assert len({*found}) == len(names)
    assert all(now in ({before} | {*wanted}) for before, now in zip(names, found, strict=True))
    assert {*names} & {*wanted} <= {*found}


FARES = "survived,pclass,age,fare,parch\n" + "0,3,22,7.25,0\n1,1,38,71.3,1\n" * 3


@pytest.mark.parametrize("example", ["Iris", "Digits"])
@pytest.mark.parametrize("columns", [4, 5])
def test_numbers_of_classes_of_other_data_are_no_classes_of_the_network(
    tmp_path: Path, example: str, columns: int
) -> None:
    lines = [",".join(line.split(",")[:columns]) for line in FARES.splitlines()]
    (tmp_path / "some.csv").write_text("\n".join(lines), "utf-8")
    opened = opened_like(tmp_path / "some.csv", example_named(example).build())
    assert isinstance(opened.content, Batch)
    assert opened.content.class_names == ("0", "1")
    assert opened.content.target_name == "survived"


@pytest.mark.parametrize("target", ["species", "Species", "target", "y_train", "x4", "label"])
def test_numbers_of_the_classes_of_the_network_take_their_names(target: str) -> None:
    iris = example_named("Iris").build()
    numbered = iris.batch.with_(class_names=("0", "1", "2"), target_name=target)
    batch, match = matched(numbered, iris.batch)
    assert batch.class_names == IRIS
    assert match is not None
    assert not match.is_foreign


def test_numbers_under_a_name_of_their_own_stay_numbers() -> None:
    iris = example_named("Iris").build()
    numbered = iris.batch.with_(class_names=("0", "1", "2"), target_name="survived")
    batch, match = matched(numbered, iris.batch)
    assert batch is numbered
    assert match is not None
    assert match.is_foreign


def test_the_classes_that_numbers_are_taken_for_are_named(tmp_path: Path) -> None:
    iris, path = example_named("Iris").build(), tmp_path / "some.csv"
    path.write_text("5.1,3.5,1.4,0.2,0\n6,3,5,2,2\n7,3.2,4.7,1.4,1\n" * 3, "utf-8")
    opened = opened_like(path, iris)
    assert isinstance(opened.content, Batch)
    assert opened.content.class_names == IRIS
    assert opened.remarks == ("The classes 0, 1, 2 are taken for setosa, versicolor, virginica.",)
    path.write_text("x0,x1,x2,x3,label\n" + "5.1,3.5,1.4,0.2,1\n6,3,5,2,1\n" * 3, "utf-8")
    assert "The class 1 is taken for versicolor." in opened_like(path, iris).remarks


def test_digits_whose_pixels_are_called_otherwise_keep_their_value(tmp_path: Path) -> None:
    digits = example_named("Digits").build()
    names = [f"p{number}" for number in range(digits.batch.n_features)]
    some = digits.batch.with_(columns=names, target_name="number")
    path = tmp_path / "some.csv"
    write_data(path, some)
    opened = opened_like(path, digits)
    assert isinstance(opened.content, Batch)
    assert opened.content.targets.tolist() == digits.batch.targets.tolist()
    assert OTHERWISE in opened.remarks


def test_features_that_are_counted_from_1_have_no_names(tmp_path: Path) -> None:
    (tmp_path / "some.svm").write_text("2 1:5 2:3 3:1 4:2\n1 1:7 2:3 3:5 4:2\n" * 3, "utf-8")
    opened = opened_like(tmp_path / "some.svm", example_named("Iris").build())
    assert opened.remarks == ("The classes 1, 2 are taken for versicolor, virginica.",)


def test_classes_called_so_by_chance_are_classes_of_their_own() -> None:
    known = Batch(np.zeros((2, 2)), [0, 1], ("a", "b"), class_names=("no", "yes"))
    other = Batch(np.zeros((2, 1)), [0, 1], ("c",), class_names=("yes", "maybe"), target_name="ill")
    assert matched(other, known) == (other, None)
