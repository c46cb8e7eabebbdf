"""What every edit promises: a new value or a plain sentence, and nothing altered."""

from __future__ import annotations

from inspect import isfunction

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from nnfs_core import NnfsError, Project, edits, evaluate
from nnfs_core.project.labels import TEXT
from nnfs_core.project.project import project_arrays
from nnfs_core.project.subset import SUBSET
from tests.core.strategies import EDITS, Edit, any_edit, bits_of, projects

pytestmark = pytest.mark.usefixtures("small_blocks")

# They tell something about a project, or make a part of one.
NOT_EDITS = {
    "bytes_for_layer",
    "bytes_for_neurons",
    "entering_scales",
    "feature_scales",
    "free_seed",
    "kinds_for",
    "layer_at",
    "missing_samples",
    "new_layer",
    "width_before",
    "with_scales_of",
}


def test_every_edit_has_a_strategy() -> None:
    functions = {name for name, value in vars(edits).items() if isfunction(value)}
    assert set(EDITS) == functions - NOT_EDITS


@pytest.mark.parametrize("name", sorted(EDITS))
@settings(max_examples=40)
@given(project=projects(), data=st.data())
def test_an_edit_gives_a_sound_project_or_a_sentence_and_alters_nothing(
    name: str, project: Project, data: st.DataObject
) -> None:
    edit: Edit = data.draw(EDITS[name])
    bits, network, batch = bits_of(project), project.network, project.batch
    sentence, changed = None, project
    try:
        changed = edit(project)
    except NnfsError as refusal:
        event("refused")
        sentence = str(refusal)
    assert sentence is None or sentence.endswith(".")
    assert bits_of(project) == bits
    assert project.network is network
    assert project.batch is batch
    # two layers that are alike may change places
    if changed == project and name not in ("move_layers", "replace_batch", "replace_layer"):
        event("nothing to change")
        assert changed is project
    for array in project_arrays(changed):
        assert not array.flags.writeable
        assert array.dtype in (changed.dtype, np.int64, TEXT, SUBSET)
    assert len(changed.batch.columns) == changed.batch.n_features
    evaluate(changed)  # any project that edits can make can be run


@settings(max_examples=50)
@given(projects(), st.lists(any_edit, max_size=12))
def test_edits_of_the_batch_and_of_the_layers_leave_each_other_alone(
    project: Project, sequence: list[Edit]
) -> None:
    for edit in sequence:
        try:
            changed = edit(project)
        except NnfsError:
            continue
        if changed.precision == project.precision and changed.batch is not project.batch:
            # a layer that standardises features goes with them
            assert [layer for layer in changed.network.layers if layer.kind != "standardise"] == [
                layer for layer in project.network.layers if layer.kind != "standardise"
            ]
        project = changed
