"""Lists the names that people give to a column of targets."""

from __future__ import annotations

# The best known come first; others only where none of those is there.
TARGET_NAMES: tuple[frozenset[str], ...] = (
    frozenset(
        {"target", "targets", "class", "classes", "label", "labels", "species", "outcome"}
        | {"survived", "diagnosis"}
    ),
    frozenset({"response", "type", "category", "kind", "y", "grade"}),
)
