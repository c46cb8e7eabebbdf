"""Reads files that were damaged at random, of every kind: each is read or refused in a sentence.

No file may raise anything else, take longer than `LONGEST` or more memory than `MOST_MEMORY`.
`QT_QPA_PLATFORM=offscreen python -m tests.torture.mutants 1000000` reads so many.
"""

from __future__ import annotations

import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from random import Random

from nnfs_core import NnfsError
from tests.torture.damage import damaged
from tests.torture.figures import Figure, range_text
from tests.torture.good_files import good_files
from tests.torture.kills import processes
from tests.torture.readers import READERS

LONGEST = 10  # seconds for one file, of which most take a thousandth
MOST_MEMORY = 100 * 2**20  # bytes by which a process may grow
N_PROCESSES = 2
CHUNK = 500  # seeds that a process is given at a time


def mutant(suffix: str, seed: int) -> bytes:
    """The damaged file of a kind that a seed stands for."""
    chance = Random(f"{suffix} {seed}")
    return damaged(chance, chance.choice(good_files(suffix)))


def refusal(suffix: str, path: Path) -> str:
    """The sentence that a file is refused with; empty when it is read."""
    try:
        READERS[suffix](path)
    except NnfsError as error:
        sentence = str(error)
        assert sentence.endswith("."), sentence
        assert "\n" not in sentence, sentence
        return sentence
    return ""


def read_mutant(suffix: str, seed: int, folder: Path) -> bool:
    """Read a damaged file, which may not raise anything but NnfsError; true when it is refused."""
    path = folder / f"{seed}{suffix}"
    path.write_bytes(mutant(suffix, seed))
    try:
        return bool(refusal(suffix, path))
    finally:
        path.unlink()


def read_mutants(suffix: str, seeds: range) -> tuple[int, list[str]]:
    """Read many; how many were refused, and what was wrong with any."""
    n_refused, faults = 0, []
    signal.signal(signal.SIGALRM, _too_long)
    with tempfile.TemporaryDirectory() as folder:
        good = Path(folder) / f"good{suffix}"
        good.write_bytes(good_files(suffix)[0])
        refusal(suffix, good)  # so that what all of them need is there
        peak = _peak()
        for seed in seeds:
            signal.alarm(LONGEST)
            try:
                n_refused += read_mutant(suffix, seed, Path(folder))
            except Exception:
                faults.append(f"{suffix} {seed}: {traceback.format_exc()}")
            signal.alarm(0)
            if _peak() > peak + MOST_MEMORY:
                faults.append(f"{suffix} {seed}: takes {(_peak() - peak) // 2**20} MB")
                peak = _peak()
    return n_refused, faults


def _too_long(*_: object) -> None:
    raise TimeoutError


def _peak() -> int:
    """The most memory in bytes that this process ever took."""
    return 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def read_all(count: int) -> Figure:
    """Read about so many mutants, as many of each kind, in two processes."""
    each = range(-(-count // len(READERS)))
    chunks = [(suffix, each[at : at + CHUNK]) for at in each[::CHUNK] for suffix in READERS]
    n_refused, faults = 0, list[str]()
    with ProcessPoolExecutor(N_PROCESSES, processes) as executor:
        futures = [executor.submit(read_mutants, *chunk) for chunk in chunks]
        for chunk, future in zip(chunks, futures, strict=True):
            try:
                refused, wrong = future.result()
            except BrokenProcessPool:
                faults.append(f"a process died near {chunk}")
                break
            n_refused += refused
            faults += wrong
    done = (
        f"{len(each) * len(READERS):,} damaged files of {' '.join(READERS)}, {n_refused:,} refused"
    )
    found = f"{len(faults)} that raise other errors, take over {LONGEST} s or 100 MB"
    return Figure(done, range_text(each), found, tuple(faults))


def torture(short: bool) -> Iterator[Figure]:
    yield read_all(20_000 if short else 100_000)


if __name__ == "__main__":
    figure = read_all(int(sys.argv[1]))
    print(figure, *figure.faults, sep="\n")
