"""What people copy elsewhere is read as they would type it: European numbers, lists, headers."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from nnfs_core.code.literals import assignment
from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.pasting.cells import first_row_names, read_cells

DATA = Path(__file__).parents[1] / "data"
NAN, INF = np.nan, np.inf


def numbers(text: str, system: str = ".") -> list[list[list[float]]]:
    """The table of numbers (rows, columns) under each way to read a text."""
    return [
        [[reading.number(cell) for cell in row] for row in reading.cells]
        for reading in read_cells(text, system)
    ]


@pytest.mark.parametrize("system", [".", ","])
@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("1,5", [[1.5]]),
        ("1.234,5", [[1234.5]]),
        ("1.234,5\n1,234\n", [[1234.5], [1.234]]),
        ("1.234\t2,5\n", [[1234, 2.5]]),
        ("1,234\t2.5\n", [[1234, 2.5]]),
        ("1,234;2,5\n", [[1.234, 2.5]]),
        ("10,05\n3,1\n", [[10.05], [3.1]]),
        ("1,5 2,5\n3 4\n", [[1.5, 2.5], [3, 4]]),
        ("1, 5\n2, 6\n", [[1, 5], [2, 6]]),
        ("1,2,3\n4,5,6\n", [[1, 2, 3], [4, 5, 6]]),
        ("1.5,2.5\n", [[1.5, 2.5]]),
        ("1.234\n5.678\n", [[1.234], [5.678]]),
        ("1\u00a0234,5\t2\n", [[1234.5, 2]]),
        ("=1/4\n=max(1; 2)\n", [[0.25], [2]]),
        ("=1/4\t3\n", [[0.25, 3]]),
        ("-∞\tNaN\t#N/A\n", [[-INF, NAN, NAN]]),
    ],
)
def test_a_text_that_decides_is_read_in_its_one_way(
    text: str, table: list[list[float]], system: str
) -> None:
    (found,) = numbers(text, system)
    assert np.array_equal(found, table, equal_nan=True)


@pytest.mark.parametrize(
    ("text", "with_point", "with_comma"),
    [
        ("10,5\n12,25\n", [[[10.5], [12.25]], [[10, 5], [12, 25]]], [[10.5], [12.25]]),
        ("1,234", [[[1.234]], [[1234]], [[1, 234]]], [[1.234]]),
        ("1,234\t5", [[[1.234, 5]], [[1234, 5]]], [[1.234, 5]]),
        ("1,234,567", [[[1234567]], [[1, 234, 567]]], [[1234567]]),
    ],
)
def test_a_comma_that_could_be_several_things_is_what_it_is_on_the_system_or_in_doubt(
    text: str, with_point: list[object], with_comma: list[object]
) -> None:
    assert numbers(text, ".") == with_point
    assert numbers(text, ",") == [with_comma]


def test_the_column_of_decimal_commas_that_people_copy_is_one_column() -> None:
    text = (DATA / "paste_decimal_comma.txt").read_text()
    assert numbers(text, ",") == [[[10.5], [12.25]]]
    assert numbers(text)[0] == [[10.5], [12.25]]


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("[1, 2.5, -3e2]", [[1, 2.5, -300]]),
        ("(1, 2)", [[1, 2]]),
        ("[[1, 2], [3, 4],]", [[1, 2], [3, 4]]),
        ("[\n    [1,\n     2,],\n    [3, 4],\n]\n", [[1, 2], [3, 4]]),
        ("([1, 2], (3, 4))", [[1, 2], [3, 4]]),
        ("array([[1., 2.],\n       [3., 4.]])", [[1, 2], [3, 4]]),
        ("np.array([1, 2], dtype=np.float32)", [[1, 2]]),
        ("np.array([1, 2], np.float32)", [[1, 2]]),
        ("weights = numpy.asarray([[1.0, nan]], dtype='float32')  # two\n", [[1, NAN]]),
        ("[np.float64(0.5), np.float64(-inf), np.nan, -np.inf]", [[0.5, -INF, NAN, -INF]]),
        ("np.float64(1.5)", [[1.5]]),
        ('[float("nan"), float("-inf")]', [[NAN, -INF]]),
        ("[[1. 2.]\n [3. -4.]]", [[1, 2], [3, -4]]),
        ("tensor([[1., 2.]], device='cuda:0', grad_fn=<AddBackward0>)", [[1, 2]]),
        ("# the biases\nbiases = [0.1, 0.2]", [[0.1, 0.2]]),
        ("[5]", [[5]]),
    ],
)
def test_lists_of_python_and_numpy_are_tables(text: str, table: list[list[float]]) -> None:
    (found,) = numbers(text)
    assert np.array_equal(found, table, equal_nan=True)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[1, 2", "The list has no end; copy it whole."),
        ("[]", "The list is empty; copy one with numbers in it."),
        ("[[[1]]]", "The list has three dimensions or more; a table has two."),
        ("[1, [2]]", "The list has numbers beside lists; a table has rows of numbers."),
        ("[1, 2][0]", "More follows the list: '[0]'; copy one list at a time."),
        ("[0. 1. ... 9.]", "The list is printed shortened, with ...; print or copy it whole."),
        ("[1-2]", "The list cannot be read from '-2]' on; it may hold numbers alone."),
        ("[1,, 2]", "The list cannot be read from ', 2]' on; it may hold numbers alone."),
        ("[1, two]", "The list cannot be read from 'two]' on; it may hold numbers alone."),
        ("[1)", "The list cannot be read from ')' on; it may hold numbers alone."),
        ("[exit(1)]", "A list may hold numbers, but there is 'exit'(."),
    ],
)
def test_what_is_no_list_of_numbers_is_told(text: str, sentence: str) -> None:
    with pytest.raises(NnfsError) as refusal:
        read_cells(text)
    assert str(refusal.value) == sentence


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(NnfsError, match="no end"):
        read_cells("[" * 100_000)


@given(st.text("[](),.= 12e-np\n\t'\"#arytfloa", max_size=30))
def test_any_text_has_cells_or_a_sentence(text: str) -> None:
    with suppress(NnfsError):
        assert len(read_cells(text)) >= 1


TABLES = npst.arrays(
    st.sampled_from([np.float32, np.float64]),
    npst.array_shapes(min_dims=1, max_dims=2, max_side=4),
    elements=st.floats(width=32),
)


@given(TABLES)
def test_what_the_code_panel_prints_is_read_back(table: np.ndarray) -> None:
    (found,) = numbers(assignment("weights", table, "np.array(", ", dtype=np.float32)"))
    assert np.array_equal(np.array(found, table.dtype), np.atleast_2d(table), equal_nan=True)


@given(TABLES)
def test_what_python_and_numpy_print_is_read_back(table: np.ndarray) -> None:
    whole = np.atleast_2d(table)
    with np.printoptions(floatmode="unique"):
        printed = repr(table.tolist()), repr(table), str(table), f"x = {list(table)!r}"
    for text in printed:
        (found,) = numbers(text)
        assert np.array_equal(np.array(found, table.dtype), whole, equal_nan=True)


@pytest.mark.parametrize(
    ("text", "is_header"),
    [
        ("a\tb\n1\t2", True),
        ("sepal (cm),petal (cm)\n5.1,1.4", True),
        ("price\n10,5\n12,25", True),
        ("x y\n1 2\n3 4", True),
        ("1\t2\n3\t4", False),
        ("a\t2\n3\t4", False),
        ("setosa\nvirginica", False),
        ("nan\tinf\n1\t2", False),
    ],
)
def test_a_first_row_of_words_above_numbers_holds_names(text: str, is_header: bool) -> None:
    (reading,) = read_cells(text)
    assert first_row_names(reading.cells, len(reading.cells[0])) is is_header
