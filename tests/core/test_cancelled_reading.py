"""Looking at a file and reading it can be stopped at every moment, whatever its format is.

Every format of the table takes part with what it writes itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnfs_core import Batch, Cancelled, Dense, Network, Project, ReLU
from nnfs_core.files import in_place
from nnfs_core.formats import FORMATS, Format
from tests.deferred import leave_in_files

SAMPLES = Batch(np.random.default_rng(0).standard_normal((40_000, 12)), np.arange(40_000) % 3)
NETWORK = Network([layer for n in range(8) for layer in (Dense.random(12, 12, seed=n), ReLU())])
FILES = [(format, suffix) for format in FORMATS for suffix in format.written]


class Asked:
    """Counts how often somebody asks whether to stop, and says so from the n-th time on."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.n_times, self.stop_at = 0, stop_at

    def __call__(self) -> bool:
        self.n_times += 1
        return self.stop_at is not None and self.n_times >= self.stop_at


@pytest.fixture(scope="module", params=FILES, ids=[suffix for _, suffix in FILES])
def opening(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Format, Path]:
    format, suffix = request.param
    path = tmp_path_factory.mktemp("files") / f"large{suffix}"
    if format.holds is Project:
        format.write(path, Project(NETWORK, SAMPLES))
    else:
        format.write(path, SAMPLES, name="inputs")
    return format, path


def moments(act: Callable[[Asked], Any]) -> Iterator[Asked]:
    """The first, the last and some moments between at which an act asks whether to stop."""
    uncounted = Asked()
    act(uncounted)
    n_times = uncounted.n_times
    for stop_at in sorted({*range(1, n_times, 1 + n_times // 8), n_times} - {0}):
        yield Asked(stop_at)


def test_looking_at_a_file_stops_whenever_it_asks(opening: tuple[Format, Path]) -> None:
    format, path = opening
    for asked in moments(lambda asked: format.look(path, asked)):
        with pytest.raises(Cancelled):
            format.look(path, asked)
        assert asked.n_times == asked.stop_at


@pytest.mark.parametrize("is_in_place", [False, True])
def test_reading_a_file_stops_whenever_it_asks_and_asks_often(
    opening: tuple[Format, Path], is_in_place: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    format, path = opening
    monkeypatch.setattr(in_place, "CHUNK_BYTES", 2**18)  # so that little has many pieces
    if is_in_place:
        leave_in_files(monkeypatch)
    look = format.look(path)
    choice = format.suggested(look)
    stopped = 0
    for asked in moments(lambda asked: format.read(look, choice, cancelled=asked)):
        with pytest.raises(Cancelled):
            format.read(look, choice, cancelled=asked)
        assert asked.n_times == asked.stop_at
        stopped += 1
    assert is_in_place or stopped > 2
