"""Runs a program in a Python of its own, to see whether it agrees with the app.

The process gets a folder of its own for the time it runs. It can be stopped at any moment with
all that it started, and neither what it prints nor how long it takes is without bounds.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import IO

from nnfs_core.code.program import Program, write_weight_files
from nnfs_core.code.run_result import RunResult, judged, no_start
from nnfs_core.errors import NnfsError
from nnfs_core.files.refused_writing import temporary_folder, temporary_refusal
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.wording import counted, sentence

KERAS_BACKENDS = ("torch", "jax")  # besides TensorFlow
MAX_OUTPUT = 10_000_000  # bytes that a program may print, to each of its two streams
LOOK_INTERVAL = 0.05  # seconds from one look at the process and the clock to the next
LAST_WORDS = 1.0  # seconds that a dead process's output may take to arrive

_IS_WINDOWS = sys.platform == "win32"


def python_of_this_app() -> str | None:
    """The Python that runs this app; None for an app that was packed into one file with its own."""
    return None if getattr(sys, "frozen", False) else sys.executable or None


def run_program(
    program: Program, python: str, *, seconds: float, cancelled: IsCancelled = never
) -> RunResult:
    """Run a program in a new folder, which is gone afterwards, with the files that it reads there.

    `python` is the path or the name of an interpreter, `seconds` how long it may take. Whatever
    goes wrong with the program is reported in the answer's message. Raises Cancelled within 200 ms
    after `cancelled` turns true, and NnfsError when the folder or a file cannot be written.
    """
    try:
        with temporary_folder() as name:
            write_weight_files(
                program, name, opened=lambda path: path.open("wb"), cancelled=cancelled
            )
            run = _run_with_any_backend(program, Path(name), python, seconds, cancelled)
    except OSError as error:
        raise NnfsError("The program cannot be run: {reason}.")(temporary_refusal(error)) from error
    if run.largest_difference is None:
        return run
    where = f" in {counted(program.n_rows, 'sample')}"
    if not run.agrees:
        where += sentence(", where rounding explains no more than {x:.0e}")(program.tolerance)
    return replace(run, message=f"{run.message.removesuffix('.')}{where}.")


def _run_with_any_backend(
    program: Program, folder: Path, python: str, seconds: float, cancelled: IsCancelled
) -> RunResult:
    """Run a program; one in Keras, where TensorFlow is missing, on what else Keras computes with.

    Keras looks for TensorFlow alone as long as the variable KERAS_BACKEND does not tell otherwise.
    """
    run = partial(
        run_python, program.runnable, folder, python, seconds=seconds, cancelled=cancelled
    )
    first = run()
    if first.missing != "tensorflow" or "keras" not in program.modules:
        return first
    for backend in KERAS_BACKENDS:
        other = run(variables={"KERAS_BACKEND": backend})
        if not other.missing:
            said = sentence("{message} (Keras on {backend}).")
            return replace(other, message=said(other.message.removesuffix("."), backend))
    others = sentence("{others} or tensorflow")(", ".join(KERAS_BACKENDS))
    message = sentence(
        "Python at {python} has keras, but nothing that it computes with: install {others} there, "
        "or choose another Python."
    )(python, others)
    return replace(first, message=message)


def run_python(
    source: str,
    folder: Path,
    python: str,
    *,
    seconds: float,
    cancelled: IsCancelled,
    variables: Mapping[str, str] = {},
) -> RunResult:
    """Run `source` as network.py in `folder`, and judge it by its last line and its exit status.

    `variables` are added to the process's environment. See run_program, which makes the folder and
    says more of the outcome.
    """
    script = folder / "network.py"
    script.write_text(source, "utf-8", newline="\n")
    if os.path.dirname(python):
        python = os.path.abspath(python)  # the process works in another folder
    try:
        process = subprocess.Popen(
            # unbuffered, so that what it printed is there even when it is stopped
            [python, "-u", "-B", "-X", "utf8", script.name],
            cwd=folder,
            env=_environment() | dict(variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=not _IS_WINDOWS,  # a group of its own, which is ended as one
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, ValueError) as error:
        return no_start(python, error)
    assert process.stdout is not None
    assert process.stderr is not None
    printed, complained = _Listener(process.stdout), _Listener(process.stderr)
    try:
        stopped = _wait(process, seconds, cancelled, (printed, complained))
    finally:
        _end(process)
    deadline = monotonic() + LAST_WORDS  # a stray child may keep a pipe open for ever
    for listener in (printed, complained):
        listener.join(max(0.0, deadline - monotonic()))
    prefix = str(folder.resolve()) + os.sep
    said, errors = (each.text().replace(prefix, "") for each in (printed, complained))
    return judged(process.returncode, said, errors, python, stopped)


class _Listener(Thread):
    """Keeps what comes out of a pipe, and stops listening when that is too much."""

    def __init__(self, pipe: IO[bytes]) -> None:
        super().__init__(name="program output", daemon=True)
        self.is_full = Event()
        self._pipe = pipe
        self._parts: list[bytes] = []
        self.start()

    def run(self) -> None:
        n_bytes = 0
        with self._pipe:
            while n_bytes < MAX_OUTPUT:
                part = os.read(self._pipe.fileno(), 1 << 16)
                if not part:
                    return
                self._parts.append(part)
                n_bytes += len(part)
            self.is_full.set()  # before the pipe closes, which may end the process

    def text(self) -> str:
        """What has been heard so far."""
        text = b"".join(tuple(self._parts)).decode("utf-8", "replace")
        return text.replace("\r\n", "\n")


def _wait(
    process: subprocess.Popen[bytes],
    seconds: float,
    cancelled: IsCancelled,
    listeners: tuple[_Listener, ...],
) -> str:
    """Wait for the end of the process; else the sentence on why it has to be stopped."""
    deadline = monotonic() + seconds
    ended = False
    while not ended:
        stop_if(cancelled)
        if monotonic() >= deadline:
            return sentence(
                "The program was stopped after {seconds:g} s. Allow it more time, or try it with a "
                "smaller network."
            )(seconds)
        with suppress(subprocess.TimeoutExpired):
            process.wait(min(LOOK_INTERVAL, max(0.0, deadline - monotonic())))
            ended = True
        if any(listener.is_full.is_set() for listener in listeners):
            return sentence(
                "The program was stopped after it printed {most} MB. Look for a loop that has no "
                "end."
            )(MAX_OUTPUT // 10**6)
    return ""


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process, if it still runs, and all that it started."""
    if _IS_WINDOWS:
        if process.poll() is None:
            subprocess.run(
                ["taskkill", "/F", "/T", "/PID", str(process.pid)],
                capture_output=True,
                check=False,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
    else:
        # nothing of the group may be left, which macOS calls a matter of permission
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    if process.poll() is None:
        process.kill()
    process.wait()


def _environment() -> dict[str, str]:
    """The app's environment without what would make another Python behave in its own way."""
    kept = ("PYTHONPATH",)  # where it finds its modules
    return {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith("PYTHON") or name.upper() in kept
    }
