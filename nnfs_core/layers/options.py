"""Defines options: numbers that a user may set on a value, each with its title and its range."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any, Self

from nnfs_core.errors import NnfsError
from nnfs_core.numerals import full_number

OPTION = "option"


@dataclass(frozen=True)
class Option:
    """Describes a number that the user may set on values of this kind."""

    title: str
    hint: str
    minimum: float
    maximum: float
    whole: bool = False
    switch: bool = False  # 0 for off, 1 for on


def option(default: float, described: Option) -> Any:
    """A dataclass field that the inspector offers and the file keeps."""
    return field(default=default, kw_only=True, metadata={OPTION: described})


@dataclass(frozen=True, eq=False)
class Optioned:
    """Is a value some of whose fields are options, each within its range."""

    def __post_init__(self) -> None:
        for name, value in self.option_values().items():
            object.__setattr__(self, name, self.checked_option(name, value))

    def with_option(self, name: str, value: float) -> Self:
        """This value with one of its options set; raises NnfsError when it is out of range."""
        changed: dict[str, Any] = {name: value}
        return replace(self, **changed)

    @classmethod
    def checked_option(cls, name: str, value: float) -> float:
        """`value` as the option keeps it; raises NnfsError when it is out of range."""
        described = cls.options()[name]
        if not described.minimum <= value <= described.maximum:  # also refuses NaN
            least, most = full_number(described.minimum), full_number(described.maximum)
            raise NnfsError("{title} must be between {minimum} and {maximum}, but it is {value}.")(
                described.title, least, most, full_number(value)
            )
        if described.whole and value != int(value):
            raise NnfsError("{it} must be a whole number, but it is {x}.")(
                described.title, full_number(value)
            )
        return int(value) if described.whole else float(value)

    @classmethod
    def options(cls) -> dict[str, Option]:
        """The options of this kind by field name."""
        return {each.name: each.metadata[OPTION] for each in fields(cls) if OPTION in each.metadata}

    def option_values(self) -> dict[str, float]:
        """The present value of each option by field name."""
        return {name: getattr(self, name) for name in self.options()}
