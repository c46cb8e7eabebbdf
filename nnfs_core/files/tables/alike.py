"""This module finds texts that may be meant as one class, such as setosa for Setosa."""

from __future__ import annotations

from collections.abc import Mapping

MOST_COMPARED = 100  # texts; of more, hardly any are classes


def alike_texts(counts: Mapping[str, int]) -> dict[str, str]:
    """By each text that differs from a more frequent one in case, blanks or a dot alone, that one.

    counts: how often each text comes.
    """
    if len(counts) > MOST_COMPARED:
        return {}
    groups: dict[str, list[str]] = {}
    for text in counts:
        bare = " ".join(text.casefold().replace("_", " ").replace("-", " ").split())
        groups.setdefault(bare.rstrip(" .") or text, []).append(text)
    same: dict[str, str] = {}
    for texts in groups.values():
        first = max(texts, key=counts.__getitem__)
        same |= {text: first for text in texts if text != first}
    return same
