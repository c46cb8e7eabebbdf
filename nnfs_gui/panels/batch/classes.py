"""Reads what people type in the target column: a class by name or number, perhaps a new one."""

from __future__ import annotations

from nnfs_core.errors import NnfsError
from nnfs_core.files.tables import parse_number
from nnfs_core.project.batch import MAX_CLASSES, UNKNOWN, Batch


class ClassReader:
    """Turns texts into the class numbers of a batch; `new_names` are those not known before."""

    def __init__(self, batch: Batch) -> None:
        self._first_new = batch.n_classes
        self._numbers = {batch.class_name(number): number for number in range(self._first_new)}
        self.new_names: list[str] = []

    def number(self, text: str) -> float:
        """The class number for a name, a number, or nothing, which means unknown.

        A name that is not known becomes the next class. Raises NnfsError beyond MAX_CLASSES.
        """
        name = " ".join(text.split())
        if name.lower() in ("", "unknown", "?"):
            return UNKNOWN
        if name in self._numbers:
            return self._numbers[name]
        try:
            return parse_number(name)
        except NnfsError:
            pass
        number = self._first_new + len(self.new_names)
        if number >= MAX_CLASSES:
            raise NnfsError("{name} would be one class too many; there can be {most:,}.")(
                name, MAX_CLASSES
            )
        self.new_names.append(name)
        self._numbers[name] = number
        return number
