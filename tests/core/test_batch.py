"""Batches: samples, names, targets, and what does not fit together."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from nnfs_core import Batch, ShapeError
from nnfs_core.arrays import bytes_held
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.labels import TEXT, label_column, shortened

INPUTS = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]


def test_a_batch_counts_its_samples_and_features() -> None:
    batch = Batch(INPUTS)
    assert (batch.n_samples, batch.n_features) == (3, 2)
    assert batch.columns == ("x0", "x1")
    assert batch.targets is None
    assert not batch.has_classes
    assert batch.n_classes == 0


def test_a_batch_keeps_its_numbers_when_the_given_arrays_change() -> None:
    inputs, targets = np.array(INPUTS), np.array([0, 1, 2])
    batch = Batch(inputs, targets)
    inputs[:], targets[:] = 0, 0
    assert batch == Batch(INPUTS, [0, 1, 2])
    for array in (batch.inputs, batch.targets):
        assert array is not None
        assert not array.flags.writeable


def test_a_batch_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Batch(INPUTS).columns = ("a", "b")  # type: ignore[misc]


def test_whole_numbers_are_classes_and_floats_are_values() -> None:
    classes, values = Batch(INPUTS, [2, 0, -1]), Batch(INPUTS, [2.0, 0.0, -1.5])
    assert classes.has_classes
    assert classes.n_classes == 3
    assert classes.targets is not None
    assert classes.targets.dtype == np.int64
    assert not values.has_classes
    assert values.n_classes == 0
    assert values.targets is not None
    assert values.targets.tolist() == [2, 0, -1.5]


def test_booleans_and_a_single_column_are_targets_too() -> None:
    assert Batch(INPUTS, [True, False, True]) == Batch(INPUTS, [1, 0, 1])
    assert Batch(INPUTS, [[1], [0], [1]]) == Batch(INPUTS, [1, 0, 1])


def test_names_can_tell_of_more_classes_than_the_targets() -> None:
    batch = Batch(INPUTS, [0, 1, -1], class_names=["no", "", "yes"])
    assert batch.n_classes == 3
    assert [batch.class_name(number) for number in (-1, 0, 1, 2, 3)] == [
        "unknown",
        "no",
        "class 1",
        "yes",
        "class 3",
    ]


def test_targets_that_are_all_unknown_tell_of_no_class() -> None:
    assert Batch(INPUTS, [-1, -1, -1]).n_classes == 0
    assert Batch(np.empty((0, 2)), np.empty(0, np.int64)).n_classes == 0


@pytest.mark.parametrize(
    ("inputs", "arguments", "sentence"),
    [
        ([1.0, 2.0], {}, r"The inputs must have two dimensions, but the shape is \(2,\)\."),
        ([[[1.0]]], {}, r"the shape is \(1, 1, 1\)\."),
        ([[1.0], [1.0, 2.0]], {}, "full table of numbers with rows of equal length"),
        ([["one"]], {}, "full table of numbers"),
        (INPUTS, {"columns": ["a"]}, "2 features need as many names, but 1 are given"),
        (INPUTS, {"targets": [0, 1]}, "3 samples need as many targets, but 2 are given"),
        (INPUTS, {"targets": [[0, 1, 2]]}, "Targets must be one number for each sample"),
        (INPUTS, {"targets": ["a", "b", "c"]}, "Targets must be one number for each sample"),
        (INPUTS, {"targets": [0, 1, -2]}, "A class number must be from 0 to 9,999, or -1"),
        (INPUTS, {"targets": [0, 1, 2**40]}, "A class number must be from 0 to 9,999, or -1"),
        (
            INPUTS,
            {"targets": np.array([0, 1, 2**64 - 1], np.uint64)},
            "A class number must be from 0 to 9,999",
        ),
    ],
)
def test_what_does_not_fit_together_is_refused_in_a_sentence(
    inputs: object, arguments: dict[str, object], sentence: str
) -> None:
    with pytest.raises(ShapeError, match=sentence):
        Batch(inputs, **arguments)  # type: ignore[arg-type]


def test_another_precision_changes_inputs_and_values_but_not_classes() -> None:
    classes = Batch(INPUTS, [0, 1, 2])
    narrow = classes.astype(np.float32)
    assert narrow.inputs.dtype == np.float32
    assert narrow.target_rows is classes.target_rows
    assert classes.astype(np.float64) is classes
    values = Batch(INPUTS, [0.1, 0.2, 0.3]).astype(np.float32)
    assert values.targets is not None
    assert values.targets.dtype == np.float32


def test_with_replaces_what_it_names_and_shares_the_rest() -> None:
    batch = Batch(INPUTS, [0, 1, 2], ["a", "b"], class_names=["k"], target_name="t")
    changed = batch.with_(columns=("c", "d"))
    assert changed.columns == ("c", "d")
    assert changed.input_rows is batch.input_rows
    assert changed.target_rows is batch.target_rows
    assert (changed.class_names, changed.target_name) == (("k",), "t")


def test_batches_are_equal_when_every_part_is() -> None:
    batch = Batch(INPUTS, [0, 1, 2])
    assert batch == Batch(INPUTS, [0, 1, 2])
    assert hash(batch) == hash(Batch(INPUTS, [0, 1, 2]))
    assert batch != Batch(INPUTS, [0, 1, 1])
    assert batch != Batch(INPUTS)
    assert batch != batch.with_(target_name="species")


def test_inputs_of_any_layout_and_byte_order_are_taken_for_what_they_mean() -> None:
    swapped = np.asfortranarray(np.array(INPUTS, ">f8"))
    assert Batch(swapped) == Batch(INPUTS)
    assert Batch(np.array(INPUTS, ">f4")) == Batch(np.array(INPUTS, np.float32))


def test_a_label_stands_for_each_sample() -> None:
    batch = Batch(INPUTS, labels=["a", "", "née\r\n\t"], label_name="id")
    assert batch.labels is not None
    assert batch.labels.tolist() == ["a", "", "née\r\n\t"]
    assert batch.label_name == "id"
    assert Batch(INPUTS).labels is None
    assert batch == Batch(INPUTS, labels=batch.labels.reshape(-1, 1), label_name="id")
    assert batch != Batch(INPUTS, labels=["a", "b", "née\r\n\t"], label_name="id")
    assert batch != Batch(INPUTS)


def test_labels_stay_in_another_precision_and_when_something_else_is_replaced() -> None:
    batch = Batch(INPUTS, labels=["a", "b", "c"], label_name="id")
    for other in (batch.astype("float16"), batch.with_(columns=("u", "v"))):
        assert other.label_rows is batch.label_rows
        assert other.label_name == "id"


def test_labels_cannot_be_written_to_and_stay_when_what_they_came_from_changes() -> None:
    given = np.array(["a", "b", "c"], TEXT)
    batch = Batch(INPUTS, labels=given)
    given[:] = "other"
    assert batch.labels is not None
    assert batch.labels.tolist() == ["a", "b", "c"]
    with pytest.raises(ValueError, match="read-only"):
        batch.labels[0] = "other"


@pytest.mark.parametrize("labels", [["a"], [], ["a", "b", "c", "d"]])
def test_as_many_labels_as_samples_are_needed(labels: list[str]) -> None:
    with pytest.raises(ShapeError, match="3 samples need as many labels"):
        Batch(INPUTS, labels=labels)


def test_a_label_is_bounded_and_whole() -> None:
    batch = Batch(INPUTS, labels=["é" * 200, "half \ud800", "a\0b"])
    assert batch.labels is not None
    assert batch.labels.tolist() == ["é" * 200, "half \ufffd", "a\ufffdb"]
    with pytest.raises(ShapeError, match="at most 200 characters, but that of sample 1 has 201"):
        Batch(INPUTS, labels=["", shortened("a" * 201) + "b", ""])


def test_labels_that_differ_are_never_equal() -> None:
    """NumPy's own texts end at a NUL when they are compared."""
    assert Batch(INPUTS, labels=["a\0b", "", ""]) != Batch(INPUTS, labels=["a\0c", "", ""])


def test_labels_are_one_text_a_sample() -> None:
    for wrong in (Rows.of(np.zeros((3, 1))), np.array([["a", "b"]] * 3, TEXT)):
        with pytest.raises(ShapeError, match=r"labels|one text"):
            Batch(INPUTS, labels=wrong)


def test_a_million_labels_take_little_memory() -> None:
    labels = label_column(map(str, range(1_000_000)))
    assert bytes_held(labels) == 16_000_000


def test_a_sample_is_named_by_its_label_and_its_number() -> None:
    batch = Batch(INPUTS, labels=["setosa-12", "", "two\nlines " + "x" * 100])
    assert [batch.row_name(sample) for sample in range(2)] == ["setosa-12", "1"]
    assert [batch.sample_text(sample) for sample in range(2)] == ["0 (setosa-12)", "1"]
    assert batch.sample_text(2) == f"2 (two lines {'x' * 29}…)"
    assert batch.sample_text(1_000_000) == "1,000,000"
    assert Batch(INPUTS).row_name(2) == "2"
