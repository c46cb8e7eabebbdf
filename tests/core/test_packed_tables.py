"""Tables of text inside .gz, .bz2, .xz and .zip, which open as if nobody had packed them."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import Batch, Cancelled, NnfsError, read_data
from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.chunks.source import opened
from nnfs_core.files.tables.chunks.suffixes import TABLE_SUFFIXES
from nnfs_core.files.tables.guessing.guess import sniff
from nnfs_core.files.tables.reading import read_table
from nnfs_core.formats import TABLES, format_of, recognised, write_data

Pack = Callable[[bytes], bytes]
TEXT = b"length,species\n1.5,setosa\n2.5,virginica\n"


def zipped(
    members: Mapping[Any, bytes] | bytes, how: int = zipfile.ZIP_DEFLATED, name: str = "some.csv"
) -> bytes:
    if isinstance(members, bytes):
        members = {name: members}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as archive:
        for each, content in members.items():
            archive.writestr(each, content)
    return file.getvalue()


PACKERS: dict[str, Pack] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": partial(lzma.compress, preset=0),
    ".zip": zipped,
}
each_packer = pytest.mark.parametrize(("suffix", "pack"), PACKERS.items())


def refused(path: Path) -> str:
    with pytest.raises(NnfsError) as found:
        read_data(path)
    return str(found.value)


@each_packer
@pytest.mark.parametrize("kind", TABLE_SUFFIXES)
def test_a_packed_table_opens_like_the_plain_one(
    tmp_path: Path, kind: str, suffix: str, pack: Pack
) -> None:
    path = tmp_path / f"flowers{kind}{suffix}"
    path.write_bytes(pack(TEXT))
    assert format_of(path) is recognised(path) is TABLES
    batch = read_data(path)
    assert batch.inputs.tolist() == [[1.5], [2.5]]
    assert batch.class_names == ("setosa", "virginica")


@each_packer
def test_a_table_is_known_by_its_content_when_its_name_does_not_tell_that_it_is_packed(
    tmp_path: Path, suffix: str, pack: Pack
) -> None:
    (tmp_path / "flowers.csv").write_bytes(pack(TEXT))
    assert read_data(tmp_path / "flowers.csv").n_samples == 2
    (tmp_path / "download").write_bytes(pack(TEXT))
    assert recognised(tmp_path / "download", TABLES) is TABLES


CELLS = st.lists(
    st.tuples(st.floats(width=64), st.sampled_from(["a", "b", 'say "c"', "d\ne"])), min_size=1
)


@given(CELLS, st.sampled_from(list(PACKERS)))
def test_what_is_written_and_packed_comes_back(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[float, str]], suffix: str
) -> None:
    folder = tmp_path_factory.mktemp("packed")
    numbers, words = zip((1.5, "a"), *cells, strict=True)
    names = tuple(dict.fromkeys(words))
    batch = Batch([[each] for each in numbers], [names.index(word) for word in words],
                  ["x"], class_names=names, target_name="species")  # fmt: skip
    write_data(folder / "plain.csv", batch)
    packed = folder / f"packed.csv{suffix}"
    packed.write_bytes(PACKERS[suffix]((folder / "plain.csv").read_bytes()))
    back = read_data(packed)
    assert np.array_equal(back.inputs, batch.inputs, equal_nan=True)
    assert back.class_names == batch.class_names
    assert back.targets.tolist() == batch.targets.tolist()


@each_packer
@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_a_packed_table_may_have_any_encoding(
    tmp_path: Path, suffix: str, pack: Pack, encoding: str
) -> None:
    path = tmp_path / f"towns.csv{suffix}"
    path.write_bytes(pack("x,town\n1,Zürich\n2,Genève\n".encode(encoding)))
    assert read_data(path).class_names == ("Zürich", "Genève")


def long_table(n_rows: int) -> bytes:
    rng = np.random.default_rng(0)
    rows = (",".join(f"{number:.6f}" for number in row) for row in rng.random((n_rows, 8)))
    return "\n".join(["a,b,c,d,e,f,g,h", *rows]).encode()


@pytest.fixture(scope="module")
def long_text() -> bytes:
    return long_table(20_000)


@each_packer
def test_a_long_packed_table_is_read_whole_and_its_look_tells_about_how_many_rows(
    tmp_path: Path, suffix: str, pack: Pack, long_text: bytes
) -> None:
    path = tmp_path / f"long.csv{suffix}"
    path.write_bytes(pack(long_text))
    guess = sniff(path)
    assert not guess.is_exact
    assert 7_000 < guess.n_rows < 25_000
    fractions: list[float] = []
    batch, _ = read_table(guess, TableChoice.suggested(guess), progress=fractions.append)
    expected = np.loadtxt(io.BytesIO(long_text), delimiter=",", skiprows=1)
    assert np.array_equal(batch.inputs, expected)
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1
    assert 0 < fractions[0] < 0.8


@each_packer
def test_reading_a_packed_table_stops_when_asked(
    tmp_path: Path, suffix: str, pack: Pack, long_text: bytes
) -> None:
    path = tmp_path / f"long.csv{suffix}"
    path.write_bytes(pack(long_text))
    guess = sniff(path)
    asked: list[bool] = []

    def stop() -> bool:
        asked.append(len(asked) > 3)
        return asked[-1]

    with pytest.raises(Cancelled):
        read_table(guess, TableChoice.suggested(guess), cancelled=stop)
    assert len(asked) == 5


@each_packer
def test_a_packed_table_that_changes_after_the_look_is_refused(
    tmp_path: Path, suffix: str, pack: Pack
) -> None:
    path = tmp_path / f"flowers.csv{suffix}"
    path.write_bytes(pack(TEXT))
    guess = sniff(path)
    path.write_bytes(pack(TEXT * 2))
    with pytest.raises(NnfsError, match="has changed since you looked at"):
        read_table(guess, TableChoice.suggested(guess))


@each_packer
def test_a_damaged_packed_table_is_refused_and_gives_no_rows(
    tmp_path: Path, suffix: str, pack: Pack, long_text: bytes
) -> None:
    path = tmp_path / f"long.csv{suffix}"
    whole = pack(long_text)
    for content in (whole[: len(whole) // 2], whole[:-1]):
        path.write_bytes(content)
        assert refused(path) == f"long.csv{suffix} is damaged: it cannot be unpacked."
    wrong = bytearray(whole)
    wrong[len(whole) // 2] ^= 16
    path.write_bytes(wrong)
    assert refused(path)  # perhaps a word among numbers, before a checksum tells


@each_packer
def test_a_table_packed_twice_is_told(tmp_path: Path, suffix: str, pack: Pack) -> None:
    path = tmp_path / f"flowers.csv{suffix}"
    path.write_bytes(pack(gzip.compress(TEXT)))
    assert refused(path) == (
        f"flowers.csv{suffix} is packed twice; unpack it and open what was in it."
    )


@each_packer
def test_an_empty_packed_table_is_told(tmp_path: Path, suffix: str, pack: Pack) -> None:
    path = tmp_path / f"none.csv{suffix}"
    path.write_bytes(pack(b""))
    assert refused(path).startswith(f"none.csv{suffix} is empty")


BOMBS = {"zeros": b"\0", "one line": b"1"}


@each_packer
@pytest.mark.parametrize("content", BOMBS)
def test_a_small_file_that_unpacks_to_much_takes_little_memory(
    tmp_path: Path, suffix: str, pack: Pack, content: str
) -> None:
    path = tmp_path / f"bomb.csv{suffix}"
    path.write_bytes(pack(BOMBS[content] * (60 * 2**20)))
    tracemalloc.start()
    try:
        sentence = refused(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert sentence
    assert peak < 40 * 2**20


def test_a_member_packed_by_bzip2_is_unpacked_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    path.write_bytes(zipped(bytes(60 * 2**20), zipfile.ZIP_BZIP2))
    tracemalloc.start()
    try:
        with opened(path) as file:
            assert len(file.read(1000)) == 1000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 25 * 2**20


def test_blank_lines_without_end_give_nothing_but_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "blank.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n1,2\n" + b"\n" * 5_000_000))
    assert read_data(path).n_samples == 1


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_the_only_table_of_an_archive_is_opened(tmp_path: Path, how: int) -> None:
    path = tmp_path / "iris.zip"
    members = {"Index": b"what is here", "iris.names": b"words, many", "data/iris.data": TEXT,
               "__MACOSX/data/._iris.data": b"\0\5", "data/.hidden.csv": b"1"}  # fmt: skip
    path.write_bytes(zipped(members, how))
    assert recognised(path) is TABLES
    assert read_data(path).n_samples == 2


def test_an_archive_of_several_tables_names_them(tmp_path: Path) -> None:
    path = tmp_path / "split.zip"
    path.write_bytes(zipped({"train.csv": TEXT, "test.csv": TEXT}))
    assert refused(path) == (
        "split.zip is an archive of several tables, train.csv, test.csv; unpack it and open the "
        "one that you want."
    )


def test_an_archive_without_a_table_names_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "notes.zip"
    path.write_bytes(zipped({"a.md": b"x", "b.md": b"x"}))
    assert refused(path) == (
        "notes.zip is an archive without a table, of a.md, b.md; unpack what you want."
    )
    path.write_bytes(zipped({}))
    assert refused(path) == "notes.zip is an empty archive; choose a file with a table in it."


def test_an_archive_that_lies_or_is_locked_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "some.zip"
    whole = zipped(TEXT, zipfile.ZIP_STORED)
    at_name = whole.rindex(b"some.csv")
    sizes = slice(at_name - 26, at_name - 22)  # of the packed member, as the list tells it
    lies = {
        "is damaged": whole[: sizes.start] + b"\xff\xff\xff\x7f" + whole[sizes.stop :],
        "is locked by a password": whole.replace(b"PK\1\2\x14\3\x14\0\0", b"PK\1\2\x14\3\x14\0\1"),
        "was packed in a way": zipped(TEXT, zipfile.ZIP_LZMA),
    }
    for sentence, content in lies.items():
        path.write_bytes(content)
        assert sentence in refused(path)
    nameless = zipped({zipfile.ZipInfo(""): TEXT})
    for content in (whole.replace(b"2.5,virginica", b"3.5,virginica"), nameless):
        path.write_bytes(content)
        assert refused(path) == "some.zip is damaged: it cannot be unpacked."
