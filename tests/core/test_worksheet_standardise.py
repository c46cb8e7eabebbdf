"""Worksheets of a layer that standardises: features by name, and every blank can be found."""

from __future__ import annotations

import pytest

from nnfs_core import Batch, Dense, Network, NnfsError, Project, Standardise, edits
from nnfs_core.worksheet import (
    Cell,
    Choice,
    Sheet,
    offered_layers,
    printed_sheet,
    suggested_choice,
    unanswerable,
)
from tests.projects import example


def flowers(*layers: Dense, deviation: float = 0.5) -> Project:
    batch = Batch([[6.0, 20.0], [3.5, 21.0]], columns=["length", "weight"])
    front = Standardise([3.75, 20.0], [deviation, 2.0])
    return Project(Network([front, *layers]), batch)


def sheet_of(project: Project, decimals: int = 3) -> Sheet:
    return printed_sheet(project, Choice((0, 1), offered_layers(project), decimals))


def test_means_deviations_and_outputs_go_by_the_names_of_the_features() -> None:
    first, second = sheet_of(flowers(Dense([[1.0], [2.0]], [0.5]))).sections
    assert [matrix.title for matrix in first.matrices] == [
        *("Input batch", "Means", "Deviations", "Outputs"),
    ]
    assert all(matrix.column_names == ("length", "weight") for matrix in first.matrices)
    assert first.outputs.texts == (("4.5", "0"), ("-0.5", "0.5"))
    assert second.parameters[0].row_names == ("length", "weight")
    assert second.outputs.column_names == ("neuron 0",)


@pytest.mark.parametrize("part", ["means", "deviations", "outputs"])
def test_a_blank_is_found_from_what_is_left(part: str) -> None:
    sheet = sheet_of(flowers())
    blank = Cell(0, part, 0, 0)
    assert not unanswerable(sheet, frozenset({blank}))
    both = frozenset({Cell(0, "means", 0, 0), Cell(0, "deviations", 0, 0)})
    assert unanswerable(sheet, both) == tuple(sorted(both))  # two unknowns in each equation


def test_a_deviation_is_not_found_where_the_input_is_the_mean() -> None:
    sheet = sheet_of(edits.set_inputs(flowers(), 0, 1, [[20.0], [20.0]]))
    assert unanswerable(sheet, frozenset({Cell(0, "deviations", 0, 1)}))


def test_a_deviation_that_would_be_printed_as_0_is_refused_in_a_sentence() -> None:
    with pytest.raises(NnfsError, match="The deviation of length in Standardise is so small that"):
        sheet_of(flowers(deviation=0.000123456), decimals=3)
    assert sheet_of(flowers(deviation=0.000123456), decimals=6)


def test_the_suggested_decimals_show_three_digits_of_every_deviation() -> None:
    assert suggested_choice(flowers(deviation=0.0123)).decimals == 4
    iris = edits.standardise_layer(example("Iris"))
    assert printed_sheet(iris, suggested_choice(iris)).sections[0].name == "Standardise"
