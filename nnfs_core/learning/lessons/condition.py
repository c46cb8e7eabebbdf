"""Defines what a condition is: it tells the moment a step began from the one it is done in."""

from __future__ import annotations

from typing import ClassVar

from nnfs_core.errors import NnfsError
from nnfs_core.learning.landmarks.finding import NamesLayer
from nnfs_core.learning.lessons.situation import Situation


class Condition(NamesLayer, frozen=True, forbid_unknown_fields=True, tag_field="what"):
    """Waits for something that the user does; `is_met` never changes anything and never raises.

    counts_earlier: what was done since the lesson began counts, too, for people are often ahead.
    """

    counts_earlier: ClassVar[bool] = False

    def is_met(self, before: Situation, now: Situation) -> bool:
        """Whether it is done, `before` being the moment at which the step, or with `counts_earlier`
        the lesson, began."""
        try:
            return self.holds(before, now)
        except NnfsError:  # the project has no such thing any more
            return False

    def holds(self, before: Situation, now: Situation) -> bool:
        """As `is_met`; raises NnfsError when the project lacks what this is about."""
        raise NotImplementedError
