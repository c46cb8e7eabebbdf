"""Reads files that are large but harmless: memory and work may grow with their size, no faster.

Work is counted in calls, not in seconds.
"""

from __future__ import annotations

import json
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from nnfs_core import Batch, NnfsError, Project
from nnfs_core.formats import FORMATS, TABLES
from tests.torture.figures import Figure
from tests.torture.readers import READERS, Read

SLACK = 50 * 10**6  # bytes
# One suffix of each format, and what else comes from outside and needs no window.
# Tables of all formats are known by their content alone.
NAMED = [format for format in FORMATS if format is TABLES or format.look is not TABLES.look]
KINDS = [*(format.suffixes[0] for format in NAMED), ".toml", ".clipboard", ".journal"]


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
    "a letter at the end": lambda n: b"1\n" * (n // 2) + b"x\n",
    "a quote at the end": lambda n: b"1\n" * (n // 2) + b'"1\n',
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


def check(kind: str, content: str, n_bytes: int, folder: Path) -> None:
    """Read a content of so many bytes and one of twice as many, named as a kind of file."""
    small, large = folder / f"small{kind}", folder / f"large{kind}"
    small.write_bytes(LARGE[content](n_bytes))
    large.write_bytes(LARGE[content](2 * n_bytes))
    assert_bounded(READERS[kind], small, large)


def torture(short: bool) -> Iterator[Figure]:
    """Nothing when short, for the tests do the same with fewer bytes."""
    for n_bytes in [] if short else [50_000, 500_000]:
        faults = []
        with tempfile.TemporaryDirectory() as folder:
            for kind in KINDS:
                for content in LARGE:
                    try:
                        check(kind, content, n_bytes, Path(folder))
                    except AssertionError as error:
                        faults.append(f"{content} as {kind}, {n_bytes:,} bytes: {error}")
        done = f"{len(LARGE)} contents of {n_bytes:,} bytes and twice as many as {' '.join(KINDS)}"
        yield Figure(done, "", f"{len(faults)} beyond memory or work", tuple(faults))
