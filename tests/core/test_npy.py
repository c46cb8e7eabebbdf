"""NumPy's files: any array of numbers opens to the same bits, and anything else is refused."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnfs_core.arrays import AnyArray, same_bits
from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.files import npy
from nnfs_core.files.array_batch import ArrayChoice
from nnfs_core.files.array_files import look_at_arrays
from nnfs_core.files.array_writing import write_as_npy
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.batch import Batch
from tests.core.refusals import refusal_of_file
from tests.core.tables import read_batch

ROOT = Path(__file__).parents[2]
DOUBLE = np.dtype(np.float64)
NUMBERS = hnp.arrays(
    st.sampled_from([f"{order}{kind}" for order in "<>" for kind in ("f2", "f4", "f8", "i4", "u8")])
    | st.sampled_from(["?", "i1", "u1"]),
    st.tuples(st.integers(0, 9), st.integers(0, 4)) | st.tuples(st.integers(0, 9)),
)


def opened(path: Path, dtype: np.dtype[Any] = DOUBLE) -> AnyArray:
    found = look_at_arrays(path)
    return read_batch(found, ArrayChoice(found.arrays[0]), dtype).inputs


def header_of(text: str, version: bytes = b"\x01\x00") -> bytes:
    size = 2 if version[0] == 1 else 4
    return npy.MAGIC + version + len(text).to_bytes(size, "little") + text.encode("latin-1")


def refusal_of(path: Path, content: bytes) -> str:
    """The sentence that a file is refused with."""
    path.write_bytes(content)
    return refusal_of_file(look_at_arrays, path)


@given(NUMBERS, st.booleans(), st.sampled_from(["f2", "f4", "f8"]))
def test_what_numpy_saves_opens_to_the_same_numbers(
    tmp_path_factory: pytest.TempPathFactory, array: AnyArray, fortran: bool, precision: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "some.npy"
    np.save(path, np.asfortranarray(array) if fortran else array)
    matrix = array.reshape(-1, 1) if array.ndim == 1 else array
    with np.errstate(all="ignore"):
        expected = matrix.astype(precision)
    assert same_bits(opened(path, np.dtype(precision)), expected)


@settings(max_examples=50)
@given(
    hnp.arrays(
        st.sampled_from([np.float16, np.float32, np.float64, np.int64]),
        st.tuples(st.integers(0, 9), st.integers(0, 4)),
    )
)
def test_numpy_reads_what_is_written_bit_for_bit(
    tmp_path_factory: pytest.TempPathFactory, matrix: AnyArray
) -> None:
    path = tmp_path_factory.getbasetemp() / "some.npy"
    write_as_npy(path, Batch(Rows.of(matrix)))
    assert same_bits(np.load(path), matrix)
    assert path.read_bytes().index(b"\n") % 64 == 63  # the numbers are aligned


@pytest.mark.parametrize(
    ("array", "fault"),
    [
        (np.array([None, 1]), "holds Python objects, which only a program could read"),
        (np.array([["a", "b"]]), "holds text, not plain numbers"),
        (np.array([[b"a"]]), "holds text"),
        (np.array([[1j]]), "holds complex numbers"),
        (np.zeros(3, "M8[s]"), "holds dates"),
        (np.zeros(3, "m8[s]"), "holds spans of time"),
        (np.zeros(3, "V8"), "holds raw bytes"),
        (np.zeros(3, [("length", "f8"), ("width", "f8")]), "holds records of several fields"),
        (np.zeros(3, np.longdouble), "numbers of 16 bytes each"),
        (
            np.asfortranarray(np.zeros((2, 3, 4))),
            "holds an array of shape (2, 3, 4), but a batch has two dimensions",
        ),
        (np.array(3.0), "holds one number, but a batch has two dimensions"),
        (np.zeros((0, 2**20 + 1)), "has 1,048,577 features, but at most 1,048,576 can be opened"),
    ],
)
def test_an_array_that_is_no_batch(tmp_path: Path, array: AnyArray, fault: str) -> None:
    if "16 bytes" in fault and array.itemsize != 16:
        pytest.skip("no number is as long here")
    np.save(tmp_path / "source.npy", array)
    assert fault in refusal_of(tmp_path / "some.npy", (tmp_path / "source.npy").read_bytes())


@pytest.mark.parametrize(
    ("shape", "fault"),
    [
        ("(-1, 4)", "has an impossible shape"),
        ("(3.5, 4)", "header cannot be read"),
        ("(3, 4", "header cannot be read"),
        (f"({'9' * 5000},)", "has an impossible shape"),
        (f"({2**62}, {2**62})", "is cut short: its array of shape"),
        (f"({2**63},)", "has an impossible shape"),
        (f"({2**62}, 0)", "samples have no feature"),
        (f"(0, {2**62})", "features, but at most 1,048,576"),
        (f"({','.join(['1'] * 65)})", "has an impossible shape"),
        ("(3 4)", "has an impossible shape"),
        ("(1, 2, 8)", "is cut short"),
        ("(,)", "has an impossible shape"),
    ],
)
def test_a_shape_that_cannot_be(tmp_path: Path, shape: str, fault: str) -> None:
    text = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}\n"
    data = b"" if "0)" in shape or "(0" in shape else b"\0" * 64
    assert fault in refusal_of(tmp_path / "some.npy", header_of(text) + data)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[" * 60_000,
        "{" * 60_000,
        "{'descr': " + "(" * 50_000,
        "{'descr': '<f8', 'fortran_order': False}",
        "{'descr': '<f8', 'fortran_order': 0, 'shape': (2, 4)}",
        "{'descr': <f8, 'fortran_order': False, 'shape': (2, 4)}",
        "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (2, 4)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 4)} + __import__('os')",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 4), 'more': 1}",
        "{'descr': '<f8' 'fortran_order': False, 'shape': (2, 4)}",
        "{'descr': '<f8', 'fortran_order': '<f8', 'shape': (2, 4)}",
        "{'descr': True, 'fortran_order': False, 'shape': (2, 4)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': [2, 4]}",
    ],
)
def test_a_header_that_makes_no_sense(tmp_path: Path, text: str) -> None:
    assert "header cannot be read" in refusal_of(
        tmp_path / "some.npy", header_of(text) + b"\0" * 64
    )


@pytest.mark.parametrize("descr", ["<f3", "f", "q9", "<i16", "float64", "", "<b8", "|O", "<U5"])
def test_a_type_that_is_unknown(tmp_path: Path, descr: str) -> None:
    text = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': (2, 4), }}"
    assert "holds " in refusal_of(tmp_path / "some.npy", header_of(text) + b"\0" * 64)


def test_headers_of_other_writers_are_read(tmp_path: Path) -> None:
    numbers = np.arange(8.0).reshape(2, 4)
    for text, version in (
        ("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 4)}", b"\x01\x00"),
        ('{"shape":(2,4),"fortran_order":False,"descr":"<f8"}\n', b"\x02\x00"),
        ("{'shape': (2L, 4L), 'descr': '<f8', 'fortran_order': False, }   \n", b"\x03\x00"),
    ):
        (tmp_path / "some.npy").write_bytes(header_of(text, version) + numbers.tobytes())
        assert opened(tmp_path / "some.npy").tolist() == numbers.tolist()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is empty"),
        (npy.MAGIC, "is cut short"),
        (npy.MAGIC + b"\x01\x00\xff", "is cut short"),
        (npy.MAGIC + b"\x09\x00" + b"\0" * 20, "is of version 9.0 of the .npy format"),
        (npy.MAGIC + b"\x02\x00\xff\xff\xff\xff" + b" " * 99, "its header would be 4.3 GB long"),
        (npy.MAGIC + b"\x01\x00\xff\xff" + b" " * 99, "is cut short"),
        (b"x,y\n1,2\n", "is not a .npy file"),
        (b"PK\x03\x04" + b"\0" * 30, "is damaged"),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, content: bytes, fault: str) -> None:
    assert fault in refusal_of(tmp_path / "some.npy", content)


def test_a_file_cut_short_or_with_more_behind_it(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.ones((100, 5)))
    content = (tmp_path / "a.npy").read_bytes()
    assert refusal_of(tmp_path / "some.npy", content[:-1000]) == (
        "some.npy is cut short: its array of shape (100, 5) takes 4.0 kB, but only 3.0 kB are "
        "there."
    )
    assert "more than one array: 4.1 kB follow" in refusal_of(tmp_path / "some.npy", content * 2)


def test_refusing_takes_no_memory_to_speak_of(tmp_path: Path) -> None:
    text = f"{{'descr': '<f8', 'fortran_order': True, 'shape': ({2**30}, {2**10}), }}"
    tracemalloc.start()
    refusal_of(tmp_path / "some.npy", header_of(text) + b"\0" * 64)
    refusal_of(tmp_path / "some.npy", header_of("{" * 60_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2**20


@settings(max_examples=300)
@given(st.lists(st.tuples(st.integers(0, 127), st.integers(0, 255)), min_size=1, max_size=4))
def test_a_header_with_some_bytes_changed_opens_or_is_refused(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    np.save(folder / "good.npy", np.arange(6.0).reshape(2, 3))
    content = bytearray((folder / "good.npy").read_bytes())
    for place, value in changes:
        content[place] = value
    (folder / "fuzz.npy").write_bytes(content)
    sentence = "."
    try:
        opened(folder / "fuzz.npy")
    except NnfsError as error:
        sentence = str(error)
    assert sentence.endswith(".")


def test_a_cancelled_export_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.npy"
    path.write_bytes(b"old")
    with pytest.raises(Cancelled):
        write_as_npy(path, Batch(np.ones((9, 2))), cancelled=lambda: True)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.npy"]


FILL = """
import resource, sys
import numpy as np
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.batch import Batch
from nnfs_core.errors import NnfsError
from nnfs_core.formats import write_data
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    write_data(sys.argv[1], Batch(np.ones((100_000, 2))))
except NnfsError as error:
    print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
@pytest.mark.parametrize("name", ["a.npy", "a.safetensors", "a.csv"])
def test_a_file_that_may_not_grow_leaves_nothing_of_an_export(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(tmp_path / name)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.startswith(f"{name} was not saved: it is larger than a file may be there")
    assert (tmp_path / name).read_bytes() == b"old"
    assert os.listdir(tmp_path) == [name]


def test_a_full_disk_leaves_nothing_of_an_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NnfsError, match=r"a.npy was not saved: the disk of .* is full; make room"):
        write_as_npy(tmp_path / "a.npy", Batch(np.ones((9, 2))))
    assert os.listdir(tmp_path) == []
