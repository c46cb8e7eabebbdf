"""Holds a question that waits for an answer without standing in the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """Holds what a button says and does; `name` is what the button is called by tests."""

    name: str
    caption: str
    tip: str
    action: Callable[[], object]
    is_primary: bool = False


@dataclass(frozen=True)
class Question:
    """Says in a sentence what is to be decided, with the answers there are, the usual one first.

    takes_keys: it is in the way of what the user has just asked for, so the keyboard goes to the
    answers, and Escape is the last of them.
    """

    text: str
    answers: tuple[Answer, ...]
    takes_keys: bool = False
