"""This module reads the header of an ARFF file: which attributes it declares, and of which type."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NoReturn

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables.codebook import MAX_CLASS_NAME
from nnfs_core.files.tables.numbers import short_text
from nnfs_core.files.tables.other_texts.lines import lines_of
from nnfs_core.files.tables.words import MAX_COLUMNS
from nnfs_core.progress import IsCancelled
from nnfs_core.project.batch import MAX_CLASSES

QUOTED = r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\""""
_NAME = re.compile(rf"""[ \t]+(?:{QUOTED}|([^\s,{{}}%'"][^\s,{{}}]*))[ \t]*""")
_NOMINAL = re.compile(
    rf"""\s*(?:{QUOTED}|([^,{{}}'"%\s][^,}}\s]*(?:[ \t]+[^,%}}\s][^,}}\s]*)*))\s*(?:(,)|\}})"""
)
_NUMBERS = ("numeric", "real", "integer")
_ESCAPED = re.compile(r"\\(u[0-9a-fA-F]{4}|.)")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


@dataclass(frozen=True)
class Attribute:
    """Holds the name of a column, and the texts that are declared for it, in their order."""

    name: str
    is_text: bool
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class ArffHeader:
    """Holds the attributes of a file; its rows begin behind so many lines."""

    attributes: tuple[Attribute, ...]
    n_lines: int

    @cached_property
    def known(self) -> dict[int, frozenset[str]]:
        """The texts that may stand in each column for which they are declared."""
        attributes = enumerate(self.attributes)
        return {n: frozenset(each.texts) for n, each in attributes if each.texts}


def unquoted(text: str) -> str:
    """A text with what its backslashes stand for."""
    return _ESCAPED.sub(_escaped, text) if "\\" in text else text


def _escaped(found: re.Match[str]) -> str:
    letter = found[1]
    return chr(int(letter[1:], 16)) if len(letter) > 1 else _ESCAPES.get(letter, letter)


def read_header(path: Path, cancelled: IsCancelled) -> ArffHeader:
    """The header of a file; raises NnfsError with the line that is wrong, and Cancelled."""
    attributes: list[Attribute] = []
    begun: list[str] = []  # the lines of an attribute
    begun_at = 0
    for lines in lines_of(path, 0, cancelled):
        for number, line in enumerate(lines.texts, lines.first):
            text = line.strip()
            if not text or text.startswith("%"):
                continue
            word = text.split(maxsplit=1)[0].lower()
            if begun:
                begun.append(line)
            elif word == "@data":
                if not attributes:
                    raise NnfsError("{name} declares no attribute before its data.")(path.name)
                return ArffHeader(tuple(attributes), number)
            elif word == "@attribute":
                begun, begun_at = [text[len(word) :]], number
            elif word != "@relation":
                raise NnfsError(
                    "Line {line:,} of {name} is {text}, where an attribute or the data of an ARFF "
                    "file should begin; correct the line."
                )(number, path.name, short_text(text))
            if begun and ("{" not in begun[0] or "}" in text):
                attributes.append(_attribute("\n".join(begun), begun_at))
                begun = []
            if len(begun) > MAX_CLASSES or len(attributes) > MAX_COLUMNS:
                _refuse(begun_at)
    raise NnfsError("{name} has no data behind its header; it is cut short.")(path.name)


def _attribute(text: str, number: int) -> Attribute:
    """What a declaration says behind @attribute."""
    name = _NAME.match(text)
    if name is None:
        _refuse(number)
    called = unquoted(next(group for group in name.groups() if group is not None))
    rest = text[name.end() :]
    if rest.startswith("{"):
        return Attribute(called, True, _nominal(rest, number))
    kind = rest.split(maxsplit=1)[0].lower() if rest.strip() else ""
    if kind == "relational":
        raise NnfsError(
            "The attribute '{name}' is relational: each of its values is a table, which has no "
            "place in a batch; take it out of the file."
        )(called)
    if kind in _NUMBERS or kind in ("string", "date"):
        return Attribute(called, kind == "string")
    raise NnfsError(
        "Line {line:,}: the attribute '{name}' is of a type that ARFF does not have, {kind}; "
        "types are numeric, string, date and values in braces."
    )(number, called, short_text(kind))


def _nominal(text: str, number: int) -> tuple[str, ...]:
    """The values in braces."""
    texts: list[str] = []
    place = 1
    while True:
        found = _NOMINAL.match(text, place)
        if found is None:
            _refuse(number)
        texts.append(unquoted(next(each for each in found.groups()[:3] if each is not None)))
        place = found.end()
        if not found[4]:
            break
    if len({*texts}) < len(texts) or len(texts) > MAX_CLASSES:
        _refuse(number)
    if any(len(text) > MAX_CLASS_NAME for text in texts):
        _refuse(number)
    return tuple(texts)


def _refuse(number: int) -> NoReturn:
    raise NnfsError(
        "Line {line:,} declares no attribute as ARFF has them: a name, and a type or different "
        "values in braces; correct the line."
    )(number)
