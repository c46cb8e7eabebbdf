"""What the app says to people: constant templates that are given values."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core.errors import NnfsError, ShapeError
from nnfs_core.finding.words import QueryError
from nnfs_core.wording import (
    capitalized,
    in_short,
    moment_text,
    one_line,
    sentence,
    shortened,
    visible,
)


def test_a_sentence_takes_its_values_in_the_order_of_its_fields() -> None:
    text = sentence("{name} has {n_rows:,} rows, {share:.1%} of them in {name}.")
    assert text("iris.csv", 1500, 0.25) == "iris.csv has 1,500 rows, 25.0% of them in iris.csv."


@given(st.text(), st.text())
def test_no_value_is_taken_for_a_template(first: str, second: str) -> None:
    assert sentence("{{{a}}} and {b}")(first, second) == in_a_line("{" + first + "} and " + second)
    assert str(NnfsError("{a} and {b}.")(first, second)) == in_a_line(f"{first} and {second}.")


def in_a_line(text: str) -> str:
    return " ".join(text.splitlines())


def test_names_of_several_lines_stand_in_a_sentence_of_one() -> None:
    assert sentence("{name} is {what}.")("a\nb\r\nc", "text") == "a b c is text."
    assert sentence("{first}\n{second}")("a", "b") == "a\nb"
    assert str(NnfsError("a\nb: what is wrong.")) == "a b: what is wrong."


@pytest.mark.parametrize("values", [(), ("iris.csv",), ("iris.csv", 3, 4)])
def test_a_sentence_with_more_or_fewer_values_than_fields_is_refused(
    values: tuple[object, ...],
) -> None:
    with pytest.raises(ValueError, match="zip"):
        sentence("{name} has {n_rows} rows.")(*values)


def test_an_error_that_is_given_values_stays_what_it_is() -> None:
    error = ShapeError("{n} weights need as many biases.")
    assert error(3) is error
    assert str(error) == "3 weights need as many biases."


def test_an_error_without_values_says_what_it_was_given() -> None:
    assert str(NnfsError("{a} stays.")) == "{a} stays."


def test_a_refused_question_keeps_its_place() -> None:
    error = QueryError.at(4, "there is {piece}.")("{a}")
    assert (str(error), error.place) == ("At character 5: there is {a}.", 4)


@pytest.mark.parametrize(
    ("text", "first"), [("neurons 0 and 3", "Neurons 0 and 3"), ("ReLU", "ReLU"), ("", "")]
)
def test_a_text_can_begin_a_sentence(text: str, first: str) -> None:
    assert capitalized(text) == first


def test_a_moment_is_said_with_no_more_of_its_date_than_is_needed() -> None:
    now = time.mktime((2026, 3, 1, 9, 30, 0, 0, 0, -1))

    def said(*moment: int) -> str:
        return moment_text(time.mktime((*moment, 0, 0, 0, -1)), now)

    assert said(2026, 3, 1, 0, 5) == "today at 00:05"
    assert said(2026, 2, 28, 23, 59) == "yesterday at 23:59"
    assert said(2026, 2, 27, 14, 5) == "on 27 Feb at 14:05"
    assert said(2025, 11, 30, 14, 5) == "on 30 Nov 2025 at 14:05"
    assert moment_text(time.time()).startswith("today at ")


def test_what_would_turn_or_hide_is_shown() -> None:
    assert visible("plain <b> & [*] ü 名 🎉") == "plain <b> & [*] ü 名 🎉"
    assert visible("two\nlines\tand a tab") == "two\nlines\tand a tab"
    assert visible("a\0b\x1b\x7f\x85") == "a␀b␛␡[U+0085]"
    assert visible("x\u202egnp.exe\u2066\ufeff\u200b") == "x[U+202E]gnp.exe[U+2066][U+FEFF][U+200B]"
    assert visible("\ud800") == "[U+D800]"


@given(st.text())
def test_a_name_in_a_line_is_short_and_says_all_it_holds(text: str) -> None:
    shown = one_line(text, 40)
    assert len(shown) <= 40
    assert "\n" not in shown
    assert visible(shown) == shown
    assert one_line(shown, 40) == shown


@pytest.mark.parametrize(
    ("name", "bare", "shortest"),
    [
        ("sepal length (cm)", "sepal length", "s. length"),
        ("pixel 0,0", "pixel 0,0", "p. 0,0"),
        ("x0", "x0", "x0"),
        ("town = New York (US)", "town = New York (US)", "New York (US)"),
        (" = ", " = ", "="),
        ("(cm)", "(cm)", "(cm)"),
        ("length of the arm [m]", "length of the arm", "l. o. t. arm"),
        (" ", " ", " "),
        ("", "", ""),
    ],
)
def test_a_name_in_short_keeps_its_last_word(name: str, bare: str, shortest: str) -> None:
    assert in_short(name) == (name, bare, shortest)


def test_a_long_name_ends_in_an_ellipsis() -> None:
    assert one_line("a" * 100) == "a" * 100
    assert one_line("a" * 101) == "a" * 99 + "…"
    assert one_line("a \n " * 10_000, 9) == "a a a a …"
    assert one_line("  a\n b ", 9) == "a b"


def test_a_text_of_many_lines_is_cut_too() -> None:
    text = "\n".join("abcdefghijklmnop")
    assert shortened(text) == "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl …"
    assert shortened("\n".join("abcdefghijkl")) == "\n".join("abcdefghijkl")
