"""This module gives each column of a table a name of its own."""

from __future__ import annotations


def column_names(header: list[str]) -> tuple[str, ...]:
    """The names of a header: blank ones become x0, x1, ..., repeated ones get _2, _3, ..."""
    given = {cell.strip() for cell in header}
    taken: set[str] = set()
    counts: dict[str, int] = {}
    names: list[str] = []
    for number, cell in enumerate(header):
        wanted = cell.strip() or f"x{number}"
        name = wanted
        # The first to bear a given name keeps it; an invented name gives way to a given one.
        while name in taken or (name in given and name != cell.strip()):
            counts[wanted] = counts.get(wanted, 1) + 1
            name = f"{wanted}_{counts[wanted]}"
        taken.add(name)
        names.append(name)
    return tuple(names)
