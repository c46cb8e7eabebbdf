"""Two networks on the same samples: which of them are taken for something else, and is it right."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import Batch, Dense, Network, NnfsError, Project, ReLU, Softmax, evaluate
from nnfs_core.arrays import AnyArray
from nnfs_core.comparing import changed_samples
from nnfs_core.comparing.changed_samples import ChangeVerdict
from nnfs_core.comparing.changes import NO_SAMPLES, Changes, changes_of_mind
from nnfs_core.comparing.contestant import Contestant
from nnfs_core.errors import Cancelled
from nnfs_core.layers import Layer
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.subset import Subset
from nnfs_core.summaries.classification import UNDECIDED
from tests.core.strategies import matrices
from tests.deferred import Slow

pytestmark = pytest.mark.usefixtures("small_blocks")

COLUMNS = "a", "b", "c"
CLASSES = "x", "y", "z"
# Each sample is of the class whose feature is the largest, as the network AS_IS has it.
INPUTS = np.array([[4.0, 1, 0], [1, 4, 0], [1, 2, 4], [4, 2, 1], [0, 4, 2], [1, 2, 4], [4, 2, 0]])
TARGETS = 0, 1, 2, 1, 2, 0, -1
AS_IS = np.eye(3)
TURNED = np.eye(3)[:, [1, 0, 2]]  # takes x for y and y for x


def layers(weights: Any) -> list[Layer]:
    return [Dense(weights, np.zeros((1, np.shape(weights)[1]))), Softmax()]


def project(weights: Any = AS_IS, inputs: Any = INPUTS, **batch: Any) -> Project:
    said = {"targets": TARGETS, "columns": COLUMNS, "class_names": CLASSES} | batch
    return Project(Network(layers(weights)), Batch(inputs, **said))


def changes(present: Project, first: Project, second: Project, **options: Any) -> Changes:
    sides = Contestant.of(first, "the first"), Contestant.of(second, "the second")
    return changes_of_mind(present.batch, *sides, **options)


def told(present: Project, first: Project, second: Project) -> str:
    with pytest.raises(NnfsError) as refused:
        changes(present, first, second)
    return str(refused.value)


def verdicts(found: Changes) -> dict[int, str]:
    """What became of each changed sample."""
    pairs = zip(found.changed.samples.tolist(), found.changed.verdicts, strict=True)
    return {sample: ChangeVerdict(verdict).title for sample, verdict in pairs}


def test_samples_that_are_taken_for_another_class_are_named_with_what_became_of_them() -> None:
    found = changes(project(), project(AS_IS), project(TURNED))
    assert verdicts(found) == {
        0: "broken",
        1: "broken",
        3: "mended",
        4: "still wrong",
        6: "no target",
    }
    counts = found.counts
    assert [found.class_name(number) for number in counts.before] == ["x", "y"]
    assert [found.class_name(number) for number in counts.after] == ["y", "x"]
    assert counts.n_samples.tolist() == [3, 2]
    assert (counts.n_mended.tolist(), counts.n_broken.tolist()) == ([1, 0], [1, 1])
    assert found.changed.of(0, 1).tolist() == [0, 3, 6]
    assert found.changed.with_verdict(ChangeVerdict.BROKEN).tolist() == [0, 1]
    first, second = found.sides
    assert (first.n_right, second.n_right) == (3, 2)
    assert first.accuracy == 3 / 6


def test_samples_whose_probabilities_moved_most_come_first() -> None:
    found = changes(project(), project(AS_IS), project(TURNED))
    amounts = found.changed.amounts
    assert amounts.tolist() == sorted(amounts, reverse=True)
    soft = [np.exp(INPUTS[:, order]) for order in ([0, 1, 2], [1, 0, 2])]
    before, after = (each / each.sum(1, keepdims=True) for each in soft)
    moved = np.abs(before - after).sum(1) / 2
    assert amounts == pytest.approx(moved[found.changed.samples])


def plain(network: Network, inputs: AnyArray, targets: AnyArray) -> tuple[AnyArray, float]:
    """The class of each sample, and the mean loss, as a book has them."""
    outputs = network.outputs(inputs)[-1]
    known = targets >= 0
    with np.errstate(divide="ignore"):
        losses = -np.log(outputs[known, targets[known]])
    return outputs.argmax(axis=1), float(losses.mean()) if known.any() else np.nan


@given(matrices(3, 4), matrices(3, 3), st.lists(st.integers(-1, 2), min_size=7, max_size=7))
def test_all_counts_agree_with_a_comparison_sample_by_sample(
    wide: AnyArray, square: AnyArray, targets: list[int]
) -> None:
    networks = [Network(layers(each / 100)) for each in (wide, square)]
    batch = Batch(INPUTS, targets, COLUMNS)
    projects = [Project(network, batch) for network in networks]
    found = changes(projects[0], *projects)
    answers = [plain(network, INPUTS, np.array(targets)) for network in networks]
    (before, _), (after, _) = answers
    changed = np.flatnonzero(before != after)
    assert sorted(found.changed.samples.tolist()) == changed.tolist()
    known = np.array(targets) >= 0
    for side, (predicted, loss) in zip(found.sides, answers, strict=True):
        assert side.n_known == known.sum()
        assert side.n_right == (known & (predicted == targets)).sum()
        assert side.mean_loss == (pytest.approx(loss) if known.any() else None)
    gain = found.n_with(ChangeVerdict.MENDED) - found.n_with(ChangeVerdict.BROKEN)
    assert gain == found.sides[1].n_right - found.sides[0].n_right
    assert found.counts.n_samples.sum() == len(changed)


def test_outputs_that_are_known_already_give_the_same_answer() -> None:
    present, other = project(), project(TURNED)
    plainly = changes(present, present, other)
    known = evaluate(present)
    again = changes(present, present, other, known=[known])
    assert verdicts(again) == verdicts(plainly)
    assert again.sides == plainly.sides
    assert again.changed.amounts.tolist() == plainly.changed.amounts.tolist()


def test_features_in_another_order_are_taken_by_their_names() -> None:
    order = [2, 0, 1]
    other = project(
        AS_IS[order], INPUTS[:, order], columns=[("A", "B.", "c")[place] for place in order]
    )
    found = changes(project(), project(), other)
    assert len(found.changed) == 0
    assert found.notes == ()


def test_a_network_that_needs_fewer_features_takes_those_that_it_knows() -> None:
    other = project([[0.0, 0, 1], [0, 1, 0]], INPUTS[:, [2, 1]], columns=("c", "b"))
    found = changes(project(), project(), other)
    assert {0, 3} <= set(found.changed.samples.tolist())  # of class x, which it cannot see


def test_a_feature_that_the_samples_lack_is_named() -> None:
    other = project(np.ones((4, 3)), np.zeros((7, 4)), columns=(*COLUMNS, "age"))
    assert told(project(), project(), other) == (
        "The second does not fit the samples, which have no feature age."
    )


def test_features_that_are_called_otherwise_are_taken_in_their_order_and_that_is_told() -> None:
    found = changes(project(), project(), project(columns=("p", "q", "r")))
    assert len(found.changed) == 0
    assert found.notes == (
        "The features of the second are called otherwise, so they are taken in their order.",
    )


def test_layers_that_do_not_fit_the_samples_are_named() -> None:
    other = replace(project(), network=Network(layers(np.zeros((5, 2)))))
    assert told(project(), project(), other) == (
        "The second does not fit the samples: Dense 1 expects 5 inputs and receives 3."
    )


def test_classes_in_another_order_are_known_by_their_names() -> None:
    other = project(AS_IS[:, [2, 0, 1]], class_names=("z", "x", "y"))
    found = changes(project(), project(), other)
    assert len(found.changed) == 0
    assert found.sides[0].mean_loss == pytest.approx(found.sides[1].mean_loss)
    assert found.class_names == CLASSES


def test_a_class_that_only_the_other_network_has_comes_behind_those_of_the_batch() -> None:
    weights = np.hstack([AS_IS, [[0], [0], [9]]])
    found = changes(project(), project(), project(weights, class_names=(*CLASSES, "w")))
    assert found.class_names == (*CLASSES, "w")
    assert (found.counts.before[0], found.counts.after[0]) == (2, 3)
    assert found.sides[1].n_right < found.sides[0].n_right


def test_classes_of_which_none_is_known_here_are_refused_unless_they_are_as_many() -> None:
    other = project(AS_IS[:, :2], class_names=("cat", "dog"))
    assert told(project(), project(), other) == (
        "The second tells 2 classes apart, none of which is one here: cat, dog."
    )
    found = changes(project(), project(), project(class_names=("cat", "dog", "cow")))
    assert found.notes == (
        "The classes of the second are called otherwise, so they are taken by their numbers.",
    )


def test_the_same_network_twice_is_known_and_nothing_differs() -> None:
    found = changes(project(), project(), project())
    assert len(found.changed) == 0
    assert not found.is_same_network  # its numbers are the same by chance
    present = project()
    found = changes(present, present, present)
    assert found.is_same_network
    assert found.sides[0] == found.sides[1]


@pytest.mark.parametrize("reverse", [False, True])
def test_a_network_without_softmax_is_not_compared_with_one_that_has_it(reverse: bool) -> None:
    bare = replace(project(), network=Network(layers(AS_IS)[:1]))
    pair = (bare, project()) if reverse else (project(), bare)
    name, other = ("first", "second") if reverse else ("second", "first")
    assert told(project(), *pair) == (
        f"The {name} has no Softmax layer, so it predicts no class to compare with those of the "
        f"{other}."
    )
    assert "has neither a Softmax layer" in told(project(), bare, bare)
    assert "has no layers" in told(project(), replace(bare, network=Network()), bare)


def test_without_a_target_changes_of_mind_are_told_all_the_same() -> None:
    present = project(targets=None)
    found = changes(present, present, project(TURNED))
    assert set(verdicts(found).values()) == {"no target"}
    assert len(found.changed) == 5
    assert found.sides[0].accuracy is None
    assert found.sides[0].mean_loss is None


def value_project(weight: float, **batch: Any) -> Project:
    said = {"targets": [1.0, 2.0, 3.0, np.nan], "columns": ["a"]} | batch
    network = Network([Dense([[weight]], [[0.0]])])
    return Project(network, Batch([[1.0], [2.0], [0.0], [4.0]], **said))


def test_values_are_compared_by_how_far_they_moved_and_by_their_errors() -> None:
    present = value_project(2)
    found = changes(present, present, value_project(1.5))
    assert found.changed.samples.tolist() == [3, 1, 0]  # 0 stays 0
    assert found.changed.amounts.tolist() == [-2, -1, -0.5]
    assert verdicts(found) == {3: "no target", 1: "nearer", 0: "nearer"}
    assert found.sides[0].mean_error == pytest.approx((1 + 2 + 3) / 3)
    assert found.sides[1].mean_loss == pytest.approx((0.25 + 1 + 9) / 3)
    found = changes(present, value_project(0.5), present)
    assert verdicts(found)[1] == "farther"
    found = changes(present, value_project(0.5), value_project(1.5))
    assert verdicts(found)[0] == "as far"


def test_only_samples_of_the_chosen_subset_are_looked_at() -> None:
    parts = [Subset.TEST, Subset.TRAINING, *[Subset.TEST] * 5]
    present = project(subsets=parts)
    found = changes(present, present, project(TURNED), subset=Subset.TEST)
    assert found.n_samples == 6
    assert sorted(found.changed.samples.tolist()) == [0, 3, 4, 6]
    assert found.sides[0].n_known == 5
    with pytest.raises(NnfsError, match="No sample is a validation sample"):
        changes(present, present, present, subset=Subset.VALIDATION)


def test_a_prediction_that_cannot_be_made_is_undecided() -> None:
    inputs = INPUTS.copy()
    inputs[0, 0] = np.nan
    present = project(inputs=inputs)
    blind = project([[0.0, 0, 0], [0, 1, 0], [0, 0, 1]])
    deaf = replace(blind, network=Network([ReLU(), *layers(AS_IS)]))
    found = changes(present, present, deaf)
    assert found.sides[0].n_undecided == 1
    assert 0 not in found.changed.samples  # NaN times 0 is NaN, so both are undecided
    seeing = replace(present, network=Network(layers([[0.0] * 3] * 3)))
    assert changes(present, present, seeing).sides[1].n_undecided == 1
    short = project([[0.0, 1, 0], [0, 0, 1]], INPUTS[:, 1:], columns=("b", "c"))
    found = changes(present, present, short)
    assert (found.changed.before[0], found.class_name(UNDECIDED)) == (UNDECIDED, "undecided")


def test_no_samples_are_no_comparison() -> None:
    empty = project(inputs=np.empty((0, 3)), targets=[])
    assert told(empty, project(), project()) == NO_SAMPLES


def test_samples_that_lie_in_a_file_are_read_once_for_both() -> None:
    blocks = [Slow(INPUTS[start : start + 3]) for start in (0, 3, 6)]
    present = project(inputs=Rows(tuple(blocks), 3, np.dtype(np.float64)))
    found = changes(present, project(), project(TURNED))
    assert len(found.changed) == 5
    assert [block.n_loads for block in blocks] == [1, 1, 1]
    blocks[1].fault = "data.csv is gone."
    assert told(present, project(), project(TURNED)) == "data.csv is gone."


def test_a_comparison_stops_when_it_is_cancelled() -> None:
    with pytest.raises(Cancelled):
        changes(project(), project(), project(TURNED), cancelled=lambda: True)


def test_networks_of_other_precisions_compute_in_their_own() -> None:
    half = replace(project(TURNED), precision="float16")
    found = changes(project(), project(), half)
    assert len(found.changed) == 5


def test_changes_between_very_many_classes_are_counted_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few = changes(project(), project(), project(TURNED)).counts
    monkeypatch.setattr(changed_samples, "MOST_CELLS", 0)
    many = changes(project(), project(), project(TURNED)).counts
    assert len(many) == len(few) == 2
    for name in ("before", "after", "n_samples", "n_mended", "n_broken"):
        assert getattr(many, name).tolist() == getattr(few, name).tolist()
