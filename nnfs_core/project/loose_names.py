"""This module knows names again that are spelled otherwise: Petal.Width for petal width (cm)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from nnfs_core.wording import SCALED, in_short

_BETWEEN_NUMBERS = re.compile(r"(?<=\d)[\W_]+(?=\d)")


def as_called(names: Sequence[str], wanted: Iterable[str]) -> tuple[str, ...]:
    """The names, but those that are `wanted` ones spelled otherwise as these are spelled.

    Names that are wanted as they are stay. Of the others those match that have the same letters and
    digits in any case, then those of which one alone has a unit in brackets (centimetres are no
    inches); names that cannot be told apart so match nothing.
    """
    all_wanted = dict.fromkeys(wanted)
    found: dict[str, str] = {name: name for name in names if name in all_wanted}
    for spelled in (_letters, _without_unit):
        there = {*found.values()}
        known = _told_apart([name for name in all_wanted if name not in there], spelled)
        if not known:
            break
        others = _told_apart([name for name in names if name not in found], spelled)
        for key in known.keys() & others.keys():
            if spelled is _letters or not (_has_unit(known[key]) and _has_unit(others[key])):
                found[others[key]] = known[key]
    return tuple(found.get(name, name) for name in names)


def _told_apart(names: Sequence[str], spelled: Callable[[str], str]) -> dict[str, str]:
    """By what remains of each name that name; without those of which the same remains, or none."""
    keys = [spelled(name) for name in names]
    counts = Counter(keys)
    pairs = zip(keys, names, strict=True)
    return {key: name for key, name in pairs if key and counts[key] == 1}


def _letters(name: str) -> str:
    """The letters and digits of a name, in small; what parts two numbers becomes one blank."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(re.sub(r"[\W_]+", "", part) for part in _BETWEEN_NUMBERS.split(folded))


def _without_unit(name: str) -> str:
    """What remains without a unit; a feature that was scaled is no other than one called so."""
    name = name.strip()
    return _letters(name if name.endswith(SCALED) else in_short(name)[1])


def _has_unit(name: str) -> bool:
    return in_short(name.strip())[1] != name.strip()
