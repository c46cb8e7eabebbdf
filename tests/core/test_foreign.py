"""A file that cannot be opened here is called by its kind, with what to do about it."""

from __future__ import annotations

import gzip
import io
import pickle
import sqlite3
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import NnfsError, read_data
from nnfs_core.files.foreign import foreign_kind
from nnfs_core.formats import NETWORKS, NPY, NPZ, TABLES, recognised
from nnfs_core.project.batch import Batch
from tests.sample_files import write_sample

BATCH = Batch(np.eye(2))


def zipped(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "x")
    return file.getvalue()


def in_tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("some.csv"))
    return file.getvalue()


KINDS = {
    "an Office document, but no workbook": zipped("[Content_Types].xml"),
    "a document of LibreOffice": zipped("mimetype"),
    "a Keras model": zipped("metadata.json"),
    "a PyTorch file": zipped("model/data.pkl"),
    "an archive of files": in_tar(),
    "a Python pickle": pickle.dumps([1, 2, 3]),
    "a MATLAB file": b"MATLAB 5.0 MAT-file, Platform: GLNXA64".ljust(124) + b"\0\1IM",
    "an HDF5 file": b"\x89HDF\r\n\x1a\n" + bytes(8),
    "a NetCDF file": b"CDF\x01" + bytes(8),
    "an SPSS file": b"$FL2@(#) SPSS DATA FILE" + bytes(8),
    "a Stata file": b"<stata_dta><header><release>118</release>",
    "an R data file": b"RDX3\nX\n\0\0\0\3",
    "a Feather file of version 1": b"FEA1\0\0\0\0\x15\x04",
    "an SQLite database": b"SQLite format 3\0" + bytes(84),
    "a picture": b"BM\x36\0\0\0\0\0\0\0",
    "a PDF document": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
    "a packed file": b"7z\xbc\xaf\x27\x1c\0\4",
    "a program": b"\x7fELF\2\1\1",
    "a recording or a picture": b"RIFF\x24\0\0\0WAVE",
    "a SAS file": bytes(12) + b"\xc2\xea\x81\x60\xb3\x14\x11\xcf" + bytes(100),
    "an ORC file": b"ORC\x0a\x03\0\0\0",
    "an Access database": b"\0\1\0\0Standard Jet DB\0",
    "a FITS file": b"SIMPLE  =                    T / conforms to FITS standard",
    "a DICOM picture": bytes(128) + b"DICM\2\0",
    "a recording": b"ID3\3\0\0\0\0\0",
    "a language model": b"GGUF\3\0\0\0",
    "a TensorFlow Lite model": b"\x1c\0\0\0TFL3",
    "a document of an office": b"{\\rtf1\\ansi",
    "a Numbers document": zipped("Index/Document.iwa"),
    "only a pointer": b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
    "a web page": b"\n\n<!DOCTYPE html>\n<html><head><title>iris.csv</title>",
    "an XML document": b'\xef\xbb\xbf<?xml version="1.0"?>\n<data/>',
    "a Jupyter notebook": b'{\n "cells": [\n  {\n   "cell_type": "code"}]}',
}
MORE = {
    "a MATLAB file": b"MATLAB 7.3 MAT-file, Platform: GLNXA64".ljust(512) + b"\x89HDF",
    "a Stata file": b"\x72\2\1\0" + bytes(100),
    "a SAS file": b"HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!000000000000",
    "an R data file": b"X\n\0\0\0\3\0\4\2\1",
    "a recording or a picture": b"\0\0\0\x18ftypheic",
}


@pytest.mark.parametrize("suffix", [".csv", ".npy", ".nnfs", ".safetensors", ""])
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_another_kind_is_called_so_by_whatever_name(
    tmp_path: Path, kind: str, suffix: str
) -> None:
    path = tmp_path / f"some{suffix}"
    path.write_bytes(KINDS[kind])
    with pytest.raises(NnfsError) as refused:
        read_data(path)
    assert str(refused.value).startswith(f"some{suffix} is {kind}")
    assert "; " in str(refused.value)  # what to do


@pytest.mark.parametrize("kind", MORE)
def test_older_and_newer_files_of_a_kind_are_known_too(kind: str) -> None:
    found = foreign_kind(MORE[kind])
    assert found is not None
    assert found[0].startswith(kind)


def test_a_real_database_is_one(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "some.db") as database:
        database.execute("create table flowers (length real)")
    with pytest.raises(NnfsError, match="is an SQLite database"):
        recognised(tmp_path / "some.db")


@pytest.mark.parametrize(
    "text",
    [
        *("BMI,age\n1,2\n", "PAR1,PAR2\n1,2\n", "MZ;II\n1;2\n", "RIFF\n1\n", "GIF8,Obj\n1,2\n"),
        *("ORC\n1\n", "GGUF,A\n1,2\n", "aftyp,b\n1,2\n"),
    ],
)
def test_a_table_whose_names_begin_like_another_kind_is_a_table(tmp_path: Path, text: str) -> None:
    path = tmp_path / "some.csv"
    path.write_text(text)
    assert recognised(path) is TABLES
    assert read_data(path).n_samples == 1


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "Z"]), max_size=5))
def test_no_short_word_is_taken_for_another_kind(word: str) -> None:
    assert foreign_kind(f"{word},b\n1,2\n".encode()) is None


def test_arrays_are_known_by_whatever_name(tmp_path: Path) -> None:
    for name, kind in (("good.npy", NPY), ("good.npz", NPZ)):
        write_sample(tmp_path / name, BATCH)
        assert recognised(tmp_path / name) is kind
        for other in ("some.csv", "some", "some.zip"):
            (tmp_path / other).write_bytes((tmp_path / name).read_bytes())
            assert read_data(tmp_path / other).inputs.tolist() == [[1, 0], [0, 1]]


def test_a_name_tells_what_the_content_does_not(tmp_path: Path) -> None:
    (tmp_path / "some.log").write_text("1,2\n")
    assert recognised(tmp_path / "some.log", TABLES) is TABLES
    assert recognised(tmp_path / "some.log", NETWORKS) is NETWORKS
    with pytest.raises(NnfsError, match="is of no known format"):
        recognised(tmp_path / "some.log")


@pytest.mark.parametrize(
    "kind", ["a document of LibreOffice", "an archive of files", "a Python pickle"]
)
def test_what_lies_packed_is_called_by_its_kind(tmp_path: Path, kind: str) -> None:
    (tmp_path / "some.csv.gz").write_bytes(gzip.compress(KINDS[kind]))
    with pytest.raises(NnfsError, match=rf"^some\.csv\.gz is {kind}"):
        read_data(tmp_path / "some.csv.gz")
