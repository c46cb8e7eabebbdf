"""Makes .venv and installs one group of pinned dependencies into it, such as app or dev."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = str(VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))


def requirements(group: str) -> list[str]:
    """The requirements that pyproject.toml lists for a group."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    groups = {"app": project["dependencies"], **project["optional-dependencies"]}
    return list(groups[group])


def has_pip(python: str) -> bool:
    """Whether this Python starts and finds pip; that of a half-made environment does not."""
    try:
        check = subprocess.run([python, "-c", "import pip"], stderr=subprocess.DEVNULL)
    except OSError:
        return False
    return check.returncode == 0


def install(group: str) -> None:
    if not has_pip(VENV_PYTHON):
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    pip = [VENV_PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    pip += ["--constraint", str(ROOT / "constraints.txt")]
    subprocess.run([*pip, *requirements(group)], check=True)
    (VENV / f"{group}.installed").touch()


if __name__ == "__main__":
    try:
        install(sys.argv[1])
    except subprocess.CalledProcessError:
        sys.exit("The dependencies could not be installed: the reason is in the lines above.")
