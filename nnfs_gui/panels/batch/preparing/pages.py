"""Lists what the dialog can do to features: a page each, as the menus name them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from nnfs_core.edits.preparing import FILLINGS, Filling

FILLING_TEXTS: dict[Filling, str] = dict(
    zip(
        FILLINGS,
        ("the mean", "the median", "the most frequent number", "a number:"),
        strict=True,
    )
)


@dataclass(frozen=True)
class _Texts:
    command: str  # in menus
    title: str  # in the dialog
    accept: str  # on its button
    explained: str


class PreparingPage(Enum):
    """Names what can be done to features; the value ends the id of the command."""

    FILL = "fill_missing"
    DROP = "drop_missing"
    SCALE = "scale"
    CENTRE = "centre"
    ONE_HOT = "one_hot"

    @property
    def texts(self) -> _Texts:
        return _TEXTS[self]


_TEXTS = {
    PreparingPage.FILL: _Texts(
        "Fill what is missing…",
        "Fill what is missing",
        "Fill",
        "Each missing cell, NaN or infinite, gets a number that is typical of its feature.",
    ),
    PreparingPage.DROP: _Texts(
        "Drop samples that miss something…",
        "Drop samples that miss something",
        "Drop",
        "A sample goes where one of the chosen features is missing, NaN or infinite.",
    ),
    PreparingPage.SCALE: _Texts(
        "Scale to 0..1…",
        "Scale to 0..1",
        "Scale",
        "The least number of a feature becomes 0, the largest 1: (x - least) / (largest - least).",
    ),
    PreparingPage.CENTRE: _Texts(
        "Centre around 0…",
        "Centre around 0",
        "Centre",
        "Of each number the mean of its feature is taken away: x - mean.",
    ),
    PreparingPage.ONE_HOT: _Texts(
        "One-hot encode…",
        "One-hot encode",
        "Encode",
        "Each value of a feature becomes a column, 1 where a sample has that value and else 0.",
    ),
}
