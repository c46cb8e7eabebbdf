"""Initialisation: each rule's distribution, seeds, growing layers, and the book's own numbers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import Batch, Dense, Network, NnfsError, Project, ReLU, Softmax, edits
from nnfs_core.arrays import AnyArray
from nnfs_core.explain.hints import hints
from nnfs_core.forward.evaluate import evaluate
from nnfs_core.layers.initialisation import (
    INITIALISATIONS,
    Constant,
    GlorotNormal,
    GlorotUniform,
    HeNormal,
    HeUniform,
    Initialisation,
    Legacy,
    Normal,
    Scaled,
    Zeros,
)
from nnfs_core.progress import never
from tests.core.strategies import initialisations, precisions, seeds

# What nnfs 0.5.1 gives after nnfs.init(), as the bits of float32: Layer_Dense(2, 3) alone; then
# Layer_Dense(2, 3) and Layer_Dense(3, 3) behind spiral_data(100, 3); then Layer_Dense(4, 3) and
# Layer_Dense(3, 3).
FIRST = [[1016103644, 998449055, 1008753471], [1018663663, 1016659335, 3156221441]]
BEHIND_THE_SPIRAL = (
    [[3159756725, 1015534981, 3130712390], [3151946108, 1004166212, 3147233274]],
    [
        [3160054491, 3160188268, 1004754409],
        [3134269429, 3132047053, 1009816537],
        [3157827200, 3153030576, 3145481245],
    ],
)
IN_A_ROW = (
    [
        [1016103644, 998449055, 1008753471],
        [1018663663, 1016659335, 3156221441],
        [1008445849, 3133563661, 3129428608],
        [998673280, 985451776, 1013859494],
    ],
    [
        [1006198904, 983530332, 999387634],
        [995798340, 1014286904, 3137762264],
        [994913291, 3154898783, 3167822867],
    ],
)


def bits(layer: Dense) -> list[list[int]]:
    bits: list[list[int]] = layer.weights.astype(np.float32).view(np.uint32).tolist()
    return bits


def chain(*shapes: tuple[int, int], precision: str = "float32") -> Project:
    layers = [Dense(np.ones(shape), np.ones(shape[1]), name="mine") for shape in shapes]
    return Project(Network(layers), Batch(np.ones((2, shapes[0][0]))), precision)


def dense_layers(project: Project) -> list[Dense]:
    return list(project.network.dense_layers.values())


def drawn(rule: Initialisation, n_inputs: int, n_neurons: int, seed: int = 0) -> Dense:
    return Dense.random(n_inputs, n_neurons, seed=seed, initialisation=rule)


def test_the_first_layer_has_the_numbers_that_the_book_prints() -> None:
    layer = drawn(Legacy(), 2, 3)
    assert bits(layer) == FIRST
    assert layer.weights.astype("float32").astype("float64").tolist() == layer.weights.tolist()


def test_layers_behind_the_spiral_have_the_numbers_that_the_book_prints() -> None:
    project = edits.draw_as_book(chain((2, 3), (3, 3)), drawn_before=300)
    first, second = dense_layers(project)
    assert (bits(first), bits(second)) == BEHIND_THE_SPIRAL
    assert first.weights.dtype == np.float32
    assert first.initialisation == Legacy(drawn_before=300)
    assert second.initialisation == Legacy(drawn_before=306)


def test_the_books_outputs_of_the_spiral_follow_from_its_weights() -> None:
    points, _ = spiral_of_the_book()
    project = edits.draw_as_book(chain((2, 3)), drawn_before=300)
    outputs = project.network.forward(points[:3])
    printed = [
        [0.0000000e00, 0.0000000e00, 0.0000000e00],
        [-1.0475188e-04, 1.1395361e-04, -4.7983500e-05],
        [-2.7414842e-04, 3.1729150e-04, -8.6921798e-05],
    ]
    np.testing.assert_allclose(outputs, printed, rtol=2e-6, atol=1e-12)


def test_the_books_classifier_begins_with_the_loss_that_the_book_prints() -> None:
    points, classes = spiral_of_the_book()
    layers = [Dense.random(2, 64), ReLU(), Dense.random(64, 3), Softmax()]
    project = Project(Network(layers), Batch(points, classes), "float32")
    drawn = edits.draw_as_book(project, drawn_before=300)
    probabilities = drawn.network.forward(points).astype(np.float64)
    losses = -np.log(probabilities[np.arange(300), classes])
    assert f"{losses.mean():.6f}" == "1.098594"  # 1.0985943 after float32 sums of its own order
    assert (probabilities.argmax(axis=1) == classes).mean() == pytest.approx(0.36, abs=0.004)


def spiral_of_the_book() -> tuple[AnyArray, AnyArray]:
    """Its 300 points (300, 2) and their classes (300,), as spiral_data(100, 3) makes them.

    The angles jitter by the numbers that are drawn before the first layer's weights.
    """
    generator = np.random.RandomState(0)
    radius, points = np.linspace(0.0, 1, 100), []
    for arm in range(3):
        angle = np.linspace(4 * arm, 4 * arm + 4, 100) + 0.2 * generator.standard_normal(100)
        points.append(np.c_[radius * np.sin(2.5 * angle), radius * np.cos(2.5 * angle)])
    return np.concatenate(points).astype(np.float32), np.repeat(np.arange(3), 100)


def test_layers_in_a_row_take_numbers_one_after_another() -> None:
    project = edits.draw_as_book(chain((4, 3), (3, 3)))
    first, second = dense_layers(project)
    assert (bits(first), bits(second)) == IN_A_ROW
    assert edits.draw_as_book(project) is project
    assert (first.name, first.biases.tolist()) == ("mine", [[0, 0, 0]])


def test_a_layer_of_the_row_is_drawn_again_to_the_same_numbers() -> None:
    project = edits.draw_as_book(chain((4, 3), (3, 3)))
    changed = edits.set_weights(project, 1, 0, 0, [[5, 5, 5]])
    assert edits.redraw(changed, 1, 0).network == project.network


def test_float64_holds_the_books_numbers_as_they_are() -> None:
    narrow = edits.draw_as_book(chain((4, 3)))
    wide = edits.draw_as_book(chain((4, 3), precision="float64"))
    assert dense_layers(wide)[0].weights.tolist() == dense_layers(narrow)[0].weights.tolist()


def test_other_layers_stay_as_they_are_when_all_are_drawn() -> None:
    layers = [Dense.random(2, 3), ReLU(), Dense.random(3, 3, seed=1), Softmax()]
    project = Project(Network(layers), Batch(np.ones((2, 2))), "float32")
    changed = edits.draw_as_book(project, drawn_before=300)
    assert tuple(bits(each) for each in dense_layers(changed)) == BEHIND_THE_SPIRAL
    assert changed.network.layers[1] is project.network.layers[1]
    assert changed.network.names == project.network.names


@pytest.mark.parametrize(("seed", "before"), [(-1, 0), (2**31, 0), (0, -1), (0, 10**9)])
def test_seeds_and_counts_out_of_range_are_refused(seed: int, before: int) -> None:
    with pytest.raises(NnfsError, match="must be between 0 and"):
        edits.draw_as_book(chain((2, 3)), seed, before)


@given(st.integers(0, 200_000), seeds, st.integers(1, 4))
def test_numbers_drawn_before_are_those_of_one_long_row(
    before: int, seed: int, n_neurons: int
) -> None:
    row = np.random.RandomState(seed).standard_normal(before + 3 * n_neurons)
    expected = np.float32(0.01) * row[before:].astype(np.float32).reshape(3, n_neurons)
    layer = drawn(Legacy(drawn_before=before), 3, n_neurons, seed)
    assert layer.weights.tolist() == expected.tolist()


@pytest.mark.parametrize(
    ("rule", "variance"),
    [
        (Normal(), 0.01**2),
        (GlorotUniform(), 2 / (400 + 250)),
        (GlorotNormal(), 2 / (400 + 250)),
        (HeUniform(), 2 / 400),
        (HeNormal(), 2 / 400),
        (Legacy(), 0.01**2),
    ],
    ids=lambda each: each.name if isinstance(each, Initialisation) else "",
)
def test_weights_spread_as_the_formula_says(rule: Initialisation, variance: float) -> None:
    weights = drawn(rule, 400, 250, 3).weights
    assert weights.var() == pytest.approx(variance, rel=0.03)
    assert abs(weights.mean()) < 4 * np.sqrt(variance / weights.size)


@given(st.sampled_from([GlorotUniform(), HeUniform()]), seeds, st.integers(1, 40))
def test_uniform_weights_stay_within_their_limits(
    rule: Initialisation, seed: int, n_neurons: int
) -> None:
    fans = 20 + n_neurons if isinstance(rule, GlorotUniform) else 20
    weights = drawn(rule, 20, n_neurons, seed).weights
    assert np.abs(weights).max() <= np.sqrt(6 / fans) * (1 + 1e-12)


def test_uniform_weights_reach_towards_their_limits_and_normal_ones_beyond() -> None:
    limit = np.sqrt(6 / 100)
    uniform, normal = (drawn(rule, 100, 100).weights for rule in (HeUniform(), HeNormal()))
    assert 0.99 * limit < uniform.max() < limit < normal.max()


@given(initialisations(), seeds, precisions)
def test_the_same_rule_and_seed_give_the_same_bits(
    rule: Initialisation, seed: int, precision: str
) -> None:
    layers = [Dense.random(3, 2, seed=seed, dtype=precision, initialisation=rule) for _ in range(2)]
    assert layers[0].weights.tobytes() == layers[1].weights.tobytes()
    assert layers[0].weights.dtype == precision
    assert layers[0] == layers[1]
    assert layers[0].redrawn(seed) == layers[0]


def test_rules_give_different_layers() -> None:
    layers = [drawn(kind(), 3, 4) for kind in INITIALISATIONS]
    assert all(first != second for first, second in pairwise(layers))


@given(initialisations(), seeds, st.integers(1, 6), st.integers(1, 6))
def test_a_layer_that_grows_keeps_its_weights_and_draws_the_rest_by_its_rule(
    rule: Initialisation, seed: int, n_inputs: int, n_neurons: int
) -> None:
    layer = Dense(np.full((3, 3), 7.0), np.full(3, 8.0), seed=seed, initialisation=rule)
    resized, fresh = layer.resized(n_inputs, n_neurons), drawn(rule, n_inputs, n_neurons, seed)
    rows, columns = min(3, n_inputs), min(3, n_neurons)
    assert (resized.weights[:rows, :columns] == 7).all()
    assert resized.weights[3:].tolist() == fresh.weights[3:].tolist()
    assert resized.weights[:, 3:].tolist() == fresh.weights[:, 3:].tolist()
    assert (resized.initialisation, resized.seed) == (rule, seed)


def test_a_rule_once_chosen_is_what_draws_from_then_on() -> None:
    project = edits.redraw(chain((4, 3), (3, 2)), 0, 5, HeNormal())
    assert dense_layers(project)[0].initialisation == HeNormal()
    again = dense_layers(edits.redraw(project, 0, 6))[0]
    assert again.weights.tolist() == dense_of_he(6)
    (first, copy, _) = dense_layers(edits.duplicate_layers(project, [0]))
    assert copy.initialisation == first.initialisation
    wider = dense_layers(edits.set_neurons(project, 0, 5))
    assert wider[0].initialisation == HeNormal()
    assert wider[1].initialisation == Normal()


def dense_of_he(seed: int) -> list[list[float]]:
    layer = Dense.random(4, 3, seed=seed, dtype="float32", initialisation=HeNormal())
    weights: list[list[float]] = layer.weights.tolist()
    return weights


def test_drawing_by_another_rule_is_a_change_even_where_the_numbers_are_the_same() -> None:
    project = edits.redraw(chain((4, 3)), 0, 5, Zeros())
    changed = edits.redraw(project, 0, 5, Constant(value=0.0))
    assert dense_layers(changed)[0].initialisation == Constant(value=0.0)
    assert edits.redraw(changed, 0, 5) is changed


def test_a_constant_fills_all_weights_and_must_fit_the_precision() -> None:
    (layer,) = dense_layers(edits.redraw(chain((4, 3)), 0, 0, Constant(value=0.25)))
    assert (layer.weights == 0.25).all()
    assert (layer.biases == 0).all()
    with pytest.raises(NnfsError, match=r"A weight 100000 is too large for float16"):
        edits.redraw(chain((4, 3), precision="float16"), 0, 0, Constant(value=1e5))


@pytest.mark.parametrize("value", [np.nan, np.inf, -2e12])
def test_a_constant_that_is_no_sensible_number_is_refused(value: float) -> None:
    with pytest.raises(NnfsError, match=r"Value must be between -1e\+12 and 1e\+12"):
        Constant(value=value)


@pytest.mark.parametrize("kind", INITIALISATIONS, ids=lambda kind: kind.name)
def test_a_single_neuron_is_drawn_as_one_of_its_layer(kind: type[Initialisation]) -> None:
    rule = kind()
    layer = drawn(rule, 300, 40)
    project = Project(Network([layer]), Batch(np.ones((1, 300))))
    changed = dense_layers(edits.redraw_neurons(project, 0, [7], [9]))[0]
    of_one = rule if isinstance(rule, Scaled) else Normal()
    spread = changed.weights[:, 7].std()
    assert spread == pytest.approx(of_one.deviation(300, 40), rel=0.2)
    others = np.delete(changed.weights, 7, axis=1)
    assert others.tolist() == np.delete(layer.weights, 7, axis=1).tolist()


@pytest.mark.parametrize("rule", [Zeros(), Constant(value=0.5)], ids=lambda rule: rule.name)
def test_neurons_that_began_alike_are_told_apart_by_the_remedy(rule: Initialisation) -> None:
    layers = [drawn(rule, 3, 5), Softmax()]
    project = Project(Network(layers), Batch(np.ones((2, 3))))
    remedy = hints(project, evaluate(project))[1].remedy
    assert remedy is not None
    changed = remedy.edit(project, never)
    assert hints(changed, evaluate(changed)) == {}


def test_a_layer_without_inputs_can_be_drawn_by_every_rule() -> None:
    for kind in INITIALISATIONS:
        assert drawn(kind(), 0, 3).weights.shape == (0, 3)
