"""Tells the decimal mark of the system, which decides where a typed comma could mean two things."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from nnfs_core.numerals import Mark


def system_mark() -> Mark:
    """The comma where people write decimals so, else the point."""
    return "," if QLocale().decimalPoint() == "," else "."
