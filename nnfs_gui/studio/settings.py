"""Remembers the look, the layout, the recent files and more between sessions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar, cast, get_args
from zlib import crc32

from PySide6.QtCore import QByteArray, QSettings

from nnfs_core.wording import sentence
from nnfs_gui.studio.about import APP_NAME
from nnfs_gui.widgets.theme import Mode

MAX_RECENT = 10
CODE_SECONDS = 60  # that a program may run, unless the user says otherwise

T = TypeVar("T")


class Setting(Generic[T]):
    """Keeps one value under a key of the store; `read` understands whatever stands there."""

    def __init__(self, key: str, read: Callable[[object], T]) -> None:
        self._key, self._read = key, read

    def __get__(self, settings: Settings, kind: type[Settings]) -> T:
        return self._read(settings.store.value(self._key))

    def __set__(self, settings: Settings, value: T) -> None:
        settings.store.setValue(self._key, 0 if value is None else value)


def _whole(value: object) -> int:
    """A number that is not negative; 0 when there is none."""
    try:
        return max(0, int(str(value or 0)))
    except ValueError:
        return 0


def _zoom(value: object, usual: float = 1.0) -> float:
    """From half to three times; the usual size for anything else."""
    try:
        zoom = float(str(value))
    except ValueError:
        return usual
    return zoom if 0.5 <= zoom <= 3 else usual


def _text(value: object) -> str:
    return str(value or "")


def _checksum(geometry: QByteArray, state: QByteArray) -> str:
    return f"{crc32(state.data(), crc32(geometry.data())):08x}"


def _words(value: object) -> frozenset[str]:
    return frozenset(_text(value).split())


class Settings:
    """Wraps QSettings with types; tests pass one that keeps its file elsewhere."""

    look = Setting[Mode](
        "look", lambda value: cast(Mode, value) if value in get_args(Mode) else "system"
    )
    # how large texts are, as a share of the system's size
    zoom = Setting("zoom", _zoom)
    USUAL_PRESENTED = 2.0
    presentation_zoom = Setting("presentation/zoom", partial(_zoom, usual=USUAL_PRESENTED))
    # the name of the screen that was last presented on; empty for that of the window
    presentation_screen = Setting("presentation/screen", _text)
    # the bytes that outputs may take; None for a quarter of the free memory
    memory_for_outputs = Setting("memory_for_outputs", lambda value: _whole(value) or None)
    # the id of the dialect that the network was last shown in; empty for the first
    code_dialect = Setting("code/dialect", _text)
    # whether lines of a program that are too long for the panel are broken
    code_wraps = Setting("code/wraps", lambda value: value in (True, "true"))
    # the Python that programs run with; empty for the one of the app
    code_python = Setting("code/python", _text)
    # how long a program may run
    code_seconds = Setting("code/seconds", lambda value: _whole(value) or CODE_SECONDS)

    # whether the picture beside the table of samples is folded away
    picture_is_folded = Setting("batch/picture_folded", lambda value: value in (True, "true"))

    # whether pictures show all of a plot, else what is in view
    picture_is_whole = Setting("picture/whole", lambda value: value not in (False, "false"))
    # how wide they are, in pixels; None for the width in which their numbers have room
    picture_width = Setting("picture/width", lambda value: _whole(value) or None)
    # how many pixels a picture has along a side for each of the screen
    picture_scale = Setting("picture/scale", lambda value: min(_whole(value), 4) or 2)

    # what was printed last: all of a plot, on one page, on which paper and how that lay
    print_is_whole = Setting("print/whole", lambda value: value not in (False, "false"))
    print_on_one_page = Setting("print/one_page", lambda value: value in (True, "true"))
    print_is_landscape = Setting("print/landscape", lambda value: value in (True, "true"))
    # empty for the usual one
    print_paper = Setting("print/paper", _text)

    # whether unsaved work is kept for a crash
    keeps_unsaved = Setting("keeps_unsaved", lambda value: value not in (False, "false"))

    def __init__(self, store: QSettings | None = None) -> None:
        self.store = store or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, APP_NAME, APP_NAME
        )
        self._is_fault_told = False

    def new_fault(self) -> str:
        """Why the settings are not on the disk, in a sentence that is told once; else empty."""
        self.store.sync()
        if self._is_fault_told or self.store.status() == QSettings.Status.NoError:
            return ""
        self._is_fault_told = True
        return sentence("Settings and recent files are not kept: {path} cannot be written.")(
            self.store.fileName()
        )

    @property
    def completed_lessons(self) -> frozenset[str]:
        """The ids of the built-in lessons that were gone through to the end."""
        return _words(self.store.value("completed_lessons"))

    def complete_lesson(self, id: str) -> None:
        """Remember that a lesson was gone through to its end."""
        self.store.setValue("completed_lessons", " ".join(sorted({*self.completed_lessons, id})))

    @property
    def folded_sections(self) -> frozenset[str]:
        """The names of the sections of the Explain panel that the user folded."""
        return _words(self.store.value("explain/folded"))

    def remember_folding(self, name: str, folded: bool) -> None:
        """Keep whether a section of the Explain panel is folded."""
        names = self.folded_sections | {name} if folded else self.folded_sections - {name}
        self.store.setValue("explain/folded", " ".join(sorted(names)))

    @property
    def recent(self) -> list[Path]:
        """The files used last, the newest first."""
        value = self.store.value("recent", [])
        paths = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return [Path(path) for path in paths if isinstance(path, str)][:MAX_RECENT]

    def remember(self, path: Path) -> None:
        """Put a file in front of the recent ones."""
        path = path.absolute()
        self._keep([path, *(other for other in self.recent if other != path)])

    def forget(self, path: Path) -> None:
        """Take a file that is gone out of the recent ones."""
        self._keep([other for other in self.recent if other != path.absolute()])

    def forget_all(self) -> None:
        """Empty the list of recent files."""
        self._keep([])

    def layout(self) -> tuple[QByteArray, QByteArray] | None:
        """The window's geometry and state as they were; None without any that are whole.

        One wrong byte in them can have Qt go through a loop of minutes.
        """
        is_checked = self.store.contains("window/checksum")
        group = "window" if is_checked else "layout"  # of versions that kept no checksum
        geometry, state = self.store.value(f"{group}/geometry"), self.store.value(f"{group}/state")
        if not isinstance(geometry, QByteArray) or not isinstance(state, QByteArray):
            return None
        if is_checked and self.store.value("window/checksum") != _checksum(geometry, state):
            return None
        return geometry, state

    @property
    def folded_panels(self) -> list[tuple[str, ...]]:
        """The ids of the panels that are folded, those of one place together."""
        groups = _text(self.store.value("window/folded")).split("/")
        return [tuple(group.split()) for group in groups if group]

    def keep_layout(
        self, geometry: QByteArray, state: QByteArray, folded: Iterable[tuple[str, ...]] = ()
    ) -> None:
        """Remember the window's geometry and state, and which panels are folded."""
        self.store.remove("layout")
        self.store.setValue("window/geometry", geometry)
        self.store.setValue("window/state", state)
        self.store.setValue("window/folded", "/".join(" ".join(group) for group in folded))
        self.store.setValue("window/checksum", _checksum(geometry, state))

    def _keep(self, recent: list[Path]) -> None:
        self.store.setValue("recent", [str(path) for path in recent[:MAX_RECENT]])
