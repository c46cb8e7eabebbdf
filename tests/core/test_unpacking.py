"""Files inside .gz, .bz2 and .xz, which open as if nobody had packed them."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from nnfs_core import Cancelled, NnfsError, read_data
from nnfs_core.files.array_files import look_at_arrays
from nnfs_core.files.unpacking import MARK_BYTES, PIECE, unpacked, unpacker
from nnfs_core.formats import NPY, TABLES, format_of

PACKERS = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}
Pack = Callable[[bytes], bytes]
each_packer = pytest.mark.parametrize(("suffix", "pack"), PACKERS.items())


def npy(array: object, folder: Path) -> bytes:
    np.save(folder / "plain.npy", np.asarray(array))
    return (folder / "plain.npy").read_bytes()


def unpack(path: Path, limit: int | None = None) -> bytes:
    found = unpacker(path.read_bytes()[:MARK_BYTES])
    assert found is not None
    file = unpacked(path, found, limit=limit)
    return file.read(0, file.n_bytes).tobytes()


@each_packer
def test_a_packed_array_opens_like_the_plain_one(tmp_path: Path, suffix: str, pack: Pack) -> None:
    path = tmp_path / f"some.npy{suffix}"
    path.write_bytes(pack(npy([[1, 2.5], [3, 4]], tmp_path)))
    assert format_of(path) is NPY
    assert read_data(path).inputs.tolist() == [[1, 2.5], [3, 4]]


@each_packer
def test_all_that_was_packed_comes_out_also_of_several_streams(
    tmp_path: Path, suffix: str, pack: Pack
) -> None:
    content = np.random.default_rng(0).bytes(3 * PIECE + 17)
    path = tmp_path / f"some{suffix}"
    path.write_bytes(pack(content) + pack(b"") + pack(content[:5]))
    assert unpack(path) == content + content[:5]


@each_packer
def test_a_damaged_file_is_refused(tmp_path: Path, suffix: str, pack: Pack) -> None:
    path, whole = tmp_path / f"some{suffix}", pack(np.random.default_rng(0).bytes(10_000))
    wrong = bytearray(whole)
    wrong[len(whole) // 2] ^= 255
    for content in (whole[:-1], whole[: len(whole) // 2], whole[:11], bytes(wrong)):
        path.write_bytes(content)
        with pytest.raises(NnfsError) as refused:
            unpack(path)
        assert str(refused.value) == f"some{suffix} is damaged: it cannot be unpacked."


@each_packer
def test_no_more_is_unpacked_than_there_is_room_for(
    tmp_path: Path, suffix: str, pack: Pack
) -> None:
    path = tmp_path / f"zeros{suffix}"
    path.write_bytes(pack(bytes(20 * PIECE)))
    with pytest.raises(NnfsError, match="unpacks to more than there is room for"):
        unpack(path, limit=10 * PIECE)
    with pytest.raises(Cancelled):
        look_at_arrays(path, cancelled=lambda: True)


def test_a_packed_file_of_another_kind_is_of_no_format_yet() -> None:
    assert format_of("some.npy.zst") is None
    assert format_of("some.csv") is TABLES
