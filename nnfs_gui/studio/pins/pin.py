"""Defines what present outputs are compared with: an earlier state, or a network from a file."""

from __future__ import annotations

from dataclasses import dataclass

from nnfs_core.forward.evaluate import Evaluation
from nnfs_core.matrix.rows import Rows


@dataclass(frozen=True, eq=False)
class Pin:
    """Holds the outputs that the present ones are compared with.

    `name` is for sentences: "the state pinned at 14:05", "model.nnfs". A network from a file may
    run on the samples of the present batch, whatever becomes of them; then these are `runs_on`.
    `own` are those of the present samples that were the file's own, too; None where none were or
    nobody knows, which `knows_own` tells. `kept` is the number of the same among `KeptStates`.
    """

    evaluation: Evaluation
    name: str
    is_file: bool = False
    runs_on: Rows | None = None
    own: Rows | None = None
    knows_own: bool = False
    kept: int | None = None

    @property
    def short(self) -> str:
        """The same in few words: "pinned at 14:05"."""
        if self.is_file:
            return f"{self.name} {self._samples}"
        return self.name.removeprefix("the state ")

    @property
    def _samples(self) -> str:
        return "on the present samples" if self.follows_batch else "on its own samples"

    @property
    def follows_batch(self) -> bool:
        """True when the network is run again on the present batch whenever that has changed."""
        return self.runs_on is not None

    @property
    def told_of_samples(self) -> str:
        """Whether a file's network was run on its own samples, if it was not and anybody knows."""
        if not self.follows_batch or not self.knows_own:
            return ""
        return ", which are its own, too" if self.runs_on is self.own else ", not on its own"

    @property
    def told(self) -> str:
        """That it is pinned: "Pinned at 14:05", "Pinned: model.nnfs"."""
        return f"Pinned: {self.text}" if self.is_file else self.short.capitalize()

    @property
    def text(self) -> str:
        """What is pinned, in words."""
        return f"{self.name}, run {self._samples}" if self.is_file else self.name
