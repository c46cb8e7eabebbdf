"""This module tells files of other kinds by their first bytes, and what to do with them here."""

from __future__ import annotations

import re
from codecs import BOM_UTF8

from nnfs_core.errors import NnfsError

HEAD_BYTES = 512  # of a file, which tell its kind
LONG = 7  # bytes of letters that no name of a feature is

Kinds = tuple[tuple[tuple[bytes, ...], str, str], ...]  # what marks each, what it is, what to do

_AS_CSV = "save the table in it as CSV and open that"
_AS_PIXELS = "put the numbers of its pixels into a table or an array and open that"
_OTHER_FILE = "choose a file of data or a network"
_AS_ARRAYS = "save its arrays with numpy.savez and open that"
_ZIP, _HDF5, _RIFF = b"PK\x03\x04", b"\x89HDF\r\n\x1a\n", b"RIFF"

_KINDS: Kinds = (
    ((b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05"),
     "a Python pickle, which only a program could read", _AS_ARRAYS),
    ((b"MATLAB 5.0 MAT",), "a MATLAB file", "read it with scipy.io.loadmat and " + _AS_ARRAYS),
    ((b"MATLAB 7.3 MAT",), "a MATLAB file", "read it with h5py and " + _AS_ARRAYS),
    ((_HDF5,), "an HDF5 file, as Keras and MATLAB 7.3 write them", _AS_ARRAYS),
    ((b"CDF\x01", b"CDF\x02", b"CDF\x05"), "a NetCDF file", _AS_ARRAYS),
    ((b"$FL2@(#)", b"$FL3@(#)"), "an SPSS file", "in SPSS or by pandas.read_spss " + _AS_CSV),
    ((b"<stata_dta>", *(bytes([version, order, 1, 0]) for version in range(104, 116)
                        for order in (1, 2))),
     "a Stata file", "in Stata or by pandas.read_stata " + _AS_CSV),
    ((bytes(12) + b"\xc2\xea\x81\x60", b"HEADER RECORD*******LIB"),
     "a SAS file", "in SAS or by pandas.read_sas " + _AS_CSV),
    ((b"RDX2\nX\n", b"RDX3\nX\n", b"RDA2\nA\n", b"RDA3\nA\n", b"X\n\0\0\0\2", b"X\n\0\0\0\3"),
     "an R data file", "write its table in R with write.csv and open that"),
    ((b"FEA1",), "a Feather file of version 1", _AS_CSV),
    ((b"Obj\x01",), "an Avro file", _AS_CSV),
    ((b"ORC",), "an ORC file", "by pandas.read_orc " + _AS_CSV),
    ((b"\0\1\0\0Standard ",), "an Access database", _AS_CSV),
    ((b"SIMPLE  =",), "a FITS file", "read it with astropy and " + _AS_ARRAYS),
    ((b"SQLite format 3\0",), "an SQLite database", _AS_CSV),
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"8BPS\0\1"),
     "a picture", _AS_PIXELS),
    ((b"%PDF-1.", b"%PDF-2."), "a PDF document",
     "copy its table into a spreadsheet and " + _AS_CSV),
    ((b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x04\x22\x4d\x18",
      b"LZIP\1", b"\x1f\x9d", b"\x5d\0\0"),
     "a packed file", "unpack it and open what was in it"),
    ((b"OggS\0", b"fLaC\0", b"ID3\2", b"ID3\3", b"ID3\4", b"\x1a\x45\xdf\xa3"),
     "a recording", _OTHER_FILE),
    ((b"GGUF",), "a language model", _OTHER_FILE),
    ((b"{\\rtf1\\",), "a document of an office", _AS_CSV),
    ((b"version https://git-lfs.github.com",), "only a pointer to the file, which Git LFS keeps",
     "fetch it with git lfs pull, or download the file itself"),
    ((b"\x7fELF", b"MZ"), "a program", _OTHER_FILE),
)  # fmt: skip

# What marks each kind further in.
_INSIDE: tuple[tuple[int, bytes, str, str], ...] = (
    (257, b"ustar", "an archive of files", "unpack it and open the one that you want"),
    (128, b"DICM", "a DICOM picture", _AS_PIXELS),
    (4, b"ftyp", "a recording or a picture", _OTHER_FILE),
    (4, b"TFL3", "a TensorFlow Lite model", _OTHER_FILE),
)

# Of a text, what it begins with behind blanks, in any case.
_TEXTS = (
    (re.compile(rb"<!doctype html|<html", re.IGNORECASE), "a web page",
     "download the file that it shows, on GitHub by Raw"),
    (re.compile(rb"<\?xml|<svg", re.IGNORECASE), "an XML document", _AS_CSV),
    (re.compile(rb'\{\s*"cells"\s*:\s*\['), "a Jupyter notebook",
     "save its table in it as CSV and open that"),
)  # fmt: skip

# Of a zip, what the name of the first file in it begins with.
_IN_ZIP: Kinds = (
    (
        (b"[Content_Types].xml", b"_rels/", b"xl/", b"docProps/"),
        "an Office document, but no workbook",
        "copy its table into a spreadsheet, save that, and open it",
    ),
    ((b"mimetype",), "a document of LibreOffice or another office", _AS_CSV),
    ((b"metadata.json", b"config.json", b"model.weights.h5"), "a Keras model", _AS_ARRAYS),
    ((b"Index/",), "a Numbers document", "export its table as CSV and open that"),
)
_PYTORCH = (
    "a PyTorch file, a pickle that only a program could read",
    ("save its state with safetensors and open that"),
)


def foreign_kind(head: bytes) -> tuple[str, str] | None:
    """What a file of another kind is, and what can be done; None for one that may open here.

    head: the first HEAD_BYTES of the file, or all of it.
    """
    if head.startswith(_ZIP):
        name = first_in_zip(head)
        return _PYTORCH if name.endswith(b"data.pkl") else _first_of(_IN_ZIP, name)
    is_text = _is_text(head)
    if head.startswith(_RIFF) and not is_text:
        return "a recording or a picture", _OTHER_FILE
    for place, mark, kind, advice in _INSIDE:
        if head.startswith(mark, place) and not is_text:
            return kind, advice
    start = head.removeprefix(BOM_UTF8).lstrip()
    for pattern, kind, advice in _TEXTS:
        if pattern.match(start):
            return kind, advice
    return _first_of(_KINDS, head, is_text=is_text)


def first_in_zip(head: bytes) -> bytes:
    """What the first file in an archive is called; empty in any other file."""
    if not head.startswith(_ZIP):
        return b""
    return head[30 : 30 + int.from_bytes(head[26:28], "little")]


def refuse_foreign(head: bytes, file_name: str) -> None:
    """Raise NnfsError that names the kind of a file which cannot be opened here."""
    found = foreign_kind(head)
    if found is not None:
        kind, advice = found
        raise NnfsError("{name} is {kind}; {advice}.")(file_name, kind, advice)


def _first_of(kinds: Kinds, start: bytes, *, is_text: bool = False) -> tuple[str, str] | None:
    """The first kind that begins so; of a text, such as a table whose first feature is called BMI,
    only a mark that no table begins with."""
    for marks, kind, advice in kinds:
        for mark in marks:
            if start.startswith(mark) and not (is_text and len(mark) < LONG and mark.isascii()):
                return kind, advice
    return None


def _is_text(head: bytes) -> bool:
    """True where no byte stands that no text has."""
    return not any(byte < 9 for byte in head[:64])
