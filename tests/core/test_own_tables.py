"""Our own tables come back as they were, whatever names and numbers are in them, by guess alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from nnfs_core.arrays import same_bits
from nnfs_core.examples import example_named
from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guessing.guess import sniff
from nnfs_core.files.tables.reading import read_table as read
from nnfs_core.files.tables.spelling.column_names import column_names
from nnfs_core.files.tables.writing import write_batch
from nnfs_core.project.batch import Batch
from nnfs_core.project.labels import label_rows
from tests.core.tables import read_table

same_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
ODD = [
    "0", "1", "2019", "1.0", "-1", "1,5", "1.5", "1e5", "inf", "-Infinity", "nan", "NaN", "NA", "?",
    "-", "+", "null", "#N/A", "'a'", "'a", '"a"', 'a"b', "a,b", "a;b", "a\tb", "a|b", "a\nb",
    " a", "a", "=1+2", "∞", "é", "x0", "x1", "class 1", "unknown", "\ufeffa", "a,\"b\",c", "c",
    "1,234", "1 234", "1'234", "5%", "$3", "2020-01-01", "# a", "#", "%", "//x", "sep=;", "(s)",
    "\x1a", "a\x1a",
]  # fmt: skip
NAMES = st.sampled_from(ODD) | st.text("01.,;|\t'\" -+aé", min_size=1, max_size=5)


@st.composite
def batches(draw: st.DrawFn) -> Batch:
    """Batches of one to three features, with and without targets, of any precision."""
    dtype = draw(st.sampled_from([np.float16, np.float32, np.float64]))
    width = np.dtype(dtype).itemsize * 8
    shape = draw(npst.array_shapes(min_dims=2, max_dims=2, max_side=4))
    numbers = st.floats(width=width) | st.sampled_from([0.0, 1.0, -2.0, np.nan, np.inf])
    inputs = draw(npst.arrays(dtype, shape, elements=numbers))
    inputs[np.isnan(inputs)] = np.nan  # one of all its bit patterns
    columns = draw(st.lists(NAMES | st.just(""), min_size=shape[1], max_size=shape[1]))
    if draw(st.booleans()):
        return Batch(inputs, None, columns)
    is_told = st.just("the target")
    names = draw(
        st.lists(NAMES.filter(str.strip), min_size=1, max_size=4, unique_by=lambda name: name)
    )
    if draw(st.booleans()):
        targets = draw(npst.arrays(np.int64, shape[0], elements=st.integers(-1, len(names) - 1)))
        return Batch(inputs, targets, columns, class_names=names, target_name=draw(is_told))
    values = draw(npst.arrays(np.float64, shape[0], elements=numbers))
    values[np.isnan(values)] = np.nan
    return Batch(inputs, values, columns, target_name=draw(is_told))


@given(batches(), st.sampled_from([",", ";", "\t", "|"]))
@example(Batch([[0.0]], [0], ["0"], class_names=["1,5"], target_name="the target"), "\t")
@example(Batch([[0.0]], None, ["sep=;"]), ",")
@example(Batch([[3.0]], None, ["1,5"]), ",")
@example(Batch([[3.0, 3.0]], None, ["1,5", "2,5"]), ",")
@example(Batch([[3.5, 3.0]], None, ["1,5", "2,5"]), ";")
@example(Batch([[3.0]], None, ["class 1"]), ",")
@example(Batch([[3.0]], [0], ["a"], class_names=["\x1a"], target_name="the target"), ",")
@example(Batch([[3.0]], [0], ["a"], class_names=["a\x1a"], target_name="the target"), ",")
@same_folder
def test_our_own_table_comes_back_to_the_last_bit(
    tmp_path: Path, batch: Batch, delimiter: str
) -> None:
    path = tmp_path / "mine.csv"
    write_batch(path, batch, delimiter)
    has_target = batch.targets is not None
    kinds = "classes" if batch.has_classes else "values"
    found = read_table(
        path,
        target=batch.n_features if has_target else None,
        target_kind=kinds if has_target else "auto",
        class_names=batch.class_names,
        dtype=batch.inputs.dtype,
    ).batch
    assert same_bits(found.inputs, batch.inputs)
    assert found.columns == column_names([*batch.columns, batch.target_name])[: batch.n_features]
    if has_target:
        assert same_bits(found.targets, batch.targets)
        assert found.class_names == batch.class_names


@given(batches().filter(lambda batch: batch.has_classes and (batch.targets >= 0).any()))
@same_folder
def test_each_sample_has_its_class_again_without_being_told_the_classes(
    tmp_path: Path, batch: Batch
) -> None:
    path = tmp_path / "mine.csv"
    write_batch(path, batch)
    found = read_table(path, target=batch.n_features, target_kind="classes").batch
    assert batch.targets is not None
    assert found.targets is not None
    wanted = [batch.class_name(number).strip() for number in batch.targets]
    assert [found.class_name(number) for number in found.targets] == wanted


LABELS = st.sampled_from([*ODD, "", "a\r\nb", "\r", 'a "b" c', "two  blanks"])


@given(
    st.lists(LABELS | st.text("0123,;|\t'\"\r\n -+aé", max_size=5), min_size=1, max_size=6),
    NAMES.filter(str.strip),
    st.sampled_from([",", ";", "\t", "|"]),
    st.booleans(),
)
@same_folder
def test_labels_come_back_exactly(
    tmp_path: Path, labels: list[str], name: str, delimiter: str, has_target: bool
) -> None:
    path, n = tmp_path / "mine.csv", len(labels)
    targets = np.arange(n) % 2 if has_target else None
    batch = Batch(
        np.arange(2.0 * n).reshape(n, 2),
        targets,
        ["wide", "long"],
        class_names=["no", "yes"] if has_target else [],
        target_name="the target" if has_target else "target",
        labels=labels,
        label_name=name,
    )
    write_batch(path, batch, delimiter)
    found = read_table(
        path,
        TableFormat(delimiter),
        features=[1, 2],
        label=0,
        target=3 if has_target else None,
        class_names=batch.class_names,
    ).batch
    assert found.labels is not None
    assert found.labels.tolist() == [label if label.strip() else "" for label in labels]
    (wanted,) = column_names([name])
    assert found == batch.with_(label_name=wanted)


@pytest.mark.parametrize("labels", [["1,5", "2,5"], ["1,234", "5,678"]])
def test_labels_with_commas_are_no_numbers(tmp_path: Path, labels: list[str]) -> None:
    path = tmp_path / "mine.csv"
    batch = Batch([[1.0], [2.0]], None, ["x0"], labels=labels)
    write_batch(path, batch)
    guess = sniff(path)
    assert [column.kind for column in guess.columns] == ["text", "number"]
    assert (guess.format.decimal, guess.format.thousands) == (".", "")


@pytest.mark.parametrize("name", ["label", "id", "flower"])
def test_labels_are_known_as_such_without_being_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / "mine.csv"
    iris = example_named("Iris").build().batch
    labels = [f"flower {number}" for number in range(iris.n_samples)]
    batch = iris.with_(label_rows=label_rows(labels), label_name=name)
    write_batch(path, batch)
    guess = sniff(path)
    found, _ = read(guess, TableChoice.suggested(guess))
    assert found == batch


@pytest.mark.parametrize(
    "names",
    [
        ["0", "1", "1,234"],
        ["5%", "$3", "x"],
        ["1.0", "1"],
        ["-", "+"],
        ["NA", "DE"],
        [" a", "a"],
        ["?", "-"],
    ],
)
def test_classes_that_look_alike_stay_apart(tmp_path: Path, names: list[str]) -> None:
    path = tmp_path / "mine.csv"
    batch = Batch([[1], [2], [3]], [0, 1, -1], ["0"], class_names=names)
    write_batch(path, batch)
    assert read_table(path, target=1, class_names=names).batch == batch
