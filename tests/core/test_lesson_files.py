"""Lessons from anybody's files: what is wrong is named with its step, and nothing is ever run."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import Batch, Dense, Network, NnfsError, Project, Softmax, evaluate
from nnfs_core.learning.lessons import NumberQuestion, read_lesson
from nnfs_core.learning.lessons.questions import (
    CellReading,
    LargestReading,
    ParametersReading,
    ShapeReading,
    SumReading,
    numbers_typed,
)
from nnfs_core.learning.lessons.reading import MOST_BYTES, parse_lesson
from nnfs_core.matrix.rows import Rows
from tests.core.refusals import refusal

GOOD = """
title = "A lesson"
summary = "In one step"
[[steps]]
text = "Look."
"""


def refusal_of(content: str | bytes) -> str:
    raw = content.encode() if isinstance(content, str) else content
    return refusal(parse_lesson, raw, "mine.toml")


def with_step(keys: str) -> str:
    return f'{GOOD}\n[[steps]]\ntext = "Do."\n{keys}\n'


def test_a_lesson_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(GOOD, "utf-8")
    lesson = read_lesson(path)
    assert (lesson.title, len(lesson.steps), lesson.example) == ("A lesson", 1, "")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NnfsError, match=r"^none\.toml is not there; choose another file"):
        read_lesson(tmp_path / "none.toml")


def test_a_file_without_end_is_read_only_as_far_as_a_lesson_can_reach(tmp_path: Path) -> None:
    path = tmp_path / "huge.toml"
    with path.open("wb") as file:
        file.truncate(2**40)  # a terabyte, of which the disk keeps nothing
    with pytest.raises(NnfsError, match=r"^huge\.toml is larger than 256 KB"):
        read_lesson(path)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("title = = 1", " is not valid TOML: Invalid value (at line 1, column 9)."),
        (b"\xff\xfe", " is no lesson: it is not text in UTF-8."),
        ("", ": the file: it lacks the key `title`."),
        ("a = " + "[" * 9000, " is not valid TOML: maximum recursion depth exceeded."),
        (GOOD.replace('"A lesson"', "7"), ": title: expected text, got a whole number."),
        (GOOD + "colour = 1", ": step 1: there is no key `colour`."),
        (f"format = 2\n{GOOD}", " is a lesson of format 2, for a newer NNFS Studio; this one"),
        (f'format = "x"\n{GOOD}', ": format: expected a whole number, got text."),
        (GOOD.split("[[")[0] + "steps = []", ": steps: expected a list of length >= 1."),
        (GOOD.replace("Look.", "A [word](glossary:wrod)."), ": step 1: the glossary has no term"),
        (f'example = "Irish"\n{GOOD}', ": the file: there is no example named 'Irish'; the exam"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_in_a_sentence(
    content: str | bytes, sentence: str
) -> None:
    assert refusal_of(content).startswith(f"mine.toml{sentence}")


CHOICE = 'kind = "choice", ask = "?", hint = "h", choices'


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ('points_at = { what = "cart" }', "points_at.what: invalid value 'cart'; it may be panel,"),
        ('points_at = { what = "card", layer = "frist" }', "points_at: 'frist' is no layer: say"),
        (
            'points_at = { what = "card", layer = -1 }',
            "points_at: layers are counted from 0, but it says layer -1.",
        ),
        (
            'points_at = { what = "sample", sample = -1 }',
            "points_at.sample: expected a whole number >= 0.",
        ),
        (
            'points_at = { what = "palette", kind = "gelu" }',
            "points_at: 'gelu' is no kind of layer: they are dense, linear",
        ),
        (
            'points_at = { what = "option", layer = 0, name = "warp" }',
            "points_at: 'warp' is no option: they are seed, slope, subtract_maximum.",
        ),
        (
            'waits_for = { what = "bias", layer = 0, neuron = 0, value = nan }',
            "waits_for.value: expected a number >= -1e+300.",
        ),
        (
            'waits_for = { what = "precision", value = "float8" }',
            "waits_for: 'float8' is no precision: they are float16, float32, float64.",
        ),
        (
            f'waits_for = {{ what = "undo" }}\nquestion = {{ {CHOICE} = ["a", "b"], answer = 0 }}',
            "a step either waits for something or asks a question, not both.",
        ),
        (
            f'question = {{ {CHOICE} = ["a", "b"], answer = 2 }}',
            "question: the answer is choice 2, but the 2 choices are counted from 0 to 1.",
        ),
        (
            f'question = {{ {CHOICE} = ["a", "a"], answer = 1 }}',
            "question: two of its choices are the same.",
        ),
    ],
)
def test_what_is_wrong_with_a_step_is_told_with_its_number(keys: str, sentence: str) -> None:
    separator = ": " if sentence.startswith("a step") else ", "
    assert refusal_of(with_step(keys)).startswith(f"mine.toml: step 2{separator}{sentence}")


@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_a_lesson_or_refused(content: bytes) -> None:
    with suppress(NnfsError):
        parse_lesson(content, "mine.toml")


def test_a_lesson_may_be_just_as_large_as_allowed() -> None:
    padded = GOOD.encode() + b"#" * (MOST_BYTES - len(GOOD))
    assert parse_lesson(padded, "mine.toml").title == "A lesson"
    assert "larger than 256 KB" in refusal_of(padded + b"#")


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("4.8", [4.8]), (" 4,8 ", [4.8]), ("1/3", [1 / 3]), ("-1.5e-3", [-0.0015]), ("−2", [-2.0]),
        (".5", [0.5]), ("+7", [7.0]), ("", []), ("four", []), ("1/0", []), ("1_0", []),
        ("1,000.5", [1000.5]), ("1,797", [1797, 1.797]), ("=1,5*2", [3.0]), ("exp(0)", [1.0]),
        ("-∞", [float("-inf")]), ("__import__('os')", []), ("9" * 61, []),
    ],
)  # fmt: skip
def test_answers_are_read_as_people_type_them(typed: str, numbers: list[float]) -> None:
    assert list(numbers_typed(typed)) == numbers


@given(st.floats(-1e6, 1e6), st.floats(0.001, 10), st.floats(-0.99, 0.99))
def test_an_answer_within_the_tolerance_is_right_and_one_beyond_is_not(
    truth: float, tolerance: float, share: float
) -> None:
    question = NumberQuestion("?", ParametersReading(), "think", tolerance, "so it is")
    assert question.judge(repr(truth + share * tolerance), truth).is_right
    verdict = question.judge(repr(truth + 1.01 * tolerance + 1e-6), truth)
    assert (verdict.is_right, verdict.text) == (False, "think")


def test_numbers_that_are_none_can_be_the_right_answer() -> None:
    question = NumberQuestion("?", ParametersReading(), "think")
    assert question.judge("nan", float("nan")).is_right
    assert question.judge("inf", float("inf")).is_right
    assert question.judge("-inf", float("inf")).is_right is False
    assert question.judge("3", float("nan")).is_right is False
    assert question.judge("what?", 3.0).is_right is None


def test_readings_read_the_present_numbers() -> None:
    inputs = [[1.0, 2.0], [3.0, -1.0]]
    network = Network([Dense([[1.0, 0.0, 2.0], [0.0, 1.0, 0.0]], [0.5, 0.0, 0.0]), Softmax()])
    evaluation = evaluate(Project(network, Batch(inputs)))

    def read(reading: object) -> float | None:
        return reading.of(evaluation, Rows.row)  # type: ignore[attr-defined]

    assert read(CellReading(0, 1, 2)) == 6.0
    assert read(CellReading("batch", 1, 0)) == 3.0
    assert read(SumReading("last softmax", 0)) == pytest.approx(1.0)
    assert read(LargestReading("last softmax", 1)) == 2.0
    assert read(ShapeReading("first", "samples")) == 2.0
    assert read(ShapeReading("first", "neurons")) == 3.0
    assert read(ParametersReading()) == 9.0
    assert read(ParametersReading("last")) == 0.0
    assert CellReading(0, 1, 2).of(evaluation, lambda rows, index: None) is None
    with pytest.raises(NnfsError, match="no sample 2"):
        read(SumReading(0, 2))


def test_a_reading_behind_a_misfit_says_so() -> None:
    network = Network([Dense.random(2, 3), Dense.random(4, 1)])
    evaluation = evaluate(Project(network, Batch([[1.0, 2.0]])))
    with pytest.raises(NnfsError, match="Dense 2 gives no numbers"):
        CellReading("last").of(evaluation, Rows.row)
