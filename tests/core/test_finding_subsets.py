"""Filters know what samples are for: by a word for each subset, and as something to sort by."""

from __future__ import annotations

import pytest

from nnfs_core import Batch, Network, Project
from nnfs_core.finding import Vocabulary, find, parse, quoted_name
from nnfs_core.finding.words import QueryError

PARTS = [2, 0, 1, 0, 2, 0, 1]
SPLIT = Project(Network(), Batch([[float(n)] for n in range(7)], columns=["x"], subsets=PARTS))


def asked(text: str, project: Project = SPLIT) -> list[int]:
    order = find(parse(text, Vocabulary.of(project)), project.batch)
    return order.samples(0, len(order)).tolist()


def fault(text: str, project: Project = SPLIT) -> str:
    with pytest.raises(QueryError) as caught:
        parse(text, Vocabulary.of(project))
    return str(caught.value)


def batch_of(**fields: object) -> Project:
    return Project(Network(), Batch([[0.0], [1.0], [2.0]], **fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "samples"),
    [
        ("training", [1, 3, 5]),
        ("Validation", [2, 6]),
        ("test only", [0, 4]),
        ("not test", [1, 2, 3, 5, 6]),
        ("(test or validation) and x > 2", [4, 6]),
        ("subset = test", [0, 4]),
        ("subset != training", [0, 2, 4, 6]),
        ("subset = dev", [2, 6]),
        ("smallest subset", [1, 3, 5, 2, 6, 0, 4]),
        ("x > 1, largest subset, largest x", [4, 6, 2, 5, 3]),
    ],
)
def test_subsets_are_asked_for_and_sorted_by(text: str, samples: list[int]) -> None:
    assert asked(text) == samples


def test_what_is_wrong_in_a_question_about_subsets_is_told() -> None:
    whole = batch_of()
    assert fault("test", whole) == (
        "At character 1: test is not known, since nobody has split the samples."
    )
    assert "nobody has split" in fault("largest subset", whole)
    assert "nobody has split" in fault("subset = test", whole)
    assert "expected = or !=, but there is “>”" in fault("subset > test")
    assert "expected training, validation or test, but there is “x”" in fault("subset = x")
    assert "subset" in fault("nothing")


def test_names_and_labels_come_first_while_nothing_is_split() -> None:
    named = batch_of(columns=["test"])
    assert asked("test > 1", named) == [2]
    labelled = batch_of(labels=["a test", "", "other"])
    assert asked("test", labelled) == [0]
    both = batch_of(columns=["test"], subsets=[0, 0, 2], labels=["a test", "", "other"])
    assert asked("test", both) == [2]
    assert asked(f"{quoted_name('test')} > 0", both) == [1, 2]
    assert quoted_name("test") == '"test"'
