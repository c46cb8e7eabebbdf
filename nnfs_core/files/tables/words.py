"""Lists the words that say how a table is read, for all who keep them without reading tables."""

from __future__ import annotations

from typing import Literal

Role = Literal["feature", "target", "label", "subset", "left out"]
ReadAs = Literal["number", "classes", "codes", "days"]
OddCells = Literal["refuse", "missing"]
Missing = Literal["keep", "mean", "zero", "drop"]

MAX_COLUMNS = 100_000
