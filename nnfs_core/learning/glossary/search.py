"""Finds terms by what a person types: titles before aliases, beginnings before middles."""

from __future__ import annotations

import re
import unicodedata

from nnfs_core.learning.glossary.term import Term, terms

EXACT, BEGINS, WORD_BEGINS, INSIDE, IN_TEXT = range(5)


def search(typed: str) -> list[Term]:
    """The terms that have all the typed words, the best first; all, in order, for nothing typed.

    A word may be the beginning of one in a title, an alias or the text. Ties keep the file's order.
    """
    wanted = _plain(typed)
    if not wanted:
        return list(terms().values())
    ranked = [
        (rank, term) for term in terms().values() if (rank := _rank(term, wanted)) is not None
    ]
    return [term for _, term in sorted(ranked, key=lambda pair: pair[0])]


def _rank(term: Term, wanted: str) -> tuple[int, int] | None:
    """How well a term fits, smaller being better; None when it does not."""
    names = [_plain(name) for name in (term.title, term.id, *term.aliases)]
    ranks = [
        (rank, int(at > 1))
        for at, name in enumerate(names)
        if (rank := _name_rank(name, wanted)) is not None
    ]
    if ranks:
        return min(ranks)
    words = " ".join([*names, _plain(term.text), _plain(term.group)])
    if all(_begins_word(words, word) for word in wanted.split()):
        return IN_TEXT, 0
    return None


def _name_rank(name: str, wanted: str) -> int | None:
    if name == wanted:
        return EXACT
    if name.startswith(wanted):
        return BEGINS
    if all(_begins_word(name, word) for word in wanted.split()):
        return WORD_BEGINS
    return INSIDE if len(wanted) > 2 and wanted in name else None


def _begins_word(text: str, word: str) -> bool:
    return f" {word}" in f" {text}"


def _plain(text: str) -> str:
    """Lower case, without accents and signs, words parted by one space."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(each for each in folded if not unicodedata.combining(each))
    return " ".join(re.findall(r"\w+", letters.replace("_", " ")))
