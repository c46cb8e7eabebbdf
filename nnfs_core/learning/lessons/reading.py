"""Reads lessons: strictly, from files that anybody may have written, and those of the app."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from io import BufferedReader
from pathlib import Path
from typing import get_args

import msgspec

from nnfs_core.errors import NnfsError
from nnfs_core.files.open_file import open_to_read, refusals
from nnfs_core.learning.landmarks.landmark import AnyLandmark
from nnfs_core.learning.lessons.conditions import AnyCondition
from nnfs_core.learning.lessons.lesson import FORMAT, Lesson
from nnfs_core.learning.lessons.questions import AnyReading
from nnfs_core.wording import sentence

SUFFIX = ".toml"
MOST_BYTES = 256 * 1024
MOST_DOTS, MOST_DOTS_IN_LINE = 10_000, 200
MOST_TABLES = 5_000


class Heading(msgspec.Struct, frozen=True):
    """Holds a lesson's name and what it is about, in one line."""

    title: str
    summary: str


# In the order of learning, which is the order of the menu; the names of the files.
BUILT_IN = (
    "one_neuron",
    "a_layer",
    "a_batch",
    "transposition",
    "two_layers",
    "a_fresh_layer",
    "activations",
    "softmax",
    "numbers_that_explode",
    "a_classifier",
    "iris",
    "digits",
    "bring_your_own_data",
)


def read_lesson(path: Path) -> Lesson:
    """The lesson in a file; raises NnfsError that says which line or step is wrong."""
    with refusals(path), BufferedReader(open_to_read(path)) as file:
        content = file.read(MOST_BYTES + 1)
    return parse_lesson(content, path.name)


def parse_lesson(content: bytes, name: str) -> Lesson:
    """The lesson that a file's `content` says, `name` being for messages; as `read_lesson`."""
    if len(content) > MOST_BYTES:
        raise NnfsError("{name} is larger than {most} KB, so it is no lesson.")(
            name, MOST_BYTES // 1024
        )
    try:
        check_keys(content, name)
        table = tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise NnfsError("{name} is no lesson: it is not text in UTF-8.")(name) from None
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise NnfsError("{name} is not valid TOML: {it}.")(name, _without_end(str(error))) from None
    version = table.get("format", FORMAT)
    if isinstance(version, int) and version > FORMAT:
        raise NnfsError(
            "{name} is a lesson of format {version}, for a newer NNFS Studio; this one reads up to "
            "format {format}."
        )(name, version, FORMAT)
    try:
        return msgspec.convert(table, Lesson)
    except (msgspec.ValidationError, RecursionError) as error:
        raise NnfsError(f"{name}: {_sentence(str(error))}") from None


def check_keys(content: bytes, name: str) -> None:
    """Raise NnfsError when a file has more tables and longer keys than any lesson needs.

    The parser remembers all beginnings of each key with dots, so that 20,000 parts of one key, in
    40 kB, would take more than a gigabyte.
    """
    lines = content.splitlines()
    dots = [line.count(b".") for line in lines]
    n_tables = sum(line.lstrip().startswith(b"[") for line in lines)
    if sum(dots) > MOST_DOTS or max(dots, default=0) > MOST_DOTS_IN_LINE or n_tables > MOST_TABLES:
        raise NnfsError("{name} nests its keys too deeply, or has too many of them for a lesson.")(
            name
        )


@cache
def built_in_lessons() -> dict[str, Lesson]:
    """The lessons that come with the app by the names of their files, in order of learning."""
    return {name: parse_lesson(_content(name), name + SUFFIX) for name in BUILT_IN}


def built_in_headings() -> dict[str, Heading]:
    """What a menu says of those lessons, read from the first lines of their files alone."""
    heads = {name: _content(name).decode("utf-8").partition("\n[")[0] for name in BUILT_IN}
    return {name: msgspec.toml.decode(head, type=Heading) for name, head in heads.items()}


def _content(name: str) -> bytes:
    return (files("nnfs_core.learning.lessons") / "data" / (name + SUFFIX)).read_bytes()


# What msgspec calls things, and what people who write lessons do.
_WORDS = {
    "`str`": "text",
    "`int`": "a whole number",
    "`float`": "a number",
    "`bool`": "true or false",
    "`object`": "a table",
    "`array`": "a list",
    "Object contains unknown field": "there is no key",
    "Object missing required field": "it lacks the key",
}
_CHOICES = {"points_at": AnyLandmark, "waits_for": AnyCondition, "answer": AnyReading}


def _sentence(message: str) -> str:
    """msgspec's message with the place as people say it: which step, which key."""
    said, _, path = message.partition(" - at `")
    path = path.removesuffix("`").removeprefix("$").removeprefix(".")
    for word, ours in _WORDS.items():
        said = said.replace(word, ours)
    said = said[:1].lower() + said[1:]
    step = re.match(r"steps\[(\d+)\]\.?", path)
    place = []
    if step is not None:
        place.append(f"step {int(step[1]) + 1}")
        path = path[step.end() :]
    if path:
        place.append(path)
    key = path.removesuffix(".what").rpartition(".")[2]
    if path.endswith(".what") and key in _CHOICES:
        known = ", ".join(str(each.__struct_config__.tag) for each in get_args(_CHOICES[key]))
        said += sentence("; it may be {known}")(known)
    return f"{', '.join(place) or 'the file'}: {_without_end(said)}."


def _without_end(text: str) -> str:
    return text.strip().removesuffix(".")
