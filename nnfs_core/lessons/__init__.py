"""Guided lessons over the examples: data files that say, point, wait and ask."""

from __future__ import annotations

from nnfs_core.lessons.conditions import AnyCondition
from nnfs_core.lessons.lesson import Lesson, Step
from nnfs_core.lessons.moment import Moment
from nnfs_core.lessons.questions import (
    MOST_TRIES,
    ChoiceQuestion,
    NumberQuestion,
    Question,
    Verdict,
)
from nnfs_core.lessons.reading import (
    Heading,
    built_in_headings,
    built_in_lessons,
    parse_lesson,
    read_lesson,
)

__all__ = [
    "MOST_TRIES",
    "AnyCondition",
    "ChoiceQuestion",
    "Heading",
    "Lesson",
    "Moment",
    "NumberQuestion",
    "Question",
    "Step",
    "Verdict",
    "built_in_headings",
    "built_in_lessons",
    "parse_lesson",
    "read_lesson",
]
