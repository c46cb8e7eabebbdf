"""A table for spreadsheets has no name that they would compute; any other is as it is."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from nnfs_core import Batch, read_data
from nnfs_core.files.tables.spreadsheets import guarded
from nnfs_core.formats import write_data


def batch() -> Batch:
    return Batch(
        [[1.0, 2.0], [3.0, 4.0]],
        [0, 1],
        ["=1+1", "plain"],
        class_names=["=1+2", "@x"],
        target_name="class",
    )


@pytest.mark.parametrize("text", ["=1+2", "==1", "+1+2", "-2+3", "-A1", " =1+2"])
def test_what_would_be_computed_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "=", "+", "-", "@x", "-1.5", "+1", "1+2", "a=b", "'=1"])
def test_what_would_not_is_left_alone(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_a_table_for_spreadsheets_is_read_back_with_its_guards(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"batch{suffix}"
    write_data(path, batch(), for_spreadsheets=True)
    found = read_data(path)
    assert found.columns == ("'=1+1", "plain")
    assert found.class_names == ("'=1+2", "@x")
    write_data(path, batch())
    assert read_data(path).columns == ("=1+1", "plain")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_computes_nothing_of_a_table_for_spreadsheets(tmp_path: Path) -> None:
    for name, is_guarded in (("plain", False), ("guarded", True)):
        path = tmp_path / f"{name}.csv"
        write_data(path, batch(), for_spreadsheets=is_guarded)
        command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless"]
        subprocess.run(
            [*command, "--convert-to", "fods", "--outdir", str(tmp_path), str(path)],
            check=True, timeout=100, capture_output=True,
        )  # fmt: skip
        content = (tmp_path / f"{name}.fods").read_text("utf-8")
        assert ("table:formula" in content) is not is_guarded
