"""Modules that the start leaves out are imported soon after it, one by one."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from nnfs_gui.start.ahead import ROOMS, ImportsAhead


@pytest.fixture
def rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """A room with a module that lacks a library and others beside it, and a room that is not."""
    room = tmp_path / "room_to_import"
    room.mkdir()
    (room / "__init__.py").touch()
    (room / "first.py").touch()
    (room / "lacking.py").write_text("import no_such_library\n")
    (room / "last.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    return "no_such_room", room.name


def test_the_modules_of_rooms_are_imported_past_what_is_lacking(
    qtbot: QtBot, rooms: tuple[str, ...]
) -> None:
    parent = QObject()
    ahead = ImportsAhead(parent, rooms, begin=0)
    assert rooms[1] not in sys.modules  # nothing before its time
    with qtbot.waitSignal(ahead.finished):
        pass
    found = {name for name in sys.modules if name.startswith(rooms[1])}
    assert found == {rooms[1], f"{rooms[1]}.first", f"{rooms[1]}.last"}
    for name in found:
        del sys.modules[name]


@pytest.mark.parametrize("room", ROOMS)
def test_the_rooms_that_the_app_names_are_there(room: str) -> None:
    found = find_spec(room)
    assert found is not None
    assert found.submodule_search_locations is not None
