"""How NumPy's BLAS is to behave; it reads this when NumPy loads it, so this is imported first."""

from __future__ import annotations

import os

# Its threads look out for more work for 2^20 clock ticks, well under a millisecond, and then sleep.
# By default they spin 60 times as long, and take the cores from the threads of a forward pass.
os.environ.setdefault("OPENBLAS_THREAD_TIMEOUT", "20")
