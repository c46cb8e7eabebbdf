"""Keeps a trial: what is only tried out, and the project before it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from nnfs_core.project.project import Project
from nnfs_core.wording import sentence


@dataclass(frozen=True)
class Trial:
    """Holds the project before a trial, and what was changed since."""

    before: Project
    texts: Mapping[Hashable, str] = field(default_factory=dict)  # of each change, by merge key

    @property
    def text(self) -> str:
        """All that is tried out, as it reads after "What if" and after "Undo"."""
        first, *others = self.texts.values()
        if len(others) > 1:
            return sentence("{first} and {n} more changes")(first, len(others))
        return " and ".join([first, *others])

    def with_change(self, text: str, merge: Hashable) -> Trial:
        """This trial with one more change; one with a known `merge` key takes its place."""
        key: Hashable = len(self.texts) if merge is None else ("merge", merge)
        return Trial(self.before, {**self.texts, key: text})
