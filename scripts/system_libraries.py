"""Finds the Linux libraries that Qt needs and this machine lacks, and installs or names them.

Qt aborts the process without a word when one of them is missing, so `make` asks here first.
"""

from __future__ import annotations

import ctypes
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from typing import NamedTuple


class Need(NamedTuple):
    """One thing that Qt needs, and the package it comes in for each package manager."""

    name: str
    apt: str
    dnf: str
    pacman: str


A_FONT = Need("a font", "fonts-dejavu-core", "dejavu-sans-fonts", "ttf-dejavu")

TO_DRAW = (
    Need("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd"),
    Need("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd"),
    Need("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig"),
    Need("libfreetype.so.6", "libfreetype6", "freetype", "freetype2"),
    Need("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
    Need("libgthread-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
    Need("libX11.so.6", "libx11-6", "libX11", "libx11"),
    Need("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    Need("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus"),
    A_FONT,
)

FOR_A_WINDOW = (
    Need("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb", "libx11"),
    Need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    Need("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    Need("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    Need("libxcb-image.so.0", "libxcb-image0", "xcb-util-image", "xcb-util-image"),
    Need("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    Need("libxcb-randr.so.0", "libxcb-randr0", "libxcb", "libxcb"),
    Need("libxcb-render.so.0", "libxcb-render0", "libxcb", "libxcb"),
    Need(
        *("libxcb-render-util.so.0", "libxcb-render-util0"),
        *("xcb-util-renderutil", "xcb-util-renderutil"),
    ),
    Need("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb"),
    Need("libxcb-shm.so.0", "libxcb-shm0", "libxcb", "libxcb"),
    Need("libxcb-sync.so.1", "libxcb-sync1", "libxcb", "libxcb"),
    Need("libxcb-util.so.1", "libxcb-util1", "xcb-util", "xcb-util"),
    Need("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb", "libxcb"),
    Need("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb", "libxcb"),
)

NEEDS = {"tests": TO_DRAW, "window": TO_DRAW + FOR_A_WINDOW}

# What each package manager runs to install packages; their names are added to the last command.
INSTALL = {
    "apt": ("apt-get update", "apt-get install --yes --no-install-recommends"),
    "dnf": ("dnf install --assumeyes",),
    # Arch supports no partial upgrade, so a package comes with the system's own updates.
    "pacman": ("pacman -Syu --needed --noconfirm",),
}
PROGRAMS = {"apt": "apt-get", "dnf": "dnf", "pacman": "pacman"}


def loads(soname: str) -> bool:
    """Whether the system's loader finds a library, which is just what Qt will ask of it."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def knows_a_font() -> bool:
    """Whether fontconfig knows any font; without one Qt draws every letter as a square."""
    try:
        fontconfig = ctypes.CDLL("libfontconfig.so.1")
    except OSError:
        return False
    fontconfig.FcInitReinitialize()  # look again, even where this process has looked before
    fontconfig.FcConfigGetFonts.restype = ctypes.POINTER(ctypes.c_int)
    fontconfig.FcConfigGetFonts.argtypes = [ctypes.c_void_p, ctypes.c_int]
    fonts = fontconfig.FcConfigGetFonts(None, 0)  # a struct whose first field is their number
    return bool(fonts) and fonts[0] > 0


def is_present(need: Need) -> bool:
    return knows_a_font() if need is A_FONT else loads(need.name)


def missing(needs: Iterable[Need], is_present: Callable[[Need], bool]) -> list[Need]:
    """The needs that are not met, in the order of the table."""
    return [need for need in needs if not is_present(need)]


def package_manager(which: Callable[[str], str | None] = shutil.which) -> str | None:
    """The first of apt, dnf and pacman that this machine has."""
    return next((manager for manager, program in PROGRAMS.items() if which(program)), None)


def commands(manager: str, needs: Iterable[Need]) -> list[str]:
    """The commands, to be run as root, that install the packages for these needs."""
    packages = sorted({getattr(need, manager) for need in needs})
    *before, install = INSTALL[manager]
    return [*before, shlex.join([*install.split(), *packages])]


def explanation(needs: Iterable[Need], manager: str | None) -> str:
    """What is missing, in one sentence, and the one line to type that installs it."""
    names = ", ".join(need.name for need in needs)
    if manager is None:
        return f"Qt needs these; install them with your system's package manager: {names}."
    line = " && ".join(f"sudo {command}" for command in commands(manager, needs))
    return f"Qt needs {names}, which this system lacks. Install with:\n\n    {line}\n"


def install(manager: str, needs: Iterable[Need]) -> None:
    """Run the commands as root; whether they helped is seen by looking again."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in commands(manager, needs):
        print(command, flush=True)
        subprocess.run(shlex.split(command), env=environment, stdin=subprocess.DEVNULL)


def main(purpose: str) -> str | None:
    """Make sure of all that `purpose` needs; returns what the person must do, or None."""
    if not sys.platform.startswith("linux"):
        return None
    needs = missing(NEEDS[purpose], is_present)
    manager = package_manager()
    if needs and manager and os.geteuid() == 0:
        install(manager, needs)
        needs = missing(needs, is_present)
    return explanation(needs, manager) if needs else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
