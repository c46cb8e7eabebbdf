"""What a network makes of each sample, column by column."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import Batch, Dense, Network, Project, ReLU, Softmax
from nnfs_core.finding import Order
from nnfs_core.forward.evaluate import evaluate
from nnfs_core.matrix.rows import Rows
from nnfs_core.results import ResultTable
from tests.deferred import Unread

pytestmark = pytest.mark.usefixtures("small_blocks")

# Scores are the inputs: sample 0 is right, 1 wrong, 2 has no target, 3 is undecided.
SCORES = np.array([[2.0, 0, 0], [0, 3, 0], [0, 0, 1], [np.nan, 0, 0]])
SAME = Dense(np.eye(3), np.zeros((1, 3)))
ANIMALS = Batch(
    SCORES, [0, 0, -1, 1], ["a", "b", "c"], class_names=["cat", "dog", "emu"], target_name="animal"
)


def results(batch: Batch, *layers: Any, precision: Any = "float64") -> ResultTable:
    return ResultTable.of(evaluate(Project(Network(layers), batch, precision)))


def read(table: ResultTable, name: str, order: Order | None = None) -> list[str]:
    """The cells of a column, in an order."""
    column = next(each for each in table.columns if each.name == name)
    order = Order(table.batch.n_samples) if order is None else order
    parts = table.parts(order)
    return [text for _, part in parts for text in table.texts(column, table.values(column, part))]


def names(table: ResultTable) -> list[str]:
    return [column.name for column in table.columns]


def test_classes_tell_target_prediction_verdict_confidence_loss_and_each_probability() -> None:
    table = results(ANIMALS, SAME, Softmax())
    assert names(table) == [
        *("animal", "predicted", "verdict", "confidence", "loss"),
        *("probability of cat", "probability of dog", "probability of emu", "a", "b", "c"),
    ]
    assert read(table, "animal") == ["cat", "cat", "unknown", "dog"]
    assert read(table, "predicted") == ["cat", "dog", "emu", "undecided"]
    assert read(table, "verdict") == ["right", "wrong", "", "wrong"]
    assert read(table, "b") == ["0", "3", "0", "0"]
    assert table.remarks == ()
    probabilities = table.source.probabilities.array
    assert read(table, "probability of dog")[:3] == [repr(p) for p in probabilities[:3, 1].tolist()]
    assert [float(text) for text in read(table, "confidence")][:3] == probabilities.max(1)[
        :3
    ].tolist()
    losses = [float(text) for text in read(table, "loss")]
    assert losses[:2] == (-np.log(probabilities[:2, 0])).tolist()
    assert np.isnan(losses[2:]).all()


def test_values_tell_prediction_and_residual() -> None:
    batch = Batch([[1.0], [2.0]], [1.5, 1.0], ["x"], target_name="price")
    table = results(batch, Dense([[2.0]], [[0.0]]))
    assert names(table) == ["price", "predicted", "residual", "loss", "x"]
    assert read(table, "residual") == ["-0.5", "-3"]
    assert read(table, "loss") == ["0.25", "9"]
    assert read(table, "predicted") == ["2", "4"]


def test_samples_that_are_split_say_what_they_are_for() -> None:
    table = results(Batch([[1.0], [2.0]], subsets=[2, 0]), ReLU())
    assert read(table, "subset") == ["test", "training"]


def test_without_a_target_predictions_are_there_all_the_same() -> None:
    table = results(Batch(SCORES[:3]), SAME, Softmax())
    assert names(table)[:2] == ["predicted", "confidence"]
    assert read(table, "predicted") == ["class 0", "class 1", "class 2"]
    assert table.remarks == (
        "The batch has no targets, so nothing tells how good the predictions are.",
    )
    assert names(results(Batch([[1.0]]), Dense([[2.0]], [[0.0]]))) == ["predicted", "x0"]


@pytest.mark.parametrize(
    ("batch", "layers", "remark"),
    [
        (ANIMALS, (SAME,), "There are no predictions: the network has no Softmax layer that makes"),
        (ANIMALS, (), "There are no predictions: the network has no layers yet."),
        (
            ANIMALS,
            (SAME, Dense(np.zeros((2, 3)), np.zeros((1, 3))), Softmax()),
            "There are no predictions: Dense 2 ",
        ),
        (Batch(SCORES, [0.5] * 4), (SAME, Softmax()), "The targets are values, but the network"),
        (
            Batch(SCORES, [0.5] * 4),
            (SAME,),
            "The target is one value a sample, but the last layer gives 3 outputs: there are no",
        ),
        (
            Batch(SCORES, [0, 4, 3, 1]),
            (SAME, Softmax()),
            "The targets have 5 classes, but the network tells 3 apart: samples of class 3, class "
            "4 count as wrong and have no loss.",
        ),
    ],
)
def test_what_cannot_be_told_is_told_in_a_sentence(
    batch: Batch, layers: tuple[Any, ...], remark: str
) -> None:
    table = results(batch, *layers)
    assert len(table.remarks) == 1
    assert table.remarks[0].startswith(remark)
    assert names(table)[-3:] == list(batch.columns)


def test_a_class_that_the_network_does_not_know_is_wrong_and_has_no_loss() -> None:
    table = results(Batch(SCORES[:2], [0, 4]), SAME, Softmax())
    assert read(table, "verdict") == ["right", "wrong"]
    assert read(table, "loss")[1] == "nan"


def test_what_is_not_reached_is_no_column() -> None:
    table = results(ANIMALS, Dense(np.zeros((2, 3)), np.zeros((1, 3))), Softmax())
    assert names(table) == ["animal", "a", "b", "c"]


def test_no_samples_are_no_rows() -> None:
    table = results(Batch(np.empty((0, 3)), np.empty(0, int)), SAME, Softmax())
    assert read(table, "predicted") == []


@given(st.lists(st.integers(0, 3), unique=True))
def test_samples_in_another_order_say_the_same_of_themselves(samples: list[int]) -> None:
    table = results(ANIMALS, SAME, Softmax())
    order = Order.of(4, np.array(samples, np.int64))
    for name in names(table):
        everything = read(table, name)
        assert read(table, name, order) == [everything[sample] for sample in samples]


def test_columns_that_nobody_looks_at_are_not_read() -> None:
    table = results(ANIMALS, SAME, Softmax())
    unread = Rows.joined([Unread((4, 3), np.dtype(float))], 3, float)
    hidden = replace(
        table, source=replace(table.source, batch=table.batch.with_(input_rows=unread))
    )
    assert read(hidden, "predicted") == read(table, "predicted")


def test_numbers_keep_their_precision() -> None:
    batch = Batch(np.array([[0.1]], np.float32), [0.5])
    table = results(batch, Dense([[1.0]], [[0.0]]), precision="float32")
    assert read(table, "x0") == ["0.1"]
    assert read(table, "predicted") == ["0.1"]
