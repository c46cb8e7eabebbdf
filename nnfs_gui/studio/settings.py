"""Remembers the look, the layout, the recent files and more between sessions."""

from __future__ import annotations

from pathlib import Path
from typing import cast, get_args

from PySide6.QtCore import QByteArray, QSettings

from nnfs_gui.studio.about import APP_NAME
from nnfs_gui.widgets.theme import Mode

MAX_RECENT = 10
CODE_SECONDS = 60  # that a program may run, unless the user says otherwise
LAYOUT_VERSION = 1  # a layout of another version is not restored


class Settings:
    """Wraps QSettings with types; tests pass one that keeps its file elsewhere."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, APP_NAME, APP_NAME
        )

    @property
    def look(self) -> Mode:
        value = self._store.value("look", "system")
        return cast(Mode, value) if value in get_args(Mode) else "system"

    @look.setter
    def look(self, mode: Mode) -> None:
        self._store.setValue("look", mode)

    @property
    def memory_for_outputs(self) -> int | None:
        """The bytes that outputs may take; None for a quarter of the free memory."""
        return self._whole("memory_for_outputs") or None

    @memory_for_outputs.setter
    def memory_for_outputs(self, n_bytes: int | None) -> None:
        self._store.setValue("memory_for_outputs", n_bytes or 0)

    @property
    def completed_lessons(self) -> frozenset[str]:
        """The ids of the built-in lessons that were gone through to the end."""
        value = self._store.value("completed_lessons", "")
        return frozenset(str(value).split()) if value else frozenset()

    def complete_lesson(self, id: str) -> None:
        """Remember that a lesson was gone through to its end."""
        self._store.setValue("completed_lessons", " ".join(sorted({*self.completed_lessons, id})))

    @property
    def folded_sections(self) -> frozenset[str]:
        """The names of the sections of the Explain panel that the user folded."""
        return frozenset(str(self._store.value("explain/folded", "")).split())

    def remember_folding(self, name: str, folded: bool) -> None:
        """Keep whether a section of the Explain panel is folded."""
        names = self.folded_sections | {name} if folded else self.folded_sections - {name}
        self._store.setValue("explain/folded", " ".join(sorted(names)))

    @property
    def code_dialect(self) -> str:
        """The id of the dialect that the network was last shown in; empty for the first."""
        return str(self._store.value("code/dialect", ""))

    @code_dialect.setter
    def code_dialect(self, id: str) -> None:
        self._store.setValue("code/dialect", id)

    @property
    def code_wraps(self) -> bool:
        """Whether lines of a program that are too long for the panel are broken."""
        return bool(self._store.value("code/wraps", False, bool))

    @code_wraps.setter
    def code_wraps(self, wraps: bool) -> None:
        self._store.setValue("code/wraps", wraps)

    @property
    def code_python(self) -> str:
        """The Python that programs run with; empty for the one of the app."""
        return str(self._store.value("code/python", ""))

    @code_python.setter
    def code_python(self, path: str) -> None:
        self._store.setValue("code/python", path)

    @property
    def code_seconds(self) -> int:
        """How long a program may run."""
        return self._whole("code/seconds") or CODE_SECONDS

    @code_seconds.setter
    def code_seconds(self, seconds: int) -> None:
        self._store.setValue("code/seconds", seconds)

    @property
    def recent(self) -> list[Path]:
        """The files used last, the newest first."""
        value = self._store.value("recent", [])
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
        """The window's geometry and state as they were, or None."""
        if self._store.value("layout/version", 0, int) != LAYOUT_VERSION:
            return None
        geometry, state = self._store.value("layout/geometry"), self._store.value("layout/state")
        if isinstance(geometry, QByteArray) and isinstance(state, QByteArray):
            return geometry, state
        return None

    def keep_layout(self, geometry: QByteArray, state: QByteArray) -> None:
        """Remember the window's geometry and state."""
        self._store.setValue("layout/version", LAYOUT_VERSION)
        self._store.setValue("layout/geometry", geometry)
        self._store.setValue("layout/state", state)

    def _whole(self, key: str) -> int:
        """A number that is not negative; 0 when there is none."""
        try:
            return max(0, int(str(self._store.value(key, 0))))
        except ValueError:
            return 0

    def _keep(self, recent: list[Path]) -> None:
        self._store.setValue("recent", [str(path) for path in recent[:MAX_RECENT]])
