"""Workbooks calculate again in LibreOffice to what the app computes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from nnfs_core import KINDS, Dense, Project, ReLU
from nnfs_core.arrays import AnyArray
from nnfs_core.code.workbook import save_workbook
from nnfs_core.examples import EXAMPLES, Example
from nnfs_core.layers import Layer
from tests.core.programs import variants
from tests.core.workbooks import SPACE, Workbook
from tests.projects import INPUTS, project_of

SSCONVERT = shutil.which("ssconvert")
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for LibreOffice's own settings."""
    if SOFFICE is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is not installed: workbooks cannot be calculated again.")
        pytest.skip("LibreOffice is not installed")
    return tmp_path_factory.mktemp("libreoffice")


def recalculated(project: Project, inputs: AnyArray, folder: Path, profile: Path) -> Workbook:
    """The workbook of a project as LibreOffice calculates it, with other inputs typed in.

    It is given no result to begin with, so that each number in its file is one that it calculated.
    """
    saved, emptied = folder / "saved.xlsx", folder / "emptied.xlsx"
    save_workbook(project, saved)
    with zipfile.ZipFile(saved) as before, zipfile.ZipFile(emptied, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = _with_inputs(text, inputs)
            if name.startswith("xl/worksheets/"):
                text = re.sub(rb"</f><v>[^<]*</v>", b"</f>", text)
            after.writestr(name, text)
    subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            *("--convert-to", "xlsx"),
            *("--outdir", str(folder / "out")),
            str(emptied),
        ],
        check=True,
        capture_output=True,
    )
    return Workbook.read(folder / "out" / emptied.name)


def _with_inputs(sheet: bytes, inputs: AnyArray) -> bytes:
    """The sheet of the batch with other numbers, the same count of them."""
    tree = ElementTree.fromstring(sheet)
    cells = [cell for cell in tree.iter(f"{SPACE}c") if "t" not in cell.attrib]
    rows: dict[str, list[Any]] = {}
    for cell in cells:
        rows.setdefault(re.sub("[A-Z]", "", cell.attrib["r"]), []).append(cell)
    assert len(rows) == len(inputs)
    for row, numbers in zip(rows.values(), inputs, strict=True):
        for cell, number in zip(row[1 : 1 + len(numbers)], numbers, strict=True):
            value = cell.find(f"{SPACE}v")
            assert value is not None
            value.text = repr(float(number))
    return ElementTree.tostring(tree)


def check(project: Project, folder: Path, profile: Path, changed: AnyArray) -> None:
    n_samples = len(changed)
    book = recalculated(project, changed, folder, profile)
    wide = Project(project.network, project.batch, "float64")
    layers = [layer for layer in wide.network.layers if layer.enabled]
    names = [name for name in book.names if name != "Batch"]
    assert len(names) == len(layers)
    current = changed
    for name, layer in zip(names, layers, strict=True):
        current = layer.forward(current)
        outputs = book.outputs(name, n_samples, current.shape[1])
        expected = np.where(np.isfinite(current), current, np.nan)
        largest = max(1.0, float(np.nanmax(np.abs(expected), initial=0)))
        np.testing.assert_allclose(outputs, expected, rtol=1e-12, atol=1e-13 * largest)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_a_kind_calculates_to_what_the_app_computes(
    kind: type[Layer], tmp_path: Path, libreoffice: Path
) -> None:
    for number, layer in enumerate(variants(kind)):
        folder = tmp_path / str(number)
        folder.mkdir()
        check(project_of(np.zeros((4, 4)), layer), folder, libreoffice, INPUTS)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_an_example_calculates_to_what_the_app_computes(
    example: Example, tmp_path: Path, libreoffice: Path
) -> None:
    project = example.build()
    n_samples = min(60, project.batch.n_samples)
    inputs = project.batch.inputs[:n_samples]
    project = Project(
        project.network,
        project.batch.with_(input_rows=type(project.batch.input_rows).of(inputs), target_rows=None),
    )
    check(project, tmp_path, libreoffice, np.round(inputs[::-1] * 0.75 + 0.125, 3))


@pytest.mark.skipif(SSCONVERT is None, reason="Gnumeric is not installed")
def test_gnumeric_reads_every_formula_and_digit(tmp_path: Path) -> None:
    layers = Dense([[1.0]], [-1e16], name="O'Neil"), ReLU(name="it's")
    save_workbook(project_of([[10000000000000002.0]], *layers), tmp_path / "book.xlsx")
    ended = subprocess.run(
        [str(SSCONVERT), "--recalc", "-S", "book.xlsx", "sheet.csv"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert "Invalid" not in ended.stderr
    last = (tmp_path / "sheet.csv.2").read_text("utf-8").splitlines()[-1]
    assert last == "0,2"
