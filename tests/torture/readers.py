"""Reads files of each kind that comes from outside, as the app does; a new format takes part."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nnfs_core.files.layer_text import layers_from_text
from nnfs_core.formats import FORMATS, Format
from nnfs_core.learning.lessons.reading import read_lesson
from nnfs_core.recovery.crashed import Crashed
from nnfs_core.recovery.folders import JOURNAL, ROOM
from nnfs_core.recovery.lock import FolderLock

Read = Callable[[Path], object]


def read_with(format: Format) -> Read:
    """Reads with the choices that the look suggests."""

    def read(path: Path) -> object:
        look = format.look(path)
        return format.read(look, format.suggested(look)).content

    return read


def read_layer(path: Path) -> object:
    return layers_from_text(path.read_text("latin-1"))


def read_journal(path: Path) -> object:
    """The project in what a crashed window left, if this is its journal."""
    state_folder = path.parent / "state"
    folder = state_folder / ROOM / "20260131T235959Z-01234567"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / JOURNAL).write_bytes(path.read_bytes())
    held = FolderLock(folder)
    try:
        return Crashed(held, state_folder).read().noted.project
    finally:
        held.release()


def read_settings(path: Path) -> object:
    from tests.torture.settings import restored  # which needs Qt

    return restored(path)


READERS: dict[str, Read] = {
    **{suffix: read_with(format) for format in FORMATS for suffix in format.suffixes},
    ".toml": read_lesson,
    ".clipboard": read_layer,
    ".journal": read_journal,
    ".ini": read_settings,
}
