"""This module tells files of other kinds by their first bytes, and what to do with them here."""

from __future__ import annotations

from nnfs_core.errors import NnfsError

HEAD_BYTES = 512  # of a file, which tell its kind
LONG = 7  # bytes of letters that no name of a feature is

Kinds = tuple[tuple[tuple[bytes, ...], str, str], ...]  # what marks each, what it is, what to do

_AS_CSV = "save the table in it as CSV and open that"
_AS_ARRAYS = "save its arrays with numpy.savez and open that"
_ZIP, _HDF5, _RIFF = b"PK\x03\x04", b"\x89HDF\r\n\x1a\n", b"RIFF"

_KINDS: Kinds = (
    ((b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05"),
     "a Python pickle, which only a program could read", _AS_ARRAYS),
    ((b"MATLAB 5.0 MAT",), "a MATLAB file", "read it with scipy.io.loadmat and " + _AS_ARRAYS),
    ((_HDF5,), "an HDF5 file, as Keras and MATLAB 7.3 write them", _AS_ARRAYS),
    ((b"CDF\x01", b"CDF\x02"), "a NetCDF file", _AS_ARRAYS),
    ((b"$FL2@(#)", b"$FL3@(#)"), "an SPSS file", _AS_CSV),
    ((b"<stata_dta>",), "a Stata file", _AS_CSV),
    ((b"RDX2\nX\n", b"RDX3\nX\n", b"RDA2\nA\n", b"RDA3\nA\n"), "an R data file", _AS_CSV),
    ((b"FEA1",), "a Feather file of version 1", _AS_CSV),
    ((b"Obj\x01",), "an Avro file", _AS_CSV),
    ((b"SQLite format 3\0",), "an SQLite database", _AS_CSV),
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*"), "a picture",
     "put the numbers of its pixels into a table or an array and open that"),
    ((b"%PDF-1.", b"%PDF-2."), "a PDF document",
     "copy its table into a spreadsheet and " + _AS_CSV),
    ((b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x04\x22\x4d\x18"),
     "a packed file", "unpack it and open what was in it"),
    ((b"\x7fELF", b"MZ"), "a program", "choose a file of data or a network"),
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
)
_PACKED = "an archive of files", "unpack it and open the one that you want"
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
    if head.startswith(_RIFF) and not _is_text(head):
        return "a recording or a picture", "choose a file of data or a network"
    if head[257:262] == b"ustar":
        return _PACKED
    return _first_of(_KINDS, head, is_text=_is_text(head))


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
