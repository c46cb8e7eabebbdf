"""Which of our functions something calls, told by a profile hook."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType

HERE = Path(__file__).parents[2]


def calls_of(act: Callable[[], object]) -> Counter[tuple[str, str]]:
    """How often `act` calls each function on this thread, by its file and its qualified name."""
    calls: Counter[tuple[str, str]] = Counter()

    def see(frame: FrameType, event: str, argument: object) -> None:
        code, path = frame.f_code, Path(frame.f_code.co_filename)
        if event == "call" and path.is_relative_to(HERE):
            calls[path.relative_to(HERE).as_posix(), code.co_qualname] += 1

    before = sys.getprofile()
    sys.setprofile(see)
    try:
        act()
    finally:
        sys.setprofile(before)
    return calls
