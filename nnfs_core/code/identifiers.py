"""Makes names for programs from what users call their layers."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Sequence

LONGEST = 24
# What programs call their own things.
RESERVED = frozenset(
    (
        *("difference", "differences", "e", "expected", "expected_row", "exponentials", "file"),
        *("inf", "inputs", "keras", "largest", "line", "lines", "load_file", "nan", "network"),
        *("nn", "np", "number", "numbers", "output", "output_row", "outputs", "row", "sample"),
        *("sums", "torch", "wanted"),
    )
)
_PARTS = ("", "_weights", "_biases")


def identifiers(names: Sequence[str]) -> tuple[str, ...]:
    """A different identifier for each name, in small ASCII letters, that nothing else is called."""
    taken: set[str] = set()
    found = []
    for number, name in enumerate(names, start=1):
        plain = _plain(name) or f"layer_{number}"
        candidate, count = plain, 1
        while _is_taken(candidate, taken):
            count += 1
            candidate = f"{plain}_{count}"
        taken |= {candidate + part for part in _PARTS}
        found.append(candidate)
    return tuple(found)


def _plain(name: str) -> str:
    """A name in small letters, digits and single underscores; empty when nothing is left of it."""
    letters = unicodedata.normalize("NFKD", name[:200]).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "_", letters).strip("_")[:LONGEST].rstrip("_")
    return f"layer_{plain}"[:LONGEST].rstrip("_") if plain[:1].isdigit() else plain


def _is_taken(candidate: str, taken: set[str]) -> bool:
    return (
        any(candidate + part in taken for part in _PARTS)
        or candidate in RESERVED
        or hasattr(builtins, candidate)
        or keyword.iskeyword(candidate)
        or keyword.issoftkeyword(candidate)
    )
