"""Every format of the table is of use without a screen, and takes anything that is no such file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from nnfs_core import Batch, Cancelled, Dense, Network, NnfsError, Project, read_data, save
from nnfs_core.formats import FORMATS, Format, format_of
from tests.sample_files import write_sample

ROOT = Path(__file__).parents[2]
SAMPLES = Batch([[1, 2.5], [3, 4.5], [5, 6.5], [7, 8.5]], [0, 1, 0, 1], ["a", "b"])
PROJECT = Project(Network([Dense.random(2, 2)]), SAMPLES)
SUFFIXES = [suffix for format in FORMATS for suffix in format.suffixes]
every_suffix = pytest.mark.parametrize("suffix", SUFFIXES)


def good_file(folder: Path, suffix: str) -> Path:
    """A file that the format of the suffix reads."""
    path = folder / f"good{suffix}"
    if known(suffix).holds is Project:
        save(PROJECT, path)
    else:
        write_sample(path, SAMPLES)
    return path


def known(suffix: str) -> Format:
    format = format_of(f"any{suffix}")
    assert format is not None
    return format


def told(path: Path, between: Callable[[], object] = lambda: None) -> str:
    """What a file is refused with by its format, in one sentence; "Read." where it is not."""
    format = format_of(path)
    assert format is not None
    try:
        look = format.look(path)
        choice = format.suggested(look)
        between()
        opened = format.read(look, choice)
    except NnfsError as error:
        sentence = str(error)
        assert sentence.endswith(".")
        assert "\n" not in sentence
        return sentence
    assert isinstance(opened.content, Batch | Project)
    return "Read."


@every_suffix
def test_every_format_reads_a_good_file(tmp_path: Path, suffix: str) -> None:
    assert told(good_file(tmp_path, suffix)) == "Read."


@every_suffix
def test_an_empty_file_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"none{suffix}"
    path.touch()
    assert told(path).startswith(f"none{suffix} is empty")


@every_suffix
def test_a_folder_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"folder{suffix}"
    path.mkdir()
    assert told(path) == f"folder{suffix} is a folder; choose a file."


@every_suffix
def test_a_file_that_is_gone_is_refused(tmp_path: Path, suffix: str) -> None:
    gone = f"gone{suffix} is not there; choose another file."
    assert told(tmp_path / f"gone{suffix}") == gone
    (tmp_path / "file").touch()
    assert told(tmp_path / "file" / f"gone{suffix}") == gone


@every_suffix
def test_a_file_that_vanishes_between_the_look_and_the_reading_is_no_surprise(
    tmp_path: Path, suffix: str
) -> None:
    path = good_file(tmp_path, suffix)
    sentence = told(path, path.unlink)
    # A file of arrays stays open from the look on, and can be read to its end.
    assert sentence in ("Read.", f"good{suffix} is not there; choose another file.")


@every_suffix
def test_a_file_that_changes_between_the_look_and_the_reading_is_refused(
    tmp_path: Path, suffix: str
) -> None:
    path = good_file(tmp_path, suffix)
    sentence = told(path, lambda: path.write_bytes(b"1,2\n"))
    assert sentence.startswith(f"good{suffix} has changed since")


@every_suffix
@pytest.mark.skipif(os.name != "posix", reason="links and devices of POSIX")
def test_what_the_system_cannot_read_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"odd{suffix}"
    path.symlink_to(path)  # leads back to itself
    assert told(path).startswith(f"odd{suffix} cannot be read: ")
    path.unlink()
    path.symlink_to("/dev/zero")  # never ends
    assert told(path) == f"odd{suffix} is not an ordinary file; choose a file."
    path.unlink()
    if Path("/proc/self/mem").exists():
        path.symlink_to("/proc/self/mem")  # an ordinary file whose bytes nobody can read
        assert told(path).startswith(f"odd{suffix} ")
    assert "cannot be read" in told(tmp_path / f"{'x' * 300}{suffix}")
    assert "cannot be read" in told(tmp_path / f"a\0b{suffix}")
    assert "cannot be read" in told(tmp_path / f"\ud800{suffix}")


FORBIDDEN = """
import os, sys
from pathlib import Path
import nnfs_core.reading  # and with it the readers, before they may not be read, either
from nnfs_core import NnfsError
from nnfs_core.formats import format_of
if os.geteuid() == 0:
    os.setuid(65534)  # root may read anything
for path in map(Path, sys.argv[1:]):
    try:
        format_of(path).look(path)
    except NnfsError as error:
        print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_file_that_may_not_be_read_is_refused(open_folder: Path) -> None:
    paths = [good_file(open_folder, suffix) for suffix in SUFFIXES]
    for path in paths:
        path.chmod(0)
    done = subprocess.run(
        [sys.executable, "-c", FORBIDDEN, *map(str, paths)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.splitlines() == [
        f"{path.name} may not be read by you; change its permissions or choose another file."
        for path in paths
    ], done.stderr


def test_read_data_takes_what_looks_like_the_target_for_the_target(tmp_path: Path) -> None:
    flowers = tmp_path / "flowers.csv"
    flowers.write_text("length;width;species\n5,1;3,5;setosa\n7,0;3,2;versicolor\n6;3;setosa\n")
    batch = read_data(flowers)
    assert batch.columns == ("length", "width")
    assert batch.inputs.tolist() == [[5.1, 3.5], [7, 3.2], [6, 3]]
    assert batch.targets.tolist() == [0, 1, 0]
    assert batch.class_names == ("setosa", "versicolor")
    save_file({"x": np.eye(3), "y": np.arange(3)}, tmp_path / "arrays.safetensors")
    assert read_data(str(tmp_path / "arrays.safetensors")).targets.tolist() == [0, 1, 2]


def test_read_data_leaves_out_columns_that_look_like_free_text(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("who,age,y\n" + "".join(f"Person {n},{n},{n % 2}\n" for n in range(30)))
    assert read_data(path).columns == ("age",)


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".npy", ".safetensors"])
def test_read_data_tells_how_far_it_is_and_can_be_stopped(tmp_path: Path, suffix: str) -> None:
    path, fractions = good_file(tmp_path, suffix), list[float]()
    assert read_data(path, progress=fractions.append).inputs.tolist() == SAMPLES.inputs.tolist()
    assert fractions[-1] == 1
    with pytest.raises(Cancelled):
        read_data(path, cancelled=lambda: True)


@pytest.mark.parametrize("suffix", [".nnfs", ".safetensors"])
def test_read_data_refuses_a_network_and_names_what_opens_it(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"net{suffix}"
    save(PROJECT, path)
    assert told(path) == "Read."
    with pytest.raises(NnfsError) as refused:
        read_data(path)
    assert str(refused.value) == (
        f"net{suffix} holds a network, not only data; open it with nnfs_core.load."
    )


def test_read_data_names_the_formats_when_it_knows_none_for_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.docx").touch()
    with pytest.raises(NnfsError) as refused:
        read_data(tmp_path / "a.docx")
    assert str(refused.value) == (
        f"a.docx is of no known format; known names end in {', '.join(SUFFIXES)}."
    )


def test_no_two_formats_claim_the_same_files() -> None:
    assert len(set(SUFFIXES)) == len(SUFFIXES)
    assert [suffix.lower() for suffix in SUFFIXES] == SUFFIXES
    assert format_of("FLOWERS.CSV") is known(".csv")
    assert format_of("flowers") is None
