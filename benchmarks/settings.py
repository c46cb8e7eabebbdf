"""Gives the windows of the benchmarks settings of their own."""

from __future__ import annotations

from pathlib import Path
from tempfile import gettempdir
from uuid import uuid4

from PySide6.QtCore import QSettings

from nnfs_gui.studio.settings import Settings


def empty_settings(folder: str | None = None) -> Settings:
    """Settings that remember nothing yet; their file is made when written: in `folder`.

    Never the null device: Qt replaces a settings file whole, and would replace the device, too.
    """
    path = Path(folder or gettempdir()) / f"nnfs-studio-{uuid4().hex}.ini"
    return Settings(QSettings(str(path), QSettings.Format.IniFormat))
