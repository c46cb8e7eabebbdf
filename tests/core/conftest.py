"""Fixtures that the core's tests share."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nnfs_core.matrix import block_sizes


@pytest.fixture(scope="module")
def small_blocks() -> Iterator[None]:
    """Blocks of three rows, so that small batches have several of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block_sizes, "MAX_BLOCK_ROWS", 3)
        yield


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of this computer can reach, unlike those of tmp_path."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield Path(name)


@pytest.fixture
def make_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a table of text, or of bytes as they are."""

    def make(text: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / "table.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return make
