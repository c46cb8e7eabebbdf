"""The lessons that come with the app, and the one in the document: each can be gone through."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from nnfs_core import Project, evaluate
from nnfs_core.examples import EXAMPLES, example_named
from nnfs_core.learning.landmarks.landmark import AnyLandmark
from nnfs_core.learning.lessons import (
    ChoiceQuestion,
    Lesson,
    NumberQuestion,
    Situation,
    built_in_headings,
    built_in_lessons,
)
from nnfs_core.learning.lessons.conditions import AnyCondition
from nnfs_core.learning.lessons.questions import AnyReading
from nnfs_core.learning.lessons.reading import parse_lesson
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.project import empty_project
from tests.lesson_doing import done

DOCUMENT = Path(__file__).parents[2] / "docs" / "lessons.md"

# What the prose of each lesson says that its answers are.
ANSWERS = {
    "one_neuron": [4.8, 5.8],
    "a_layer": [1.21, 15],
    "a_batch": [8.9, 3],
    "transposition": [4.8],
    "two_layers": [-1.04185, 0],
    "a_fresh_layer": [15],
    "activations": [0, 0.5, 4],
    "softmax": [0.895, 1, 1 / 3],
    "numbers_that_explode": [0.665, 0.665],
    "a_classifier": [21, 1 / 3],
    "iris": [4, 2, 1],
    "digits": [64, 10, 8],
    "bring_your_own_data": [4],
}

every_lesson = pytest.mark.parametrize(
    "lesson", built_in_lessons().values(), ids=list(built_in_lessons())
)


def example_of_the_document() -> Lesson:
    code = re.search(r"```toml\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    assert code is not None
    return parse_lesson(code[1].encode(), "the example of docs/lessons.md")


def beginning(lesson: Lesson) -> Situation:
    """The moment at which a lesson begins."""
    return Situation(example_named(lesson.example).build() if lesson.example else empty_project())


def walked(lesson: Lesson) -> list[float]:
    """Go through a lesson, doing and answering whatever it asks for; its true numbers."""
    moment, truths = beginning(lesson), []
    for number, step in enumerate(lesson.steps, start=1):
        project = moment.project
        if step.waits_for is None:
            for cell in step.hides:
                cell.place_in(project)
        if step.points_at is not None:
            step.points_at.place_in(project)
        if step.waits_for is not None:
            after = done(step.waits_for, moment)
            assert step.waits_for.is_met(moment, after), f"step {number} cannot be done"
            moment = after
            for cell in step.hides:
                cell.place_in(moment.project)
        if isinstance(step.question, NumberQuestion):
            truth = step.question.answer.of(evaluate(project), Rows.row)
            assert truth is not None
            assert step.question.judge(repr(truth), truth).is_right
            assert step.question.judge(f"{truth:.3f}", truth).is_right
            far = truth + 2 * step.question.tolerance + 0.1
            assert step.question.judge(repr(far), truth).is_right is False
            truths.append(truth)
        elif isinstance(step.question, ChoiceQuestion):
            right = [
                choice
                for choice in range(len(step.question.choices))
                if step.question.judge(choice).is_right
            ]
            assert right == [step.question.answer]
    return truths


@pytest.mark.parametrize("id", ANSWERS)
def test_every_built_in_lesson_can_be_gone_through_and_its_prose_tells_the_truth(id: str) -> None:
    assert walked(built_in_lessons()[id]) == pytest.approx(ANSWERS[id], abs=0.006)


def test_each_example_has_its_lesson_in_the_order_of_the_examples() -> None:
    lessons = built_in_lessons()
    assert list(lessons) == list(ANSWERS)
    examples = [lesson.example for lesson in lessons.values() if lesson.example]
    assert examples == [each.name for each in EXAMPLES]


@every_lesson
def test_a_built_in_lesson_is_short_waits_or_asks_often_and_gives_nothing_away(
    lesson: Lesson,
) -> None:
    assert 4 <= len(lesson.steps) <= 10
    assert any(step.question is not None for step in lesson.steps)
    idle = "".join(".!"[bool(step.question or step.waits_for)] for step in lesson.steps)
    assert "..." not in idle
    for step in lesson.steps:
        words = len(step.text.split())
        assert 3 <= words <= 75
        if isinstance(step.question, NumberQuestion | ChoiceQuestion):
            assert step.question.why
            assert step.question.hint != step.question.why


@every_lesson
def test_no_step_of_a_built_in_lesson_is_done_before_anybody_did_anything(lesson: Lesson) -> None:
    moment = beginning(lesson)
    for step in lesson.steps:
        if step.waits_for is not None:
            assert not step.waits_for.is_met(moment, moment)
            moment = done(step.waits_for, moment)


def test_the_example_in_the_document_works() -> None:
    assert walked(example_of_the_document()) == pytest.approx([7.8])


@pytest.mark.parametrize(
    "union", [AnyLandmark, AnyCondition, AnyReading], ids=["landmark", "condition", "reading"]
)
def test_the_document_names_every_landmark_condition_and_reading_with_all_keys(
    union: object,
) -> None:
    rows = [line for line in DOCUMENT.read_text("utf-8").splitlines() if line.startswith("| `")]
    for kind in get_args(union):
        tag = kind.__struct_config__.tag
        told = [row for row in rows if row.startswith(f"| `{tag}` |")]
        assert any(all(f"`{key}`" in row for key in kind.__struct_fields__) for row in told), (
            f"docs/lessons.md does not tell all of {tag!r}: {kind.__struct_fields__}"
        )


def test_a_lesson_without_an_example_begins_with_an_empty_network() -> None:
    lesson = parse_lesson(
        b"""
        title = "From nothing"
        summary = "Build a network"
        [[steps]]
        text = "Add a dense layer."
        waits_for = { what = "layers", kinds = ["dense"] }
        """,
        "mine.toml",
    )
    assert walked(lesson) == []
    assert isinstance(empty_project(), Project)


def test_headings_say_what_the_lessons_say() -> None:
    headings, lessons = built_in_headings(), built_in_lessons()
    assert list(headings) == list(lessons)
    for id, lesson in lessons.items():
        assert (headings[id].title, headings[id].summary) == (lesson.title, lesson.summary)
