"""Fixtures that the core's tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nnfs_core import rows


@pytest.fixture(scope="module")
def small_blocks() -> Iterator[None]:
    """Blocks of three rows, so that small batches have several of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows, "MAX_BLOCK_ROWS", 3)
        yield
