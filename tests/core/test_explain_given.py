"""Given numbers in explanations: what was typed is printed as itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import Batch, Dense, Network, Project, ReLU, Softmax, evaluate
from nnfs_core.arrays import PRECISIONS
from nnfs_core.explain import Explanation
from nnfs_core.numerals import full_number
from tests.core.explained import explain

DIGITS = {"float16": 3, "float32": 6, "float64": 12}  # that a type tells from all other numbers


def weighted(inputs: list[float], weights: list[float], bias: float, precision: str) -> Explanation:
    layer = Dense([[weight] for weight in weights], [bias])
    return explain(evaluate(Project(Network([layer]), Batch([inputs]), precision)), 0, 0, 0)


def given_texts(explained: Explanation) -> list[str]:
    """The printed inputs, weights and bias."""
    lines = [line for line in explained.working.lines if line.values is not None]
    return [
        explained.text(line, k)
        for line in lines
        for k in range(explained.n_terms if line.is_column else 1)
    ]


@pytest.mark.parametrize(
    ("number", "precision", "text"),
    [
        (1.001, "float16", "1.001"),
        (4096, "float16", "4096"),
        (1.199, "float16", "1.199"),
        (100.125, "float16", "100.1"),  # as every 100.125 of float16 is told from its neighbours
        (-10024, "float16", "-10024"),
        (0.500004, "float32", "0.500004"),
        (100.125, "float32", "100.125"),
        (123456, "float32", "123456"),
        (4.4323e-41, "float32", "4.4323e-41"),
        (0.1, "float32", "0.1"),
        (1234567890, "float64", "1234567890"),
        (0.123456789012, "float64", "0.123456789012"),
        (-0.0, "float64", "-0"),
        (0.00001, "float64", "1e-05"),
    ],
)
@pytest.mark.parametrize("beside", [0.123456789, 2.0])
def test_a_typed_number_is_printed_as_itself_whatever_stands_beside_it(
    number: float, precision: str, text: str, beside: float
) -> None:
    assert given_texts(weighted([number, beside], [1.5, beside], 0.25, precision))[0] == text
    assert given_texts(weighted([1.5, beside], [number, beside], 0.25, precision))[2] == text
    assert given_texts(weighted([1.5, beside], [beside, 1.5], number, precision))[4] == text


@given(st.data())
def test_given_numbers_are_short_only_when_they_read_back_to_the_same_bits(
    data: st.DataObject,
) -> None:
    precision = data.draw(st.sampled_from(PRECISIONS))
    digits = st.integers(1, DIGITS[precision] + 3)
    number = st.builds(lambda x, n: float(f"{x:.{n}g}"), st.floats(-100, 100), digits)
    numbers = data.draw(st.lists(number, min_size=1, max_size=4))
    explained = weighted(numbers, numbers[::-1], numbers[0], precision)
    stored = np.array([*numbers, *numbers[::-1], numbers[0]]).astype(precision)
    for text, held in zip(given_texts(explained), stored, strict=True):
        full = full_number(held)
        if precision == "float16" or n_digits(full) <= DIGITS[precision]:
            assert text == full
        else:  # rounded, with as many digits as a cell has or more, the zeros at its end too
            assert text == full or n_digits(text) >= 4


def n_digits(text: str) -> int:
    return len(text.lstrip("-0.").partition("e")[0].replace(".", ""))


@given(st.floats(allow_nan=False, allow_infinity=False, width=16))
def test_every_number_of_float16_is_printed_with_the_digits_of_its_cell(number: float) -> None:
    explained = weighted([number, 1.0], [1.0, 0.5], 0.0, "float16")
    assert given_texts(explained)[0] == full_number(np.float16(number))


def test_what_a_layer_computed_is_short_where_it_is_so_but_for_noise() -> None:
    noisy = 0.1 + 0.2  # 0.30000000000000004
    network = Network([Dense([[1.0], [1.0]], [0.0]), Dense([[2.0]], [0.0])])
    evaluation = evaluate(Project(network, Batch([[0.1, 0.2]])))
    assert given_texts(explain(evaluation, 1, 0, 0)) == ["0.3", "2", "0"]
    given_so = evaluate(Project(Network([Dense([[2.0]], [0.0])]), Batch([[noisy]])))
    assert given_texts(explain(given_so, 0, 0, 0))[0] != "0.3"


def test_the_batch_is_given_behind_layers_that_are_off_too() -> None:
    network = Network([ReLU(enabled=False), Dense([[2.0]], [0.0])])
    evaluation = evaluate(Project(network, Batch([[0.500004]]), precision="float32"))
    assert given_texts(explain(evaluation, 1, 0, 0))[0] == "0.500004"


@pytest.mark.parametrize("number", [-0.0, 0.0])
def test_a_zero_has_its_sign_in_the_result_as_in_its_cell(number: float) -> None:
    evaluation = evaluate(Project(Network([ReLU(enabled=False)]), Batch([[number]])))
    assert explain(evaluation, 0, 0, 0).result_text == full_number(np.float64(number))


def test_the_panel_says_what_was_rounded_and_how() -> None:
    assert weighted([1.0, 2.5], [0.5, -0.25], 0.125, "float64").shortened == ""
    long = weighted([1.0, 2.5], [0.123456789012345, -0.25], 0.125, "float64").shortened
    assert long.startswith("Given numbers of more than 12 digits are rounded here.")
    assert long.endswith("Halves are rounded up.")
    evaluation = evaluate(Project(Network([Softmax()]), Batch([[1.0, 2.0]])))
    assert explain(evaluation, 0, 0, 0).shortened == (
        "≈ is before what was rounded. Halves are rounded up."
    )
