"""Timing that can be trusted on a shared machine: the two sides in turn, then medians."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

import numpy as np
from threadpoolctl import threadpool_info

TURN = 0.05  # seconds that a turn lasts at least
SETTLE = 0.3  # seconds; OpenMP's threads spin for 0.2 after their work, and would take our cores


@dataclass(frozen=True)
class Figure:
    """One row of the table: a measured value held against its goal; less is better."""

    what: str
    ours: str
    beside: str
    value: float
    goal: float
    unit: str

    @property
    def holds(self) -> bool:
        return self.value <= self.goal

    def row(self) -> str:
        verdict = "yes" if self.holds else f"no: {self.value:.2f} {self.unit}"
        goal = f"at most {self.goal:g} {self.unit}"
        return f"| {self.what} | {self.ours} | {self.beside} | {goal} | {verdict} |"


def in_turn(
    ours: Callable[[], object], other: Callable[[], object], rounds: int
) -> tuple[float, float, float]:
    """Median seconds of each side and the median ratio ours / other, after one warm-up each."""
    seconds(ours), seconds(other)
    pairs = [(seconds(ours), seconds(other)) for _ in range(rounds)]
    return (
        median(first for first, _ in pairs),
        median(second for _, second in pairs),
        median(first / second for first, second in pairs),
    )


@dataclass(frozen=True)
class Timed:
    """The median seconds of one side, and the median of ours / its, taken turn by turn."""

    seconds: float
    ratio: float


def all_in_turn(sides: dict[str, Callable[[], object]], rounds: int) -> dict[str, Timed]:
    """Time several sides, ours first, in turn; what is quick is done many times a turn."""
    counts = {}
    for name, work in sides.items():
        quickest = min(seconds(work, settle=False) for _ in range(3))
        counts[name] = max(1, min(2000, int(TURN / quickest)))
    turns = [
        {name: seconds(work, counts[name]) for name, work in sides.items()} for _ in range(rounds)
    ]
    ours = next(iter(sides))
    return {
        name: Timed(
            median(turn[name] for turn in turns),
            median(turn[ours] / turn[name] for turn in turns),
        )
        for name in sides
    }


def seconds(work: Callable[[], object], count: int = 1, *, settle: bool = True) -> float:
    """How long one call takes, once the threads of whatever ran before have gone to sleep.

    One of several calls is not counted: it wakes the threads of this side.
    """
    if settle:
        sleep(SETTLE)
    if count > 1:
        work()
    began = perf_counter()
    for _ in range(count):
        work()
    return (perf_counter() - began) / count


def ratio_figure(
    what: str, measured: tuple[float, float, float], other: str, goal: float
) -> Figure:
    """The row for two sides measured in turn."""
    first, second, ratio = measured
    return Figure(
        what,
        f"{milliseconds(first)} ({ratio:.2f} ×)",
        f"{other} {milliseconds(second)}",
        ratio,
        goal,
        "×",
    )


def milliseconds(duration: float) -> str:
    return f"{1000 * duration:.3g} ms"


def machine() -> str:
    """The machine by its processor, and the kernel that OpenBLAS picked for it."""
    np.ones((8, 8)) @ np.ones((8, 8))
    blas = ", ".join(
        f"{info['internal_api']} {info['version']} with its {info.get('architecture')} kernel"
        for info in threadpool_info()
        if info["user_api"] == "blas"
    )
    return (
        f"{_processor()}, {os.cpu_count()} cores; Python {platform.python_version()}, "
        f"NumPy {np.__version__}, {blas}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    named = {
        key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)
    }
    return (
        f"{named.get('model name', 'unknown processor')} "
        f"(family {named.get('cpu family')}, model {named.get('model')})"
    )
