"""This module finds texts that may be meant as one class, such as setosa for Setosa."""

from __future__ import annotations

from collections.abc import Mapping

from nnfs_core.files.tables.numbers import is_number

MOST_COMPARED = 100  # texts; of more, hardly any are classes


def alike_texts(counts: Mapping[str, int]) -> dict[str, str]:
    """By each text that differs from a more frequent one in case, blanks or a dot alone, that one.

    counts: how often each text comes.
    """
    if len(counts) > MOST_COMPARED:
        return {}
    groups: dict[str, list[str]] = {}
    for text in counts:
        bare = " ".join(text.casefold().replace("_", " ").replace("-", " ").split()).rstrip(" .")
        is_one_of_many = bare and not is_number(text)  # -1 is not 1
        groups.setdefault(bare if is_one_of_many else text, []).append(text)
    same: dict[str, str] = {}
    for texts in groups.values():
        first = max(texts, key=counts.__getitem__)
        same |= {text: first for text in texts if text != first}
    return same
