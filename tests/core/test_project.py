"""Projects: one precision for every number in them."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest
from hypothesis import given

from nnfs_core import Batch, Dense, Network, NnfsError, Project, ReLU
from nnfs_core.project.labels import TEXT
from nnfs_core.project.project import empty_project, project_arrays
from nnfs_core.project.subset import SUBSET
from tests.core.strategies import bits_of, precisions, projects


@given(projects(), precisions)
def test_every_number_is_in_the_projects_precision(project: Project, precision: str) -> None:
    changed = replace(project, precision=precision)
    for array in project_arrays(changed):
        kinds = {"f": [precision], "i": [np.int64, SUBSET], "T": [TEXT]}
        assert array.dtype in kinds[array.dtype.kind]
    if precision == project.precision:
        assert changed == project
        assert changed.network is project.network
        assert changed.batch is project.batch


@given(projects())
def test_going_up_and_down_again_loses_nothing(project: Project) -> None:
    narrow = replace(project, precision="float32")
    wide = replace(narrow, precision="float64")
    assert bits_of(replace(wide, precision="float32")) == bits_of(narrow)


def test_network_and_batch_of_other_precisions_are_converted() -> None:
    layer = Dense.random(2, 2, dtype=np.float32)
    project = Project(Network([layer, ReLU()]), Batch(np.ones((3, 2), np.float32)))
    assert project.network.layers[0].arrays()["weights"].dtype == np.float64
    assert project.batch.inputs.dtype == np.float64
    assert layer.weights.dtype == np.float32


def test_a_number_too_large_for_float32_becomes_infinite_without_a_warning() -> None:
    project = Project(Network([Dense([[1e300]], [0.0])]), Batch([[-1e300]]), "float32")
    assert project.batch.inputs.tolist() == [[-np.inf]]


@pytest.mark.parametrize("precision", ["bfloat16", "", "f8"])
def test_an_unknown_precision_is_refused(precision: str) -> None:
    with pytest.raises(NnfsError, match="must be float16, float32 or float64, but it is"):
        Project(Network(), Batch([[1.0]]), precision)


def test_a_project_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        empty_project().title = "other"  # type: ignore[misc]


def test_the_app_starts_with_three_samples_of_four_zeros() -> None:
    project = empty_project()
    assert project.batch.inputs.tolist() == [[0] * 4] * 3
    assert len(project.network) == 0
    assert project.precision == "float64"
