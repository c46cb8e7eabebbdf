"""Reading a file that is large but harmless takes little memory, and work that grows with its size.

Every format of the table takes part: with texts that are large in a way of their own, and with
batches that it writes itself. Work is counted in calls, not in seconds.
"""

from __future__ import annotations

import json
import os
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnfs_core import Batch, Dense, Network, NnfsError, Project, ReLU
from nnfs_core.files.layer_text import layer_from_text
from nnfs_core.files.tables.targets import number_targets
from nnfs_core.formats import FORMATS, Format
from nnfs_core.learning.lessons.reading import read_lesson
from nnfs_core.matrix.rows import Rows

SLACK = 50 * 10**6  # bytes
N = 6_000  # bytes of a small file; a large one has twice as many

Read = Callable[[Path], object]


def read_with(format: Format) -> Read:
    def read(path: Path) -> object:
        look = format.look(path)
        return format.read(look, format.suggested(look)).content

    return read


def read_layer(path: Path) -> object:
    return layer_from_text(path.read_text("latin-1"))


READERS: dict[str, Read] = {
    **{format.suffixes[0]: read_with(format) for format in FORMATS},
    ".toml": read_lesson,
    ".clipboard": read_layer,
}


def tensor_file(header: bytes, data: bytes = b"") -> bytes:
    return len(header).to_bytes(8, "little") + header + data


def project_file(n_columns: int = 1, **texts: Any) -> bytes:
    schema = {
        "version": 1,
        "precision": "float64",
        "layers": [],
        "batch": {"columns": ["a"] * n_columns},
        **texts,
    }
    tensor = {"dtype": "F64", "shape": [1, n_columns], "data_offsets": [0, 8 * n_columns]}
    header = {"__metadata__": {"nnfs": json.dumps(schema)}, "batch.inputs": tensor}
    return tensor_file(json.dumps(header).encode(), bytes(8 * n_columns))


def numbered(n: int, text: str) -> bytes:
    """About `n` bytes of `text`, with another number in the place of each #."""
    return "".join(text.replace("#", str(at)) for at in range(n // len(text))).encode()


EMPTY = '"#":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},'

# What may be large in a file: `n` is about how many bytes it has.
LARGE: dict[str, Callable[[int], bytes]] = {
    "one letter": lambda n: b"a" * n,
    "numbers": lambda n: b"1," * (n // 2) + b"1",
    "commas": lambda n: b"," * n,
    "rows": lambda n: b"x,y\n" + b"1.5,2\n" * (n // 6),
    "lines": lambda n: b"1\n" * (n // 2),
    "wide rows": lambda n: (b"1," * 999 + b"1\n") * (n // 2000 + 2),
    "a row wider than others": lambda n: b"1,2\n" * 9 + b"," * n,
    "quotes": lambda n: b'"' * n,
    "a quoted cell": lambda n: b'x,y\n1,2\n"' + b"a\n" * (n // 2) + b'",2\n',
    "different texts": lambda n: b"x,y\n" + numbered(n, "#,t#\n"),
    "names alike": lambda n: b"a," * (n // 4) + b"a\n" + b"1," * (n // 4) + b"1\n",
    "blank names": lambda n: b"," * (n // 3) + b"\n" + b"1," * (n // 3) + b"1\n",
    "brackets": lambda n: b"[" * n,
    "keys in keys": lambda n: b'{"a":' * (n // 5),
    "lists in lists": lambda n: tensor_file(b'{"a":' + b"[" * (n // 2) + b"]" * (n // 2) + b"}"),
    "empty tensors": lambda n: tensor_file(b"{" + numbered(n, EMPTY)[:-1] + b"}"),
    "keys of nothing": lambda n: tensor_file(b"{" + numbered(n, '"#":0,')[:-1] + b"}"),
    "metadata": lambda n: tensor_file(b'{"__metadata__":{"a":"' + b"x" * n + b'"}}'),
    "dimensions": lambda n: tensor_file(
        b'{"a":{"dtype":"F32","shape":[' + b"0," * (n // 2) + b'0],"data_offsets":[0,0]}}'
    ),
    "notes": lambda n: project_file(notes="x" * n),
    "layers": lambda n: project_file(layers=[{"kind": "relu"}] * (n // 16)),
    "columns": lambda n: project_file(n // 13),
    "a .npy header": lambda n: b"\x93NUMPY\x02\x00" + n.to_bytes(4, "little") + b"(" * n,
    "dots": lambda n: b"a." * (n // 2) + b"a=1",
    "dots of a table": lambda n: b"[" + b"a." * (n // 2) + b"a]",
    "tables": lambda n: numbered(n, "[a#]\n"),
    "keys": lambda n: numbered(n, "a#.b=1\n"),
    "keys below long ones": lambda n: b"[" + b"a." * 190 + b"a]\n" + numbered(n, "a#.b=1\n"),
    "a digit without end": lambda n: b"a=0x" + b"f" * n,
    "copied numbers": lambda n: (
        b'{"nnfs_layer":1,"layer":{"kind":"dense"},"arrays":{"weights":[['
        + b"0," * (n // 2)
        + b'0]],"biases":[[0]]}}'
    ),
}  # fmt: skip


def cost(read: Read, path: Path) -> tuple[int, int, int]:
    """How many calls reading takes, its peak of memory in bytes, and the size of the batch."""
    n_calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal n_calls
        n_calls += event in ("call", "c_call")

    tracemalloc.start()
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        found = read(path)
    except NnfsError as refused:
        found = refused
    finally:
        sys.setprofile(before)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    batch = found.batch if isinstance(found, Project) else found
    size = batch.inputs.nbytes if isinstance(batch, Batch) else 0
    return n_calls, peak, size


def assert_bounded(read: Read, small: Path, large: Path) -> None:
    n_small, _, _ = cost(read, small)
    n_large, peak, batch = cost(read, large)
    assert n_large <= 2.2 * n_small + 5_000, "work grows faster than the file"
    assert peak <= 2 * max(large.stat().st_size, batch) + SLACK


@pytest.mark.parametrize("content", LARGE)
@pytest.mark.parametrize("suffix", READERS)
def test_a_large_file_takes_little_memory_and_work_like_its_size(
    tmp_path: Path, suffix: str, content: str
) -> None:
    small, large = tmp_path / f"small{suffix}", tmp_path / f"large{suffix}"
    small.write_bytes(LARGE[content](N))
    large.write_bytes(LARGE[content](2 * N))
    assert_bounded(READERS[suffix], small, large)


def written(format: Format, path: Path, n_samples: int, n_features: int) -> None:
    assert format.write is not None
    batch = Batch(np.random.default_rng(0).standard_normal((n_samples, n_features)))
    if format.holds is Project:
        format.write(path, Project(Network([Dense.random(n_features, 2), ReLU()]), batch))
    else:
        format.write(path, batch, name="inputs")


@pytest.mark.parametrize("shape", [(2_000, 3), (3, 2_000), (2_000, 1)])
@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.title)
def test_what_a_format_writes_is_read_with_little_memory(
    tmp_path: Path, format: Format, shape: tuple[int, int]
) -> None:
    n_samples, n_features = shape
    wide = n_features > n_samples
    for suffix in format.written:
        small, large = tmp_path / f"small{suffix}", tmp_path / f"large{suffix}"
        written(format, small, n_samples, n_features)
        written(format, large, n_samples * (1 if wide else 2), n_features * (2 if wide else 1))
        assert_bounded(read_with(format), small, large)


def test_a_key_of_many_parts_takes_no_gigabyte(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(LARGE["dots"](40_000))
    _, peak, _ = cost(read_lesson, path)
    assert peak < 5 * 10**6


def test_more_tensors_than_anyone_has_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.safetensors"
    path.write_bytes(LARGE["empty tensors"](4 * 10**6))
    _, peak, _ = cost(READERS[".safetensors"], path)
    assert peak < 3 * path.stat().st_size
    with pytest.raises(NnfsError, match=r"more than 50,000 tensors"):
        READERS[".safetensors"](path)


def test_colons_in_names_are_no_tensors(tmp_path: Path) -> None:
    names = ["chr1:1:2:3:4"] * 60_000
    path = tmp_path / "x.nnfs"
    path.write_bytes(project_file(60_000, batch={"columns": names}))
    project = READERS[".nnfs"](path)
    assert isinstance(project, Project)
    assert project.batch.columns == tuple(names)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("suffix", [each for each in READERS if each != ".clipboard"])
def test_what_is_no_ordinary_file_is_never_waited_for(tmp_path: Path, suffix: str) -> None:
    pipe, endless = tmp_path / f"pipe{suffix}", tmp_path / f"endless{suffix}"
    os.mkfifo(pipe)
    endless.symlink_to("/dev/zero")
    for path in (pipe, endless):
        with pytest.raises(NnfsError, match=r"is not an ordinary file; choose a file\.$"):
            READERS[suffix](path)


def test_numbering_a_million_targets_takes_no_copies_of_all() -> None:
    rows = Rows.of(np.arange(10**6, dtype=np.float64).reshape(-1, 1) % 3)
    tracemalloc.start()
    try:
        numbered, _ = number_targets(rows, "classes", "y")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert numbered.array[:4, 0].tolist() == [0, 1, 2, 0]
    assert peak < 2 * 8 * 10**6
