"""Defines what a lesson is: an example to open, and steps that say, point, and wait or ask."""

from __future__ import annotations

from typing import Annotated

import msgspec

from nnfs_core.errors import NnfsError
from nnfs_core.examples import example_named
from nnfs_core.learning.glossary import check_links
from nnfs_core.learning.landmarks.landmark import AnyLandmark, CellLandmark
from nnfs_core.learning.lessons.conditions import AnyCondition
from nnfs_core.learning.lessons.questions import Question

FORMAT = 1  # the newest version of the files that this app can read


class LessonStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Holds one card of a lesson: a text, and perhaps where to look, what to wait for, a question.

    The cells that it `hides` are covered in Flow, so that nobody need see a number before a later
    step asks for it; the cell that a question asks for is covered anyway. With a question they are
    covered until it is answered. The samples of an example that it `offers` can be saved as a table
    to practise with.
    """

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=1200)]
    points_at: AnyLandmark | None = None
    waits_for: AnyCondition | None = None
    question: Question | None = None
    hides: tuple[CellLandmark, ...] = ()
    offers: str = ""

    def __post_init__(self) -> None:
        check_example(self.offers)
        if self.waits_for is not None and self.question is not None:
            raise ValueError("a step either waits for something or asks a question, not both")
        check_links(self.text)


class Lesson(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Holds a lesson as its file says it; without an `example` it begins with an empty network."""

    title: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    summary: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    steps: Annotated[tuple[LessonStep, ...], msgspec.Meta(min_length=1, max_length=60)]
    example: str = ""
    format: Annotated[int, msgspec.Meta(ge=1)] = FORMAT

    def __post_init__(self) -> None:
        check_example(self.example)


def check_example(name: str) -> None:
    """Raises ValueError when there is no example of that name; an empty one is no name."""
    if name:
        try:
            example_named(name)
        except NnfsError as error:
            raise ValueError(str(error).removesuffix(".")) from None
