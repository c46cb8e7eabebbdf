"""What long work is given: a way to tell how far it is, and one to learn that it must stop."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[float], None]  # told the fraction done
IsCancelled = Callable[[], bool]  # soon after it turns true, the work must raise Cancelled
