"""A layer of an earlier project is found again whatever happened to it, or is known to be gone."""

from __future__ import annotations

from collections.abc import Callable

from nnfs_core import Dense, ReLU, edits
from nnfs_core.project.document import Document
from nnfs_core.project.lineage import Lineage
from nnfs_core.project.place import INPUT
from nnfs_core.project.project import Project
from tests.projects import project_of

Step = Callable[[Project], Project]


def started() -> tuple[Document, list[Lineage]]:
    """A document of four layers, and the lineage of them, always the newest at the end."""
    layers = [Dense.random(2, 2, seed=1), ReLU(), Dense.random(2, 2, seed=2), ReLU()]
    document = Document(project_of([[1.0, 2.0]], *layers))
    known = [Lineage.of(document.project)]
    document.changed.connect(lambda old, new: known.append(known[-1].followed(old, new)))
    return document, known


def after(*steps: Step) -> tuple[int | None, ...]:
    document, known = started()
    for step in steps:
        document.apply("Step", step(document.project))
    return known[-1].places


def edit(layer: int) -> Step:
    return lambda project: edits.set_weights(project, layer, 0, 0, [[9.0]])


def remove(layer: int) -> Step:
    return lambda project: edits.remove_layers(project, [layer])


def move(layer: int, to: int) -> Step:
    return lambda project: edits.move_layers(project, [layer], to)


def insert(layer: int) -> Step:
    return lambda project: edits.insert_layers(project, layer, [ReLU()])


def test_a_layer_is_followed_where_it_goes() -> None:
    assert after() == (0, 1, 2, 3)
    assert after(edit(2), move(2, 0)) == (1, 2, 0, 3)
    assert after(insert(0), edit(3), insert(3)) == (1, 2, 4, 5)


def test_a_layer_that_is_removed_is_gone_also_when_another_takes_its_place() -> None:
    assert after(remove(1)) == (0, None, 1, 2)
    assert after(edit(2), remove(2), insert(2)) == (0, 1, None, 3)


def test_a_layer_that_undo_brings_back_is_known_again() -> None:
    document, known = started()
    for step in (edit(2), remove(2), move(0, 1)):
        document.apply("Step", step(document.project))
    assert known[-1].places == (1, 0, None, 2)
    document.undo()
    document.undo()
    assert known[-1].places == (0, 1, 2, 3)
    document.undo()
    assert known[-1].layers == tuple(document.project.network.layers)


def test_a_copy_is_not_the_layer_it_was_copied_from() -> None:
    places = after(lambda project: edits.duplicate_layers(project, [2]))
    assert places[:3] == (0, 1, 2)
    assert places[3] == 4


def test_places_are_told_in_both_directions() -> None:
    document, known = started()
    document.apply("Step", remove(1)(document.project))
    document.apply("Step", insert(0)(document.project))
    lineage = known[-1]
    assert [lineage.now(layer) for layer in range(INPUT, 5)] == [INPUT, 1, None, 2, 3, None]
    assert [lineage.then(layer) for layer in range(INPUT, 5)] == [INPUT, None, 0, 2, 3, None]


def test_one_of_two_that_are_the_same_may_go() -> None:
    layer = ReLU()
    document = Document(project_of([[1.0]], layer, layer))
    lineage = Lineage.of(document.project)
    new = edits.remove_layers(document.project, [0])
    assert sorted(map(str, lineage.followed(document.project, new).places)) == ["0", "None"]
