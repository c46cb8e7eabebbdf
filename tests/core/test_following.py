"""Places go with their layers through edits, and none ever names what a project does not have."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import Batch, Dense, Network, Project, ReLU, edits
from nnfs_core.project.following import followed, followed_all, moves, nearest
from nnfs_core.project.place import BIAS, INPUT, Place
from tests.core.strategies import projects
from tests.projects import classifier, project_of

numbers = st.none() | st.integers(0, 12)
anywhere = st.builds(Place, st.integers(-1, 9), numbers, numbers, st.none() | st.integers(-1, 12))


def is_there(place: Place, project: Project) -> bool:
    """True when the layer, the sample, the neuron and the weight exist, as far as it has them."""
    network, batch = project.network, project.batch
    if not INPUT <= place.layer < len(network):
        return False
    width = batch.n_features
    if place.layer != INPUT:
        width = network.shapes(batch.n_features)[place.layer].n_outputs
    layer = network.dense_layers.get(place.layer)
    has_weight = layer is not None and place.neuron is not None
    return (
        (place.sample is None or 0 <= place.sample < batch.n_samples)
        and (place.neuron is None or 0 <= place.neuron < width)
        and (place.weight is None or (has_weight and BIAS <= place.weight < layer.n_inputs))
    )


@given(anywhere, projects())
def test_the_nearest_place_is_there_and_is_the_place_itself_where_that_is(
    place: Place, project: Project
) -> None:
    found = nearest(place, project)
    assert is_there(found, project)
    assert (found == place) == is_there(place, project)
    assert nearest(found, project) == found


@given(anywhere, projects(), projects())
def test_a_place_that_is_followed_is_there(place: Place, old: Project, new: Project) -> None:
    assert is_there(followed(place, old, new), new)
    there = followed_all(old, new)(place)
    assert there is None or is_there(there, new)


def test_in_the_place_of_a_layer_that_is_gone_it_is_the_last_one() -> None:
    project = classifier()
    assert nearest(Place(9, 3, 1), project) == Place(3, 3)
    assert nearest(Place(9, 3, 1), project_of([[1.0]])) == Place(INPUT, 0)


def test_numbers_and_names_move_nothing_and_all_else_does() -> None:
    project = Project(Network([Dense.random(2, 2), ReLU(), ReLU()]), Batch([[1, 2], [3, 4]]))
    for edited in (
        edits.set_input(project, 0, 0, 9.0),
        edits.rename_layer(project, 1, "Gate"),
        edits.set_weights(project, 0, 0, 0, [[5.0]]),
        edits.redraw(project, 0, 3),
    ):
        assert not moves(project, edited)
    for edited in (
        edits.insert_samples(project, 0, 1),
        edits.insert_features(project, 0, 1),
        edits.rename_feature(project, 0, "width"),
        edits.move_layers(project, [1], 0),
        edits.remove_layers(project, [2]),
        edits.set_neurons(project, 0, 5),
    ):
        assert moves(project, edited)
