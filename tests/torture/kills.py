"""Starts real processes quickly, and ends them by kill -9 at a moment that nobody chose."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from typing import Any

PATIENCE = 60  # seconds for a process to begin

# Each process comes from one that has loaded what takes long to load, and nothing else.
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["nnfs_core", "tests.torture.saves", "tests.torture.autosaves"])

Tell = Callable[[int], None]


def killed(seconds: float, act: Callable[..., None], *arguments: Any) -> int:
    """Kill a process so long after it began to do `act(tell, *arguments)`; the number told last.

    `tell(number)` is heard even if the process is killed right afterwards. An act begins with
    telling -1, and does not end.
    """
    ours, its = processes.Pipe(duplex=False)
    process = processes.Process(target=act, args=(its.send, *arguments), daemon=True)
    process.start()
    its.close()
    last = None
    try:
        assert ours.poll(PATIENCE), "the process does not begin"
        last = ours.recv()
        time.sleep(seconds)
        process.kill()
        while True:
            last = ours.recv()
    except EOFError:
        assert last is not None, "the process ended by itself"
        return last
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()
