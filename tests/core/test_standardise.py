"""Layers that standardise: how they are fitted, edited, carried along, and what they give."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import (
    Batch,
    Dense,
    Network,
    NnfsError,
    Project,
    ReLU,
    Softmax,
    Standardise,
    edits,
    load,
    save,
)
from nnfs_core.edits.standardise import DEVIATION, MEAN, inserted, standardised_project
from nnfs_core.errors import Cancelled, ShapeError
from tests.core.strategies import matrices
from tests.deferred import deferred_rows
from tests.projects import project_of

pytestmark = pytest.mark.usefixtures("small_blocks")

NAN, INF = float("nan"), float("inf")


def front(project: Project, index: int = 0) -> Standardise:
    layer = project.network.layers[index]
    assert isinstance(layer, Standardise)
    return layer


def numbers_of(layer: Standardise) -> tuple[list[float], list[float]]:
    return layer.means[0].tolist(), layer.deviations[0].tolist()


# Fitting


@given(inputs=st.integers(2, 9).flatmap(lambda n_rows: matrices(n_rows, 3, largest=1e6)))
def test_behind_a_fitted_layer_features_have_mean_0_and_deviation_1(inputs: np.ndarray) -> None:
    inputs = np.where(np.abs(inputs) < 1e-290, 0, inputs)  # below, numbers have fewer digits
    project = edits.standardise_layer(project_of(inputs))
    assert project.batch.inputs.tobytes() == inputs.tobytes()  # which keeps its units
    outputs = project.network.forward(inputs)
    scale = np.abs(inputs).max(axis=0) / front(project).deviations[0] + 1  # what rounding may do
    np.testing.assert_array_less(np.abs(outputs.mean(axis=0)), 1e-14 * scale)
    for feature, column in enumerate(outputs.T):
        spread = 0 if np.ptp(inputs[:, feature]) == 0 else 1
        assert column.std() == pytest.approx(spread, rel=1e-9, abs=1e-14 * scale[feature])


def test_means_and_deviations_are_exact_to_the_last_digits_far_from_0() -> None:
    column = 1e9 + 1e-3 * np.random.default_rng(0).standard_normal(500)
    layer = front(edits.standardise_layer(project_of(column.reshape(-1, 1))))
    exact = [Fraction(float(x)) for x in column]
    mean = sum(exact) / len(exact)
    variance = sum((x - mean) ** 2 for x in exact) / len(exact)
    assert layer.means[0, 0] == pytest.approx(float(mean), rel=1e-15)
    assert layer.deviations[0, 0] == pytest.approx(float(variance) ** 0.5, rel=1e-6)


def test_the_largest_numbers_of_a_type_are_fitted_without_leaving_it() -> None:
    wide = edits.standardise_layer(project_of([[1.7e308], [-1.7e308], [0.0]]))
    assert np.isfinite([*numbers_of(front(wide))]).all()
    np.testing.assert_allclose(
        wide.network.forward(wide.batch.inputs / 2)[:, 0], [0.6123724, -0.6123724, 0]
    )
    half = edits.standardise_layer(project_of([[60000.0], [-60000.0]], precision="float16"))
    assert half.network.forward(half.batch.inputs)[:, 0].tolist() == [1, -1]


def test_a_constant_feature_counts_with_deviation_1_and_missing_numbers_do_not_count() -> None:
    inputs = [[5.1, 1.0, NAN], [5.1, NAN, INF], [5.1, 3.0, NAN], [5.1, INF, -INF]]
    project = project_of(inputs)
    scales = edits.feature_scales(project.batch)
    assert (scales.constant, scales.missing) == ((0,), (2,))
    layer = front(edits.standardise_layer(project))
    assert numbers_of(layer) == ([5.1, 2, 0], [1, 1, 1])
    assert layer.forward(inputs)[0, :2].tolist() == [0, -1]


def test_what_was_found_in_the_samples_is_told() -> None:
    batch = Batch(
        [[5.1, 1.0, NAN, 2.0, 7.0], [5.1, 3.0, NAN, 2.0, 7.0]],
        columns=["petal width", "x", "gone", "dose", "area"],
    )
    fitted = standardised_project(Project(Network(), batch))
    assert fitted.told == (
        "Fitted to 2 samples.",
        "The same in every sample, so with a deviation of 1: petal width, dose and area.",
        "Missing in every sample, so with mean 0 and a deviation of 1: gone.",
    )
    pixels = Batch(np.zeros((3, 784)), columns=[f"p{at}" for at in range(784)], subsets=[0, 0, 2])
    assert standardised_project(Project(Network(), pixels)).told == (
        "Fitted to 2 training samples.",
        "The same in every training sample, so with a deviation of 1: p0, p1, p2 and 781 more.",
    )


def test_a_feature_is_not_constant_were_its_numbers_the_smallest_that_there_are() -> None:
    scales = edits.feature_scales(Batch([[0.0], [5e-324]]))
    assert scales.constant == ()
    assert scales.deviations[0] > 0


def test_a_feature_of_one_number_among_zeros_is_not_constant() -> None:
    inputs = np.zeros((1000, 1))
    inputs[17] = 1e-3
    layer = front(edits.standardise_layer(project_of(inputs)))
    assert layer.deviations[0, 0] == pytest.approx(inputs.std())


def test_only_training_samples_are_looked_at() -> None:
    batch = Batch([[1.0], [3.0], [100.0], [1000.0]], subsets=[0, 0, 1, 2])
    layer = front(edits.standardise_layer(Project(Network(), batch)))
    assert numbers_of(layer) == ([2], [1])
    without = Batch([[1.0], [3.0]], subsets=[1, 2])
    with pytest.raises(NnfsError, match="No sample is for training"):
        edits.standardise_layer(Project(Network(), without))


def test_samples_that_are_not_in_memory_are_looked_at_and_stay_where_they_are() -> None:
    rows = deferred_rows(np.arange(18.0).reshape(9, 2))
    project = edits.standardise_layer(Project(Network(), Batch(rows)))
    assert project.batch.input_rows is rows
    assert numbers_of(front(project))[0] == [8, 9]
    with pytest.raises(Cancelled):
        edits.standardise_layer(project, lambda: True)


def test_there_is_nothing_to_fit_by_without_samples() -> None:
    with pytest.raises(NnfsError, match=r"There is no sample .* add samples to the batch first\."):
        edits.standardise_layer(project_of(np.empty((0, 3))))
    assert front(edits.standardise_layer(project_of(np.empty((2, 0))))).n_inputs == 0


def test_standardising_again_fits_the_layer_that_is_in_front_anew() -> None:
    project = edits.standardise_layer(project_of([[1.0], [3.0]], Dense([[1.0]], [0.0])))
    assert [layer.kind for layer in project.network.layers] == ["standardise", "dense"]
    assert edits.standardise_layer(project) is project
    project = edits.rename_layer(edits.enable_layers(project, [0], False), 0, "Scales")
    changed = edits.set_inputs(project, 0, 0, [[5.0]])
    again = edits.standardise_layer(changed)
    assert numbers_of(front(again)) == ([4], [1])
    assert (front(again).name, front(again).enabled) == ("Scales", False)
    assert len(again.network) == 2


def test_a_layer_elsewhere_is_fitted_to_the_outputs_before_it() -> None:
    dense = Dense([[2.0, -1.0]], [1.0, 0.0])
    off = Dense([[50.0], [50.0]], [0.0], enabled=False)
    project = project_of([[1.0], [3.0]], dense, off, ReLU())
    assert numbers_of(front(inserted(project, 2).project, 2)) == ([5, -2], [2, 1])
    behind = inserted(project, 3).project
    assert numbers_of(front(behind, 3)) == ([5, 0], [2, 1])
    assert edits.refit(behind, 3) is behind


def test_behind_a_misfit_nothing_is_fitted() -> None:
    project = project_of([[1.0, 2.0]], Dense([[1.0]], [0.0]), ReLU())
    with pytest.raises(ShapeError, match=r"expects 1 inputs and receives 2\. Mend it first"):
        inserted(project, 2)


def test_the_next_file_is_scaled_by_the_same_numbers(tmp_path: Path) -> None:
    project = edits.standardise_layer(project_of([[1.0], [3.0]]))
    save(project, tmp_path / "a.nnfs")
    beside = edits.replace_batch(load(tmp_path / "a.nnfs"), Batch([[5.0], [100.0]]))
    assert beside.network.forward(beside.batch.inputs).tolist() == [[3], [98]]


# Editing


def test_means_and_deviations_are_written_as_a_table_of_two_columns() -> None:
    project = project_of(np.ones((1, 3)), Standardise([1.0, 2, 3], [4.0, 5, 6]))
    changed = edits.write_scales(project, 0, 1, MEAN, [[7.0, 8.0], [9.0, 10.0]])
    assert numbers_of(front(changed)) == ([1, 7, 9], [4, 8, 10])
    assert edits.write_scales(changed, 0, 0, DEVIATION, [[4.0]]) is changed


@pytest.mark.parametrize("deviation", [0.0, -0.0, -1.5])
def test_a_deviation_that_is_not_above_0_is_refused(deviation: float) -> None:
    batch = Batch([[1.0]], columns=["petal length"])
    project = Project(Network([Standardise([1.0], [4.0])]), batch)
    with pytest.raises(NnfsError, match="deviation of petal length must be above 0, since"):
        edits.write_scales(project, 0, 0, DEVIATION, [[deviation]])


def test_what_is_no_number_or_has_no_place_is_refused_in_a_sentence() -> None:
    project = project_of(np.ones((1, 2)), Standardise([1.0, 2], [3.0, 4]), ReLU())
    for bad in (NAN, INF):
        for column in (MEAN, DEVIATION):
            with pytest.raises(NnfsError, match="A mean or deviation"):
                edits.write_scales(project, 0, 0, column, [[bad]])
    with pytest.raises(NnfsError, match=r"Standardise has 2 features; there is no feature 2\."):
        edits.write_scales(project, 0, 1, MEAN, [[1.0], [1.0]])
    with pytest.raises(NnfsError, match="there is no third number"):
        edits.write_scales(project, 0, 0, DEVIATION, [[1.0, 1.0]])
    with pytest.raises(NnfsError, match="ReLU has no means and deviations of its own"):
        edits.write_scales(project, 1, 0, MEAN, [[1.0]])
    with pytest.raises(NnfsError, match="too large for float32"):
        edits.write_scales(edits.set_precision(project, "float32"), 0, 0, MEAN, [[1e300]])


def test_the_scales_go_with_the_features_they_belong_to() -> None:
    layers = Standardise([1.0, 2, 3], [4.0, 5, 6]), ReLU(), Standardise([0.0, 1, 2], [1.0, 2, 3])
    project = project_of(np.ones((2, 3)), *layers, Dense.random(3, 2))
    inserted = edits.insert_features(project, 1)
    assert numbers_of(front(inserted)) == ([1, 0, 2, 3], [4, 1, 5, 6])
    assert numbers_of(front(inserted, 2)) == ([0, 0, 1, 2], [1, 1, 2, 3])
    removed = edits.remove_features(inserted, [0, 3])
    assert numbers_of(front(removed)) == ([0, 2], [1, 5])
    assert removed.network.layers[3] is project.network.layers[3]  # its weights wait to be resized
    behind = project_of(np.ones((2, 3)), Dense.random(3, 3), layers[0])
    assert edits.remove_features(behind, [1]).network is behind.network


def test_a_layer_that_does_not_fit_is_fitted_to_what_arrives() -> None:
    project = project_of([[1.0, 2.0], [3.0, 6.0]], Standardise([1.0], [4.0], name="mine"))
    resized = front(edits.refit(project, 0))
    assert numbers_of(resized) == ([2, 4], [1, 2])
    assert resized.name == "mine"


# Computing


def test_a_misfit_goes_on_with_what_the_layer_would_give() -> None:
    project = project_of(np.ones((1, 5)), Standardise([1.0], [4.0]), Dense.random(1, 2), Softmax())
    shapes = project.network.shapes(5)
    assert [shape.fits for shape in shapes] == [False, True, True]


def test_no_deviation_becomes_0_or_infinite_in_a_narrower_precision() -> None:
    layer = Standardise([1.0, 1e300], [1e-300, 1e300])
    for dtype in ("float16", "float32"):
        narrow, limits = layer.astype(dtype), np.finfo(dtype)
        assert narrow.deviations[0].tolist() == [limits.smallest_subnormal, limits.max]
        assert np.isinf(narrow.means[0, 1])


@pytest.mark.parametrize(
    ("layer", "x", "cause"),
    [
        (Standardise([0.0], [1.0]), NAN, "its input is NaN"),
        (Standardise([INF], [1.0]), 2.0, "the mean of the feature is infinity"),
        (
            Standardise([1.0], [1e-300]),
            1e10,
            "its input 10000000000 is so far from the mean 1 that deviations of 1e-300 to there "
            "are more than float64 can count",
        ),
    ],
)
def test_the_cause_of_what_is_not_finite_is_told(layer: Standardise, x: float, cause: str) -> None:
    assert not np.isfinite(layer.forward([[x]])).any()
    assert layer.cause(np.array([x]), 0) == cause
