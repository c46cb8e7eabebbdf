"""This module says how the names of files with tables end, also of packed ones."""

from __future__ import annotations

from pathlib import Path

from nnfs_core.files.unpacking import PACKED_SUFFIXES

TABLE_SUFFIXES = (".csv", ".tsv", ".txt", ".data", ".dat", ".tab")
ARFF_SUFFIXES = (".arff",)
JSON_SUFFIXES = (".json", ".jsonl", ".ndjson")
SVM_SUFFIXES = (".svm", ".libsvm", ".svmlight")
TEXT_SUFFIXES = (*TABLE_SUFFIXES, *ARFF_SUFFIXES, *JSON_SUFFIXES, *SVM_SUFFIXES)
WORKBOOK_SUFFIXES = (".xlsx", ".xls", ".ods", ".xlsm", ".xlsb")
COLUMNAR_SUFFIXES = (".parquet", ".pq", ".feather", ".arrow")

ARCHIVE_SUFFIX = ".zip"
PACKING_SUFFIXES = (*PACKED_SUFFIXES, ARCHIVE_SUFFIX)


def is_called(path: Path, *suffixes: str) -> bool:
    """True where a file's name ends so, be it packed or not."""
    packed = (each + more for each in suffixes for more in PACKING_SUFFIXES)
    return path.name.lower().endswith((*suffixes, *packed))
