"""Starts the app: reads the command line and finds a screen before Qt is loaded."""

from __future__ import annotations

import argparse
import gc
import os
import socket
import sys
from pathlib import Path

from nnfs_gui.start.exit_codes import NO_START


def main(arguments: list[str] | None = None) -> int:
    """Start the app; the exit code is 0, 1 when a picture failed, 2 when nothing could start."""
    options = parse(sys.argv[1:] if arguments is None else arguments)
    if not has_display(dict(os.environ), sys.platform):
        if options.screenshot is None:
            return _refuse(
                "There is no display to open a window on; "
                "start the app on a desktop, or add --screenshot FILE.png to save its picture."
            )
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    gc.disable()  # until the window shows: before, hardly anything becomes garbage
    try:
        # Qt is loaded here: it needs the system's libraries
        from nnfs_gui.start.qt import load_qt

        load_qt()
        from nnfs_gui.start.launch import launch
    except ImportError as error:
        return _refuse(f"A library that the app needs is missing ({error}); run: make run")
    return launch(options)


def parse(arguments: list[str]) -> argparse.Namespace:
    """The command line; a wrong one ends the program with 2 and a sentence."""
    parser = argparse.ArgumentParser(
        description="Build a dense neural network and see every number in it."
    )
    parser.add_argument("file", nargs="?", type=_file, help="a network (.nnfs) or data to open")
    parser.add_argument("--example", metavar="NAME", help="open a built-in example, such as Iris")
    parser.add_argument(
        "--screenshot", metavar="PNG", type=Path, help="save a picture of the window and leave"
    )
    parser.add_argument("--size", metavar="WxH", type=_size, help="the window's size, as 1280x800")
    parser.add_argument("--look", choices=("light", "dark", "system"), help="the colours to use")
    options = parser.parse_args(arguments)
    if options.file is not None and options.example is not None:
        parser.error("give a file or --example, not both")
    return options


def has_display(environment: dict[str, str], platform: str) -> bool:
    """Whether Qt will find a screen; where it does not, it would end the process by force."""
    chosen = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform in ("win32", "darwin") or chosen not in ("", "xcb", "wayland"):
        return True
    wayland, display = environment.get("WAYLAND_DISPLAY"), environment.get("DISPLAY")
    if chosen != "xcb" and wayland:
        return (Path(environment.get("XDG_RUNTIME_DIR", "/")) / wayland).exists()
    return chosen != "wayland" and display is not None and _answers(display)


def _answers(display: str) -> bool:
    """Whether an X server listens at a display such as `:0`, `unix:1` or `host:10.0`."""
    host, _, numbers = display.rpartition(":")
    number = numbers.partition(".")[0]
    if not number.isdigit():
        return False
    if host not in ("", "unix"):
        return _connects(socket.AF_INET, (host, 6000 + int(number)))
    path = f"/tmp/.X11-unix/X{number}"
    # Linux servers also listen on a name that is in no folder
    return _connects(socket.AF_UNIX, path) or _connects(socket.AF_UNIX, f"\0{path}")


def _connects(family: socket.AddressFamily, address: tuple[str, int] | str) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as connection:
        connection.settimeout(2)
        try:
            connection.connect(address)
        except OSError:
            return False
    return True


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size such as 1280x800")
    if not (200 <= int(width) <= 8000 and 200 <= int(height) <= 8000):
        raise argparse.ArgumentTypeError(f"{text} is outside 200x200 to 8000x8000")
    return int(width), int(height)


def _file(text: str) -> Path:
    """Where a file lies, also for whoever recovers it after a crash, from another folder."""
    try:
        return Path(text).absolute()
    except OSError:  # the present folder is gone, and so is what was meant
        return Path(text)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return NO_START
