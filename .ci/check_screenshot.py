"""Fails unless a picture of the app has the size that was asked for and shows something."""

from __future__ import annotations

import sys
from collections import Counter

from PySide6.QtGui import QImage

FEWEST_COLOURS = 100  # smoothed letters alone make more
LARGEST_SHARE = 0.9  # of one colour: an empty window is nearly all background


def fault(path: str, size: str) -> str | None:
    """What is wrong with the picture at `path`, or None."""
    image = QImage(path)
    if image.isNull():
        return f"{path} is not a picture"
    found = f"{image.width()}x{image.height()}"
    if found != size:
        return f"{path} is {found}, not {size}"
    pixels = image.convertToFormat(QImage.Format.Format_RGB32).constBits().cast("I")
    colours = Counter(pixels)
    share = max(colours.values()) / len(pixels)
    print(f"{path}: {found}, {len(colours)} colours, {share:.0%} of it in one colour")
    if len(colours) < FEWEST_COLOURS or share > LARGEST_SHARE:
        return f"{path} looks blank"
    return None


sys.exit(fault(sys.argv[1], sys.argv[2]))
