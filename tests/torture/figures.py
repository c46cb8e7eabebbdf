"""Holds what a kind of torture did and what it found, as a row of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """Says what was done, with which seeds, and what was found; `faults` is empty if all held."""

    done: str
    seeds: str = ""
    found: str = ""
    faults: tuple[str, ...] = ()


def range_text(seeds: range) -> str:
    """Some seeds in a few words."""
    return f"{seeds.start} to {seeds.stop - 1}"


def faults_of(act: Callable[[int], object], seeds: Iterable[int]) -> tuple[str, ...]:
    """Do an act with each seed; what it failed with, and with which."""
    faults = []
    for seed in seeds:
        try:
            act(seed)
        except AssertionError as error:
            faults.append(f"seed {seed}: {error}")
    return tuple(faults)
