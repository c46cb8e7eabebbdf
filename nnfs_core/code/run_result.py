"""Judges the end of a program's process: whether it agrees with the app, and if not why."""

from __future__ import annotations

import os
import re
import signal
from dataclasses import dataclass
from math import isfinite

from nnfs_core.code.doubts import MAY_DIFFER
from nnfs_core.numerals import short_text
from nnfs_core.wording import sentence

MAX_QUOTE = 200  # characters of an error that a sentence quotes

_DIFFERENCE = re.compile(r"largest difference: (\S+)")
_NO_MODULE = re.compile(r"ModuleNotFoundError: No module named '([^'.]+)")


@dataclass(frozen=True)
class RunResult:
    """Tells how a program ended: `message` is a plain sentence, `output` all that it printed."""

    agrees: bool
    largest_difference: float | None  # None when the program did not come to say it
    message: str
    output: str = ""
    missing: str = ""  # the module that the Python lacks
    is_python_at_fault: bool = False  # true when another Python may do better


def no_start(python: str, error: OSError | ValueError) -> RunResult:
    """Why a process could not even begin."""
    if isinstance(error, FileNotFoundError) and not os.path.exists(python):
        message = sentence("There is no Python at {python}: choose another Python.")(python)
    elif os.path.isdir(python):
        message = sentence(
            "{python} is a folder, not a Python: choose the program python inside it."
        )(python)
    else:
        reason = getattr(error, "strerror", None) or str(error)
        message = sentence("{path} cannot be run ({why}): choose another Python.")(python, reason)
    return RunResult(False, None, message, is_python_at_fault=True)


def judged(status: int, said: str, errors: str, python: str, stopped: str) -> RunResult:
    """What the exit status and the output of a process mean."""
    output = said if not errors else f"{said.rstrip()}\n\n{errors}".lstrip()
    if stopped:
        return RunResult(False, None, stopped, output)
    difference = _difference(said)
    if difference is not None and status in (0, 1):
        agrees = status == 0 and isfinite(difference)
        size = short_text(difference, digits=2)
        if agrees:
            message = sentence("Agrees with the app: largest difference {size}.")(size)
        else:
            message = sentence("Differs from the app: largest difference {size}.")(size)
            reasons = [line for line in said.splitlines() if line.startswith(MAY_DIFFER)]
            message = " ".join([message, *(each.removeprefix(MAY_DIFFER) for each in reasons)])
        return RunResult(agrees, difference, message, output)
    found = _NO_MODULE.findall(errors)
    if found and status == 1:
        missing = found[-1]
        message = sentence(
            "Python at {python} has no {missing}: install it there (pip install {missing}) or "
            "choose another Python."
        )(python, missing)
        return RunResult(False, None, message, output, missing, is_python_at_fault=True)
    if status < 0:
        message = _signalled(-status)
    elif status > 0xFFFF:  # Windows has no signals, but such exit codes
        message = sentence("The system ended the program (0x{status:08X}).")(status)
    elif errors.strip():
        message = sentence("The program stopped with an error: {error}")(_last_error(errors))
    else:
        message = sentence(
            "The program ended without its last line, the largest difference (exit status "
            "{status}). Is {python} a Python?"
        )(status, python)
        return RunResult(False, None, message, output, is_python_at_fault=True)
    return RunResult(False, None, message, output)


def _difference(said: str) -> float | None:
    """The number of the last line, if that is what the last line tells."""
    lines = said.rstrip().rsplit("\n", 1)
    found = _DIFFERENCE.fullmatch(lines[-1].strip())
    try:
        return float(found[1]) if found else None
    except ValueError:
        return None


def _signalled(number: int) -> str:
    try:
        name = signal.Signals(number).name
    except ValueError:
        name = f"signal {number}"
    if name == "SIGKILL":
        return (
            "The system ended the program (SIGKILL): it may have needed more memory than there is."
        )
    return sentence("The system ended the program ({name}).")(name)


def _last_error(errors: str) -> str:
    """The last line of a traceback, with the last line of the program that it speaks of."""
    text = next((line for line in reversed(errors.splitlines()) if line.strip()), "").strip(" .")
    if len(text) > MAX_QUOTE:
        text = text[:MAX_QUOTE] + "…"
    lines = re.findall(r'File "[^"]*network\.py", line (\d+)', errors)
    return sentence("{text} (line {line}).")(text, lines[-1]) if lines else f"{text}."
