"""nnfs_core is of use where no Qt is installed."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from pathlib import Path

import nnfs_core

REFUSING_QT = """
import importlib, sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("PySide6", "shiboken6", "pyqtgraph", "nnfs_gui"):
            raise ModuleNotFoundError("No module named " + name, name=name)

sys.meta_path.insert(0, NoQt())
for name in sys.argv[1:]:
    importlib.import_module(name)

from nnfs_core import Batch, Dense, Network, Project, ReLU, evaluate
project = Project(Network([Dense([[2.0]], [-1.0]), ReLU()]), Batch([[3.0]]))
print(evaluate(project).layers[-1].output.array)
"""


def test_every_module_of_the_core_imports_and_works_without_qt() -> None:
    found = pkgutil.walk_packages(nnfs_core.__path__, "nnfs_core.")
    names = [module.name for module in found]
    assert "nnfs_core.files.native" in names
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", REFUSING_QT, "nnfs_core", *names],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(nnfs_core.__file__).parents[1],
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == "[[5.]]"
