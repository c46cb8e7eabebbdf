"""Whatever writes a file replaces it whole, and is tried by the table of all kinds of saving."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from nnfs_core.files import atomic
from nnfs_core.files.beside import FileBeside
from tests.saving import savings

ROOT = Path(__file__).parents[2]
WRITES = re.compile(r"\b(replacing|replacing_together|write_whole)\b")
BY_ITSELF = re.compile(
    r"""\.write_(text|bytes)\(|(?<!archive.)\bopen\([^)]*["'][wax]b?\+?["']"""
    r"""|QSaveFile|QFile\(|\.save\(str\("""
)
ELSEWHERE = {"nnfs_core/code/running.py"}  # in a folder of its own, which is gone afterwards


def sources() -> dict[str, str]:
    paths = [*ROOT.glob("nnfs_core/**/*.py"), *ROOT.glob("nnfs_gui/**/*.py")]
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in paths}


def test_no_file_is_written_but_by_replacing_it_whole() -> None:
    found = {name for name, text in sources().items() if BY_ITSELF.search(text)}
    assert found == ELSEWHERE


def test_every_module_that_saves_is_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[str] = set()

    def noted(target: Path) -> FileBeside:
        frame = sys._getframe()
        while frame := frame.f_back:  # type: ignore[assignment]
            seen.add(frame.f_code.co_filename)
        return FileBeside(target)

    monkeypatch.setattr(atomic, "FileBeside", noted)
    for number, saving in enumerate(savings()):
        (tmp_path / str(number)).mkdir()
        saving.save(tmp_path / str(number), 0)
    expected = {
        name
        for name, text in sources().items()
        if name.startswith("nnfs_core") and WRITES.search(text) and not name.endswith("atomic.py")
    }
    assert expected == {name for name in expected if str(ROOT / name) in seen}
