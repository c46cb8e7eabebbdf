"""A formula in a cell comes to what Python's own arithmetic makes of it, or to a sentence."""

from __future__ import annotations

import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core.errors import NnfsError
from nnfs_core.numerals import formula_value, parse_number
from nnfs_core.numerals.formula import MOST_CHARACTERS, MOST_NESTED

NUMBERS = st.floats(0, allow_nan=False, allow_infinity=False).map(repr)
FUNCTIONS = ("exp", "log", "sqrt", "sin", "cos", "tanh", "abs")
OF_PYTHON = {name: getattr(math, name, abs) for name in FUNCTIONS} | {
    "min": min,
    "max": max,
    "pi": math.pi,
    "e": math.e,
}


def joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Formulas one step larger than their parts."""
    operators = st.sampled_from([" + ", "-", "*", "/", "**"])
    return st.one_of(
        st.builds("{}{}{}".format, parts, operators, parts),
        st.builds("({})".format, parts),
        st.builds("{}{}".format, st.sampled_from("+-"), parts),
        st.builds("{}({})".format, st.sampled_from(FUNCTIONS), parts),
        st.builds("{}({}, {})".format, st.sampled_from(["min", "max"]), parts, parts),
    )


FORMULAS = st.recursive(NUMBERS | st.sampled_from(["pi", "e", "2.0", "0.5"]), joined, max_leaves=6)


def by_python(text: str) -> object:
    """What Python makes of a formula of ours; nothing else is ever given to it."""
    try:
        return eval(text, {"__builtins__": {}}, OF_PYTHON)
    except (ArithmeticError, ValueError, TypeError):
        return None


@given(FORMULAS.filter(lambda text: len(text) <= MOST_CHARACTERS))
def test_a_formula_comes_to_what_python_makes_of_it(text: str) -> None:
    found, refusal = by_python(text), ""
    try:
        value = formula_value(text)
    except NnfsError as error:
        refusal = str(error)
    if refusal:
        is_real = isinstance(found, float) and math.isfinite(found)
        assert not is_real or "1.8e308" in refusal or "nested" in refusal
    else:
        assert value == found
        assert math.isfinite(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1/3", 1 / 3),
        ("-exp(2)", -math.exp(2)),
        ("-2^2", -4.0),
        ("2^3^2", 512.0),
        ("2**-1", 0.5),
        (" ( 1 + 2 ) * 3 ", 9.0),
        ("−3 × 2", -6.0),
        ("EXP(0) + ln(e) + log(1)", 2.0),
        ("PI()", math.pi),
        ("max(1, 5; 3)", 5.0),
        ("1e-3*2", 0.002),
    ],
)
def test_formulas_are_written_as_in_programs_and_spreadsheets(text: str, value: float) -> None:
    assert formula_value(text) == value
    assert parse_number(f"={text}") == value


@pytest.mark.parametrize(
    ("text", "value"), [("1,5*2", 3.0), ("1.5*2", 3.0), ("min(1,5; 2)", 1.5), (",5+1", 1.5)]
)
def test_where_decimals_have_a_comma_a_formula_may_have_it(text: str, value: float) -> None:
    assert formula_value(text, ",") == value


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is no formula behind the =; type one, such as =1/3."),
        ("1/0", "The formula divides by 0."),
        ("0^-1", "The formula divides by 0."),
        ("1+", "The formula ends where a number is missing."),
        ("(1+2", "The formula ends where ) is missing."),
        ("1 2", "In the formula stands 2 where an operator or the end is missing."),
        ("1+*2", "In the formula stands * where a number is missing."),
        ("sqrt(-1)", "sqrt of -1 is no real number."),
        ("log(0)", "log of 0 is no real number."),
        ("(-8)^(1/3)", "-8 to the power of 0.3333 is no real number."),
        ("exp(1000)", "The formula passes 1.8e308, the largest 64-bit number."),
        ("9^9^9", "The formula passes 1.8e308, the largest 64-bit number."),
        ("1e308*10", "The formula passes 1.8e308, the largest 64-bit number."),
        ("1e999", "The formula passes 1.8e308, the largest 64-bit number."),
        ("sqrt(1, 2)", "sqrt takes one number, not 2."),
        ("min(1)", "min takes two numbers or more, parted by , or ;"),
        ("exp 2", "In the formula stands 2 where ( is missing."),
        ("1,5", "The comma has no place here; write decimals with a point: 1.5."),
        ("1$", "'$' means nothing in a formula."),
        (
            "A1*2",
            "A formula knows no A1; it knows exp, log, ln, sqrt, sin, cos, tanh, abs, min, max, "
            "pi, e.",
        ),
        ("1" * 201, "A formula has at most 200 characters, but this one has 201."),
        ("(" * 60, f"The formula is nested more than {MOST_NESTED} deep; write it in steps."),
        ("-" * 60 + "1", f"The formula is nested more than {MOST_NESTED} deep; write it in steps."),
        (
            "2^" * 60 + "1",
            f"The formula is nested more than {MOST_NESTED} deep; write it in steps.",
        ),
    ],
)
def test_a_fault_is_told_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(NnfsError) as refusal:
        formula_value(text)
    assert str(refusal.value) == sentence


def test_a_comma_is_no_end_of_a_number_where_decimals_have_it() -> None:
    for text in ("min(1,5)", "max(1, 5)"):
        with pytest.raises(NnfsError, match=";"):
            formula_value(text, ",")


@given(st.text("0123456789.,;+-*/^()eminxp =", max_size=40), st.sampled_from([".", ","]))
def test_any_text_is_a_number_or_a_sentence(text: str, mark: str) -> None:
    with suppress(NnfsError):
        assert math.isfinite(formula_value(text, mark))
