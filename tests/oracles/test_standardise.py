"""A second opinion on means and deviations, by scikit-learn's StandardScaler."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from sklearn.preprocessing import StandardScaler

from nnfs_core import Network, Project, edits
from nnfs_core.arrays import AnyArray
from nnfs_core.project.batch import Batch
from tests.core.strategies import matrices
from tests.projects import example


def assert_agree(inputs: AnyArray) -> None:
    project = edits.standardise_layer(Project(Network(), Batch(inputs)))
    layer = project.network.layers[0].arrays()
    other = StandardScaler().fit(inputs)
    np.testing.assert_allclose(layer["means"][0], other.mean_, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(layer["deviations"][0], other.scale_, rtol=1e-9)
    np.testing.assert_allclose(
        project.network.forward(inputs), other.transform(inputs), rtol=1e-9, atol=1e-9
    )


@pytest.mark.parametrize("name", ["Iris", "Digits"])  # of which Digits has constant features
def test_an_example_is_standardised_as_by_scikit_learn(name: str) -> None:
    assert_agree(example(name).batch.inputs)


@given(matrices(12, 3).filter(lambda inputs: bool((np.ptp(inputs, axis=0) > 1e-3).all())))
def test_features_are_standardised_as_by_scikit_learn(inputs: AnyArray) -> None:
    assert_agree(inputs)


def test_what_is_missing_counts_for_neither() -> None:
    inputs = example("Iris").batch.inputs.copy()
    inputs[::7, 1] = np.nan
    assert_agree(inputs)
