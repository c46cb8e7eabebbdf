"""Removes the environment, the caches and the builds, on every system alike."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MADE_AT_THE_TOP = (
    *(".venv", ".hypothesis", ".import_linter_cache", ".mypy_cache", ".pytest_cache"),
    *(".ruff_cache", "build", "dist", "nnfs_studio.egg-info"),
)

for name in MADE_AT_THE_TOP:
    shutil.rmtree(ROOT / name, ignore_errors=True)
for folder in list(ROOT.rglob("__pycache__")):
    shutil.rmtree(folder, ignore_errors=True)
