"""Finding and sorting samples block by block says what plain NumPy says about the whole."""

from __future__ import annotations

import operator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnfs_core import Batch, Dense, Network, NnfsError, Project, Softmax, read_data
from nnfs_core.errors import Cancelled
from nnfs_core.finding import Order, Quantity, Query, SortKey, Vocabulary, find, parse
from nnfs_core.finding import sorting as sorting_module
from nnfs_core.finding.sorting import sort_keys, stable_order, text_ranks
from nnfs_core.forward.evaluate import Evaluation, evaluate
from nnfs_core.matrix.rows import Rows
from tests.deferred import Unread

pytestmark = pytest.mark.usefixtures("small_blocks")

SIGNS = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
ODD = st.sampled_from([0.0, -0.0, 1.0, 2.0, -1.5, np.nan, np.inf, -np.inf])


def asked(text: str, project: Project, evaluation: Evaluation | None = None) -> list[int]:
    query = parse(text, Vocabulary.of(project))
    return order_of(find(query, project.batch, evaluation))


def order_of(order: Order) -> list[int]:
    return order.samples(0, len(order)).tolist()


@st.composite
def conditions(draw: st.DrawFn, depth: int = 3) -> tuple[str, Any]:
    """The text of a condition on a, b and the targets, and the same as a function of arrays."""
    kind = draw(st.sampled_from(["compare", "missing", "not", "and", "or"]))
    if depth == 0 or kind in ("compare", "missing"):
        if kind == "missing":
            return "missing", lambda known: ~np.isfinite(known["a"]) | ~np.isfinite(known["b"])
        left, right = draw(st.sampled_from("ab")), draw(st.sampled_from(["a", "b", "target", "1"]))
        sign = draw(st.sampled_from(sorted(SIGNS)))

        def compare(known: dict[str, Any]) -> Any:
            return SIGNS[sign](known[left], known.get(right, 1.0))

        return f"{left} {sign} {right}", compare
    first, met = draw(conditions(depth - 1))
    if kind == "not":
        return f"not ({first})", lambda known: ~met(known)
    second, also = draw(conditions(depth - 1))
    join = np.logical_and if kind == "and" else np.logical_or
    return f"({first}) {kind} ({second})", lambda known: join(met(known), also(known))


@given(hnp.arrays(np.float64, st.tuples(st.integers(0, 11), st.just(2)), elements=ODD), st.data())
def test_a_condition_finds_what_numpy_finds(inputs: Any, data: st.DataObject) -> None:
    targets = data.draw(hnp.arrays(np.int64, len(inputs), elements=st.integers(-1, 2)))
    text, met = data.draw(conditions())
    project = Project(Network(), Batch(inputs, targets, ["a", "b"]))
    with np.errstate(invalid="ignore"):
        mask = met({"a": inputs[:, 0], "b": inputs[:, 1], "target": targets})
    assert asked(text, project) == np.flatnonzero(mask).tolist()


@given(
    hnp.arrays(np.float64, st.tuples(st.integers(0, 11), st.just(2)), elements=ODD),
    st.booleans(),
    st.booleans(),
)
def test_sorting_is_stable_with_nan_at_the_end(inputs: Any, first: bool, second: bool) -> None:
    keys = SortKey(Quantity("feature", 1), first), SortKey(Quantity("feature", 0), second)
    order = order_of(find(Query(keys=keys), Batch(inputs)))

    def rank(sample: int) -> list[tuple[bool, float]]:
        numbers = inputs[sample, 1], inputs[sample, 0]
        return [
            (bool(np.isnan(number)), 0.0 if np.isnan(number) else -number if down else number)
            for number, down in zip(numbers, (first, second), strict=True)
        ]

    assert order == sorted(range(len(inputs)), key=rank)


@given(hnp.arrays(np.float64, st.integers(0, 60), elements=ODD), st.booleans())
def test_sorting_in_parts_is_the_same_as_sorting_at_once(numbers: Any, descending: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorting_module, "PART", 4)
        in_parts = stable_order(numbers, descending)
    assert in_parts.tolist() == stable_order(numbers, descending).tolist()


def scored_samples() -> tuple[Project, Evaluation]:
    """Seven samples whose scores are their inputs; one is NaN, one has no target."""
    scores = np.array(
        [[2, 0, 0], [0, 3, 0], [0, 0, 1], [5, 0, 0], [np.nan, 0, 0], [0, 900, 0], [0, 0, 4]]
    )
    batch = Batch(scores, [0, 0, 2, -1, 1, 0, 1])
    project = Project(Network([Dense(np.eye(3), np.zeros((1, 3))), Softmax()]), batch)
    return project, evaluate(project)


def test_what_the_network_got_wrong_and_right_is_found() -> None:
    project, evaluation = scored_samples()
    assert asked("wrong only", project, evaluation) == [1, 4, 5, 6]
    assert asked("right", project, evaluation) == [0, 2]
    assert asked("undecided", project, evaluation) == [4]
    assert asked("missing", project, evaluation) == [4]
    assert asked("predicted = 1", project, evaluation) == [1, 5]
    assert asked("predicted != target and target != unknown", project, evaluation) == [1, 4, 5, 6]
    assert asked("0.6 < confidence < 0.99", project, evaluation) == [0, 1, 3, 6]
    assert asked("sample >= 5", project, evaluation) == [5, 6]


def test_the_largest_loss_comes_first_an_impossible_target_before_all_and_unknown_last() -> None:
    project, evaluation = scored_samples()
    assert asked("largest loss", project, evaluation) == [5, 6, 1, 2, 0, 3, 4]
    assert asked("smallest loss", project, evaluation) == [0, 2, 1, 6, 5, 3, 4]
    assert asked("loss = inf", project, evaluation) == [5]
    probabilities = evaluation.layers[-1].output.array
    limit = float(-np.log(probabilities[1, 0]))
    assert asked(f"loss >= {limit!r}", project, evaluation) == [1, 5, 6]


def test_classes_that_nobody_knows_come_last_either_way() -> None:
    project, evaluation = scored_samples()
    assert asked("smallest target", project, evaluation) == [0, 1, 5, 4, 6, 2, 3]
    assert asked("largest target", project, evaluation) == [2, 4, 6, 0, 1, 5, 3]
    assert asked("smallest predicted", project, evaluation) == [0, 3, 1, 5, 2, 6, 4]


def test_the_loss_of_a_value_is_its_squared_error() -> None:
    batch = Batch([[1.0], [2.0], [3.0], [4.0]], [1.0, 5.0, 3.5, np.nan])
    project = Project(Network([Dense(np.eye(1), np.zeros((1, 1)))]), batch)
    assert asked("largest loss", project, evaluate(project)) == [1, 2, 0, 3]
    assert asked("loss = 9", project, evaluate(project)) == [1]


def test_residuals_and_predicted_values_are_compared_and_sorted_by() -> None:
    batch = Batch([[1.0], [2.0], [3.0], [4.0]], [1.0, 5.0, 2.5, np.nan])
    project = Project(Network([Dense(np.eye(1), np.zeros((1, 1)))]), batch)
    evaluation = evaluate(project)
    assert asked("largest residual", project, evaluation) == [1, 0, 2, 3]
    assert asked("residual > 0 or residual = -0.5", project, evaluation) == [1, 2]
    assert asked("predicted >= 3, smallest predicted", project, evaluation) == [2, 3]


def test_the_probability_of_any_class_is_compared_and_sorted_by() -> None:
    project, evaluation = scored_samples()
    assert asked("largest probability of 1", project, evaluation) == [5, 1, 2, 0, 6, 3, 4]
    assert asked("probability of class 0 > 0.5", project, evaluation) == [0, 3]


@given(
    hnp.arrays(
        np.float64,
        st.integers(0, 300),
        elements=st.one_of(
            ODD,
            st.integers(0, 9).map(lambda steps: 1 + steps * 2.0**-52),
            st.sampled_from([5e-324, -5e-324, 1.8e308, -1.8e308]),
            st.floats(),
        ),
    )
)
def test_numbers_that_differ_in_their_last_bits_are_sorted_by_these(numbers: Any) -> None:
    expected = np.argsort(numbers + 0.0, kind="stable").tolist()
    assert stable_order(numbers).tolist() == expected


def test_a_number_is_compared_in_the_precision_of_the_column() -> None:
    project = Project(Network(), Batch(np.array([[0.1], [0.2]], np.float32)), "float32")
    assert asked("x0 = 0.1", project) == [0]


def test_outputs_that_are_not_known_are_asked_for_in_vain() -> None:
    project, _ = scored_samples()
    with pytest.raises(NnfsError, match=r"run the forward pass \(F5\)"):
        asked("wrong", project)


def test_finding_can_be_given_up() -> None:
    batch, calls = Batch(np.zeros((30, 1))), iter(range(100))
    with pytest.raises(Cancelled):
        find(
            Query(keys=(SortKey(Quantity("sample"), True),)),
            batch,
            cancelled=lambda: next(calls) > 3,
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorting_module, "PART", 4)
        with pytest.raises(Cancelled):
            stable_order(np.arange(40.0), cancelled=lambda: True)


def test_the_fraction_done_only_grows_and_ends_at_one() -> None:
    told: list[float] = []
    batch = Batch(np.zeros((10, 1)))
    find(Query(keys=(SortKey(Quantity("feature", 0)),)), batch, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1


def test_inputs_that_are_not_asked_about_are_not_read() -> None:
    rows = Rows.joined([Unread((3, 2), np.dtype(float))] * 2, 2, float)
    batch = Batch(rows, [0, 1, 0, 1, 0, 1])
    project = Project(Network(), batch)
    assert asked("target = 1, largest sample", project) == [5, 3, 1]


def test_all_samples_in_their_own_order_take_no_memory() -> None:
    batch = Batch([[3.0], [4.0], [5.0]])
    for query in (Query(), Query(keys=(SortKey(Quantity("feature", 0)),))):
        assert find(query, batch).is_everything
    assert not find(Query(keys=(SortKey(Quantity("sample"), True),)), batch).is_everything


@given(st.lists(st.integers(0, 9), unique=True), st.data())
def test_an_order_follows_samples_that_leave_and_come(indices: list[int], data: Any) -> None:
    order = Order.of(10, np.array(indices, np.int64))
    names = list("abcdefghij")
    gone = data.draw(st.lists(st.integers(0, 9), unique=True))
    left = [name for place, name in enumerate(names) if place not in gone]
    shown = [names[each] for each in indices if each not in gone]
    after = order.without(np.array(gone, np.int64))
    assert [left[each] for each in order_of(after)] == shown
    assert after.n_samples == len(left)
    sample, row = data.draw(st.integers(0, 10)), data.draw(st.integers(0, len(indices)))
    grown = [*names[:sample], "new 1", "new 2", *names[sample:]]
    seen = [names[each] for each in indices]
    after = order.with_inserted(sample, 2, row)
    if not order.is_everything:
        seen[row:row] = ["new 1", "new 2"]
        assert [grown[each] for each in order_of(after)] == seen
    assert after.n_samples == 12


def test_an_order_knows_where_each_sample_stands_and_never_points_outside() -> None:
    order = Order.of(5, np.array([4, 0, 2]))
    assert [order.row(sample) for sample in range(5)] == [1, None, 2, None, 0]
    assert order_of(order.within(3)) == [0, 2]
    assert order_of(Order(3).within(2)) == [0, 1]
    with pytest.raises(IndexError):
        order.sample(3)
    with pytest.raises(IndexError):
        order.sample(-1)


def test_a_sample_asked_for_again_is_not_looked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    order, looks = Order.of(5, np.array([4, 0, 2])), []
    look = np.flatnonzero
    monkeypatch.setattr(np, "flatnonzero", lambda found: looks.append(found) or look(found))
    assert [order.row(sample) for sample in (2, 2, 3, 3, 2)] == [2, 2, None, None, 2]
    assert len(looks) == 3


LABELS = ["a10", "A2", "b", "", " a2 ", "a1", "É"]


def test_labels_are_found_by_what_they_are_and_by_what_they_hold() -> None:
    inputs = np.arange(float(len(LABELS))).reshape(-1, 1)
    project = Project(Network(), Batch(inputs, labels=LABELS))
    assert asked("label = a2", project) == [1, 4]
    assert asked("label != a2", project) == [0, 2, 3, 5, 6]
    assert asked("label contains A1", project) == [0, 5]
    assert asked("é", project) == [6]
    assert asked('label = ""', project) == [3]
    assert asked("a and x0 > 3", project) == [4, 5]
    assert asked("no such label", project) == []
    assert asked("no such label, smallest label", project) == []


def test_labels_are_sorted_with_numbers_as_such_and_empty_ones_last() -> None:
    project = Project(Network(), Batch(np.zeros((len(LABELS), 1)), labels=LABELS))
    assert asked("smallest label", project) == [5, 1, 4, 0, 2, 6, 3]
    assert asked("largest label", project) == [6, 2, 0, 1, 4, 5, 3]


@given(st.lists(st.text("a0189-é", max_size=4), max_size=40))
def test_texts_sorted_in_parts_are_in_the_order_of_all_at_once(texts: list[str]) -> None:
    keys = sort_keys(texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorting_module, "TEXT_PART", 4)
        ranks = text_ranks(keys)
    distinct = sorted(set(keys.tolist()) - {""})
    wanted = [distinct.index(key) if key else np.nan for key in keys.tolist()]
    order = [int(rank) for rank in np.argsort(ranks, kind="stable")]
    assert order == [int(rank) for rank in np.argsort(wanted, kind="stable")]
    assert [np.isnan(rank) for rank in ranks] == [key == "" for key in keys.tolist()]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("target = 1", [0, 3]),
        ("target = 1.0", [0, 3]),
        ('target = "1"', [0, 3]),
        ("1 = target", [0, 3]),
        ("target != 3", [0, 1, 3]),
        ("target < 3", [0, 1, 3]),
        ("2 <= target", [1, 2]),
        ("1 < target <= 3", [1, 2]),
        ("target = 7", []),
        ("p = 1", [0, 1]),
    ],
)
def test_a_number_that_is_the_name_of_a_class_means_that_class(
    question: str, found: list[int]
) -> None:
    batch = Batch([[1.0], [1], [2], [3]], [0, 1, 2, 0], ["p"], class_names=["1", "2", "3"])
    assert asked(question, Project(Network(), batch)) == found


def test_a_number_that_names_no_class_is_the_number_of_one() -> None:
    batch = Batch([[1.0], [1], [2]], [0, 1, 2], class_names=["5", "b", "1.5"])
    project = Project(Network(), batch)
    assert asked("target = 1", project) == [1]
    assert asked("target = 1.50", project) == [2]
    assert asked("target = 5", project) == [0]


def test_labels_that_count_from_one_are_asked_for_as_they_stand_in_the_file() -> None:
    batch = read_data(Path(__file__).parents[1] / "data" / "labels_from_one.csv")
    assert batch.class_names == ("1", "2", "3")
    project = Project(Network(), batch)
    assert batch.targets is not None
    for name in (1, 2, 3):
        expected = np.flatnonzero(batch.targets == name - 1).tolist()
        assert asked(f"target = {name}", project) == expected
        assert expected


@given(
    hnp.arrays(np.float64, st.integers(0, 11), elements=ODD),
    st.sets(st.integers(0, 10)),
    st.booleans(),
)
def test_looking_among_some_samples_finds_those_of_them_that_would_be_found(
    column: Any, some: set[int], descending: bool
) -> None:
    project = Project(Network(), Batch(column[:, None], None, ["a"]))
    among = np.array(sorted(each for each in some if each < len(column)), np.int64)
    text = f"a > 0, {'largest' if descending else 'smallest'} a"
    query = parse(text, Vocabulary.of(project))
    found = order_of(find(query, project.batch, among=among))
    assert found == [each for each in asked(text, project) if each in among]
    assert order_of(find(Query(), project.batch, among=among)) == among.tolist()
