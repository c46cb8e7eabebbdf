"""Defines a term of the glossary, and reads all of them from a data file."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal, get_args

import msgspec

from nnfs_core.learning.landmarks.landmark import AnyLandmark

Group = Literal["Data", "Operations", "Networks"]
GROUPS: tuple[Group, ...] = get_args(Group)

LINK = re.compile(r"\[([^\[\]]+)\]\(glossary:([a-z_]+)\)")  # [words](glossary:id)


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Explains a word of the field, where it can be seen, and the example that shows it best.

    `text` is plain but for `code` between backticks. `rules` are the kinds of layer whose rule
    needs the word, "batch" standing for the numbers that are given.
    """

    id: str
    title: str
    group: Group
    text: Annotated[str, msgspec.Meta(min_length=60, max_length=420)]
    see: AnyLandmark
    related: tuple[str, ...]
    example: str
    aliases: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@cache
def term(id: str) -> Term:
    """The term of an id, read without the others; raises KeyError when there is none."""
    return msgspec.toml.decode(_written()[id], type=Term)


@cache
def terms() -> dict[str, Term]:
    """All terms by id, in the order of the file, which is the order of the panel."""
    return {id: term(id) for id in _written()}


@cache
def _written() -> dict[str, str]:
    """What the file says of each term, by the id that it begins with."""
    text = files("nnfs_core.learning.glossary").joinpath("terms.toml").read_text("utf-8")
    return {lines.split('"', 2)[1]: lines for lines in text.split("[[terms]]\n")[1:]}


def terms_of(kind: str) -> list[Term]:
    """The words that the rule of a kind of layer needs, the kind's own first; "batch" is a kind."""
    own = [term for term in terms().values() if term.id == kind]
    return own + [term for term in terms().values() if kind in term.rules and term not in own]


def check_links(text: str) -> None:
    """Raises ValueError when a link to the glossary in a text leads nowhere."""
    for _, id in LINK.findall(text):
        if id not in _written():
            raise ValueError(f"the glossary has no term {id!r}")
