"""Labels stay with their samples through every edit, and can be given, named and taken away."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import Batch, Network, NnfsError, Project, edits
from nnfs_core.project.document import Document
from tests.core.strategies import EDITS, Edit, bits_of, names, projects

pytestmark = pytest.mark.usefixtures("small_blocks")


def labelled(*labels: str, **more: object) -> Project:
    """A sample of its number for each label."""
    inputs = np.arange(float(len(labels))).reshape(-1, 1)
    return Project(Network(), Batch(inputs, labels=labels, label_name="id", **more))  # type: ignore[arg-type]


def labels_of(project: Project) -> list[str] | None:
    labels = project.batch.labels
    return None if labels is None else labels.tolist()


def test_a_new_sample_has_no_label_and_the_others_keep_theirs() -> None:
    project = edits.insert_samples(labelled("a", "b", "c"), 1, 2)
    assert labels_of(project) == ["a", "", "", "b", "c"]
    assert labels_of(edits.write_samples(project, 5, 0, [[1.0]])) == ["a", "", "", "b", "c", ""]
    assert labels_of(edits.set_inputs(project, 6, 0, [[1.0]]))[-2:] == ["", ""]  # type: ignore[index]


def test_labels_go_with_the_samples_that_are_removed() -> None:
    assert labels_of(edits.remove_samples(labelled("a", "b", "c"), [1])) == ["a", "c"]
    project = labelled("a", "b", "c")
    project = edits.set_inputs(project, 0, 0, [[1.0]])
    missing = Project(Network(), project.batch.with_(input_rows=[[1.0], [np.nan], [2.0]]))
    assert labels_of(edits.remove_missing_samples(missing)) == ["a", "c"]


ADDED_OR_GONE = {"insert_samples", "remove_samples", "remove_missing_samples"}
LABELLING = {"set_labels", "remove_labels", "replace_batch"}
STAY = sorted(set(EDITS) - LABELLING - ADDED_OR_GONE)


@given(projects(), st.sampled_from(STAY).flatmap(EDITS.__getitem__))
def test_all_other_edits_leave_the_label_of_every_sample(project: Project, edit: Edit) -> None:
    try:
        changed = edit(project)
    except NnfsError:
        return
    before, after = labels_of(project), labels_of(changed)
    if before is None or after is None:
        assert before is after
    else:
        assert after == before + [""] * (changed.batch.n_samples - len(before))


@given(projects(), st.lists(st.integers(0, 12), unique=True), st.data())
def test_a_label_is_given_to_just_the_samples_that_are_meant(
    project: Project, samples: list[int], data: st.DataObject
) -> None:
    samples = [sample for sample in samples if sample < project.batch.n_samples]
    new = data.draw(st.lists(names, min_size=len(samples), max_size=len(samples)))
    new = [label.replace("\0", "") for label in new]
    new = [label if label.strip() else "" for label in new]
    wanted = labels_of(project) or [""] * project.batch.n_samples
    for sample, label in zip(samples, new, strict=True):
        wanted[sample] = label
    changed = edits.set_labels(project, samples, new)
    assert (labels_of(changed) or [""] * project.batch.n_samples) == wanted
    assert changed.batch.input_rows is project.batch.input_rows


def test_undo_brings_labels_back() -> None:
    document = Document(labelled("a", "b"))
    steps: list[tuple[str, Callable[[Project], Project]]] = [
        ("Label", lambda project: edits.set_labels(project, [0], ["new"])),
        ("Remove", lambda project: edits.remove_samples(project, [0])),
        ("Take away", edits.remove_labels),
    ]
    states = [document.project]
    for text, edit in steps:
        document.apply(text, edit(document.project))
        states.append(document.project)
    assert labels_of(document.project) is None
    for state in reversed(states[:-1]):
        document.undo()
        assert bits_of(document.project) == bits_of(state)


def test_the_column_of_labels_has_a_name() -> None:
    project = edits.rename_labels(labelled("a"), "  the   name ")
    assert project.batch.label_name == "the name"
    assert edits.rename_labels(project, "the name") is project
    with pytest.raises(NnfsError, match="needs a name"):
        edits.rename_labels(project, " ")
    with pytest.raises(NnfsError, match="no labels"):
        edits.rename_labels(edits.remove_labels(project), "id")


@pytest.mark.parametrize(
    ("samples", "labels", "sentence"),
    [
        ([3], ["a"], "has 3 samples"),
        ([-1], ["a"], "has 3 samples"),
        ([0, 1], ["a"], "1 label for 2 samples"),
        ([0], ["a" * 201], "at most 200 characters"),
    ],
)
def test_what_is_no_label_of_a_sample_is_refused(
    samples: list[int], labels: list[str], sentence: str
) -> None:
    with pytest.raises(NnfsError, match=sentence):
        edits.set_labels(labelled("a", "b", "c"), samples, labels)


def test_labels_begin_with_the_first_one() -> None:
    plain = Project(Network(), Batch(np.zeros((2, 1))))
    assert edits.set_labels(plain, [0], [""]) is plain
    assert labels_of(edits.set_labels(plain, [1], ["b"])) == ["", "b"]
