"""Tells what changed from one text of a program to the next, line by line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

LINES_COMPARED = 1500  # of longer differences only the outer bounds are found, which is quick
MOST_MARKED = 0.6  # of a text: where more is new, marks tell nothing


@dataclass(frozen=True)
class TextChanges:
    """Lists the new text's lines that are new or changed, and where old lines have gone."""

    lines: tuple[int, ...] = ()
    moved: tuple[tuple[int, int], ...] = ()  # from that old line on, lines moved so far down

    def new_place(self, line: int) -> int:
        """Where a line of the old text is in the new one, or where it would be."""
        return line + next((by for since, by in reversed(self.moved) if since <= line), 0)


def changes_between(old: str, new: str) -> TextChanges:
    """What an edit changed; nothing when most of the text is new."""
    before, after = old.split("\n"), new.split("\n")
    same = _n_same(before, after)
    same_at_end = _n_same(reversed(before[same:]), reversed(after[same:]))
    before, after = (each[same : len(each) - same_at_end] for each in (before, after))
    lines: list[int] = []
    moved: list[tuple[int, int]] = []
    for stop, new_start, new_stop in _replaced(before, after):
        lines += range(same + new_start, same + new_stop)
        moved.append((same + stop, new_stop - stop))
    if len(lines) > MOST_MARKED * new.count("\n"):
        return TextChanges((), tuple(moved))
    return TextChanges(tuple(lines), tuple(moved))


def _n_same(before: Iterable[str], after: Iterable[str]) -> int:
    """How many lines are the same until the first that differs."""
    pairs = zip(before, after, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _replaced(before: list[str], after: list[str]) -> list[tuple[int, int, int]]:
    """The spans of lines that were replaced: their end before, start and end after."""
    if max(len(before), len(after)) > LINES_COMPARED:
        return [(len(before), 0, len(after))]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        (stop, new_start, new_stop)
        for what, _, stop, new_start, new_stop in matcher.get_opcodes()
        if what != "equal"
    ]
