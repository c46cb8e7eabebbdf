"""Defines what a dialect is: a way to write the network as a program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from nnfs_core.arrays import AnyArray
from nnfs_core.code.excerpt import Excerpt


@dataclass(frozen=True)
class ProgramText:
    """Holds a program's text in its three uses, and the arrays that it finds in a file."""

    text: str  # to be read
    file_text: str  # to be saved
    runnable: str
    in_file: Mapping[str, AnyArray]

    @classmethod
    def script(cls, text: str, in_file: Mapping[str, AnyArray]) -> ProgramText:
        """A program that is read, saved and run as one and the same text."""
        return cls(text, text, text, in_file)


@dataclass(frozen=True)
class Dialect:
    """Describes a dialect of code, with the modules that its programs import.

    Large weights go to a file that ends in `weights_suffix`, for which a program needs
    `weights_modules` too.
    """

    id: str
    title: str
    suffix: str
    modules: tuple[str, ...]
    weights_suffix: str
    write: Callable[[Excerpt], ProgramText] = field(repr=False)
    weights_modules: tuple[str, ...] = ()
