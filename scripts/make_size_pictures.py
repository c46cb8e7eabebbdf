"""Pictures every example on small and fine screens, in both looks, into a folder to look through.

`python scripts/make_size_pictures.py FOLDER`; names of examples behind it picture those alone.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import get_args

from make_pictures import Picture, take_all

from nnfs_core.examples import EXAMPLES
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Mode
from nnfs_gui.window.main_window import MainWindow

# the width and height of a screen in its own pixels, and the scale of what stands on it
SCREENS = (
    (1366, 768, 1.25),
    (1440, 900, 1.5),
    (1440, 900, 2.0),
    (1920, 1080, 2.0),
    (1024, 768, 1.25),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("examples", nargs="*", default=[each.name for each in EXAMPLES])
    parser.add_argument("--screen", type=int, help="only this one, in the scale of this process")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.screen is not None:
        take_screen(options.folder, options.examples, *SCREENS[options.screen])
        return
    for number, (*_, scale) in enumerate(SCREENS):  # Qt reads the scale once a process
        command = [sys.executable, *sys.argv, f"--screen={number}"]
        subprocess.run(command, env=os.environ | {"QT_SCALE_FACTOR": str(scale)}, check=True)


def take_screen(folder: Path, examples: list[str], width: int, height: int, scale: float) -> None:
    """Picture examples on one screen, in both looks."""
    pictures = [
        Picture(f"{width}x{height} at {scale:g}, {look}, {name}.png", name, look, leave)
        for look in get_args(Mode)
        if look != "system"
        for name in examples
    ]
    take_all(pictures, folder, (int(width / scale), int(height / scale)))


def leave(studio: Studio, window: MainWindow) -> None:
    """Arrange nothing."""


if __name__ == "__main__":
    main()
