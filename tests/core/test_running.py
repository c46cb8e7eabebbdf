"""Running programs for real: they are judged, bounded, and gone when they are stopped."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from nnfs_core import Batch, Dense, Network, Project, ReLU
from nnfs_core.code import DIALECTS, Dialect, write_program
from nnfs_core.code.run_result import RunResult
from nnfs_core.code.running import MAX_OUTPUT, run_program, run_python
from nnfs_core.errors import Cancelled

LONG = 60.0  # seconds, far more than any program here takes
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing")


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., RunResult]:
    """Runs a program in a folder of its own."""

    def run(source: str, python: str = sys.executable, seconds: float = LONG) -> RunResult:
        return run_python(source, tmp_path, python, seconds=seconds, cancelled=lambda: False)

    return run


def is_running(process: int) -> bool:
    """True while a process does something; one that only waits to be buried does not."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{process}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return not stat.parent.parent.exists()


def run_until_it_printed(run: Callable[..., RunResult], source: str) -> RunResult:
    """Run a program with a short time limit, a longer one where it takes long even to begin."""
    for seconds in (0.5, 2, 8, 32):
        ended = run(source, seconds=seconds)
        if ended.output:
            return ended
    raise AssertionError(ended.message)


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_program_that_ends_well_agrees_by_the_difference_it_tells(
    run: Callable[..., RunResult],
) -> None:
    ended = run("print('outputs')\nprint('largest difference: 1.1e-16')")
    assert ended == RunResult(
        True,
        1.1e-16,
        "Agrees with the app: largest difference 1.1e-16.",
        "outputs\nlargest difference: 1.1e-16\n",
    )


SAID = {"inf": "∞", "nan": "NaN"}


@pytest.mark.parametrize(("told", "status"), [("0.25", 1), ("inf", 1), ("nan", 0)])
def test_a_program_that_differs_says_by_how_much(
    run: Callable[..., RunResult], told: str, status: int
) -> None:
    ended = run(f"print('largest difference: {told}')\nraise SystemExit({status})")
    assert not ended.agrees
    assert ended.message == f"Differs from the app: largest difference {SAID.get(told, told)}."


@pytest.mark.parametrize(
    "source",
    [
        "",
        "print('largest difference: 0')\nprint('and more')",
        "print('largest difference: small')",
        "print('the largest difference: 0')",
        "import sys\nprint('largest difference: 0', file=sys.stderr)",
        "print('largest difference: 0')\nraise SystemExit(3)",
    ],
)
def test_only_the_last_line_and_the_exit_status_speak_for_a_program(
    run: Callable[..., RunResult], source: str
) -> None:
    ended = run(source)
    assert not ended.agrees
    assert ended.largest_difference is None


def test_a_warning_beside_the_output_does_not_count_as_an_error(
    run: Callable[..., RunResult],
) -> None:
    ended = run("import sys\nprint('careful', file=sys.stderr)\nprint('largest difference: 0')")
    assert ended.agrees
    assert ended.output == "largest difference: 0\n\ncareful\n"


def test_an_endless_program_is_stopped_at_its_time_limit(run: Callable[..., RunResult]) -> None:
    ended = run_until_it_printed(run, "import os\nprint(os.getpid())\nwhile True: pass")
    assert ended.message.startswith("The program was stopped after ")
    assert not ended.agrees
    assert not is_running(int(ended.output))


def test_endless_output_stops_a_program_long_before_its_time(run: Callable[..., RunResult]) -> None:
    ended = run("while True: print('again ' * 1000)")
    assert ended.message.startswith("The program was stopped after it printed 10 MB.")
    assert MAX_OUTPUT <= len(ended.output) < 2 * MAX_OUTPUT


def test_endless_complaints_stop_it_too(run: Callable[..., RunResult]) -> None:
    ended = run("import sys\nwhile True: print('again ' * 1000, file=sys.stderr)")
    assert ended.message.startswith("The program was stopped after it printed 10 MB.")


@POSIX
@pytest.mark.parametrize("end", ["while True: pass", "print('largest difference: 0')"])
def test_what_a_program_started_ends_with_it(run: Callable[..., RunResult], end: str) -> None:
    child = f"{sys.executable!r}, '-c', 'import time; time.sleep(600)'"
    ended = run_until_it_printed(
        run, f"import subprocess\nprint(subprocess.Popen([{child}]).pid)\n{end}"
    )
    wait_until(lambda: not is_running(int(ended.output.split()[0])))


@POSIX
def test_a_stray_child_that_keeps_the_output_open_does_not_hold_the_app(
    run: Callable[..., RunResult],
) -> None:
    child = f"{sys.executable!r}, '-c', 'import time; time.sleep(600)'"
    ended = run(
        f"import subprocess\nprint(subprocess.Popen([{child}], start_new_session=True).pid)\n"
        "print('largest difference: 0')"
    )
    os.kill(int(ended.output.split()[0]), signal.SIGKILL)
    assert ended.agrees


def test_a_cancel_ends_a_program_in_the_middle(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    source = (
        "import os, pathlib\npathlib.Path('begun.new').write_text(str(os.getpid()))\n"
        "os.replace('begun.new', 'begun')\nwhile True: pass"
    )
    with pytest.raises(Cancelled):
        run_python(source, tmp_path, sys.executable, seconds=LONG, cancelled=begun.exists)
    assert not is_running(int(begun.read_text()))


def test_a_module_that_the_python_lacks_is_named_with_the_way_to_get_it(
    run: Callable[..., RunResult],
) -> None:
    ended = run("import no_such_module.inside")
    assert ended.message == (
        f"Python at {sys.executable} has no no_such_module: install it there "
        "(pip install no_such_module) or choose another Python."
    )


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("x = 1\nx / 0", "ZeroDivisionError: division by zero (line 2)."),
        ("x = 1\n\nx = = 2", "SyntaxError: invalid syntax (line 3)."),
        ("raise ValueError('a' * 1000)", "ValueError: aaaa"),
        ("input()", "EOFError: EOF when reading a line (line 1)."),
    ],
)
def test_an_error_is_told_by_its_last_line_and_its_place(
    run: Callable[..., RunResult], source: str, told: str
) -> None:
    ended = run(source)
    assert ended.message.startswith(f"The program stopped with an error: {told}")
    assert len(ended.message) < 300


def test_where_a_program_ran_is_no_part_of_what_it_says(
    run: Callable[..., RunResult], tmp_path: Path
) -> None:
    ended = run("raise ValueError")
    assert 'File "network.py", line 1' in ended.output
    assert str(tmp_path) not in ended.output


@POSIX
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("SIGKILL", "The system ended the program (SIGKILL): it may have needed more memory"),
        ("SIGTERM", "The system ended the program (SIGTERM)."),
    ],
)
def test_a_program_that_the_system_ended_says_so(
    run: Callable[..., RunResult], name: str, told: str
) -> None:
    ended = run(f"import os, signal\nos.kill(os.getpid(), signal.{name})")
    assert ended.message.startswith(told)


def test_a_python_that_is_not_there_is_told(run: Callable[..., RunResult], tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere" / "python")
    assert run("", nowhere).message == f"There is no Python at {nowhere}: choose another Python."
    assert run("", "no-such-python").message.startswith("There is no Python at no-such-python:")
    assert "cannot be run" in run("", "pyth\0on").message


@POSIX
def test_what_is_no_python_is_told(run: Callable[..., RunResult], tmp_path: Path) -> None:
    assert run("", str(tmp_path)).message.startswith(f"{tmp_path} is a folder, not a Python")
    plain = tmp_path / "plain"
    plain.write_text("no program")
    assert run("", str(plain)).message == (
        f"{plain} cannot be run (Permission denied): choose another Python."
    )
    other = tmp_path / "other"
    other.write_text("#!/bin/sh\nexit 0\n")
    other.chmod(0o755)
    assert run("", str(other)).message.endswith(f"(exit status 0). Is {other} a Python?")


@POSIX
def test_a_python_named_by_a_relative_path_is_found_from_where_the_app_is(
    run: Callable[..., RunResult], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "python").symlink_to(sys.executable)
    monkeypatch.chdir(tmp_path / "here")
    assert run("print('largest difference: 0')", "./python").agrees


def test_what_is_set_for_the_apps_own_python_does_not_change_the_program(
    run: Callable[..., RunResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    monkeypatch.setenv("PYTHONOPTIMIZE", "2")
    ended = run("print('Σ and 😀', __debug__)\nprint('largest difference: 0')")
    assert ended.agrees
    assert ended.output.startswith("Σ and 😀 True\n")


def small_project(n_neurons: int = 3) -> Project:
    layers = [Dense.random(4, n_neurons, seed=1), ReLU()]
    return Project(Network(layers), Batch([[1, 2, 3, 2.5], [2, 5, -1, 2]]))


def dialect(id: str) -> Dialect:
    return next(each for each in DIALECTS if each.id == id)


@pytest.mark.parametrize("id", ["python", "numpy", "classes", "notebook"])
@pytest.mark.parametrize("n_neurons", [3, 400])
def test_a_program_of_the_app_agrees_with_it_also_with_weights_beside(
    id: str, n_neurons: int
) -> None:
    program = write_program(small_project(n_neurons), dialect(id))
    assert bool(program.weight_files) == (n_neurons > 3)
    run = run_program(program, sys.executable, seconds=LONG)
    assert run.agrees
    assert run.largest_difference is not None
    assert run.message == (
        f"Agrees with the app: largest difference {run.largest_difference:.2g} in 2 samples."
    )


def test_nothing_is_left_of_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    program = write_program(small_project(400), dialect("numpy"))
    look = program.runnable + "\nimport os; print(sorted(os.listdir()))"
    run = run_program(replace(program, runnable=look), sys.executable, seconds=LONG)
    assert "['network.py', 'network_weights.npz']" in run.output
    assert not list(tmp_path.iterdir())


def test_a_program_with_a_wrong_number_differs_by_more_than_rounding() -> None:
    program = write_program(small_project(), dialect("numpy"))
    wrong = replace(program, runnable=program.runnable.replace("2.5", "2.25"))
    run = run_program(wrong, sys.executable, seconds=LONG)
    assert not run.agrees
    assert "Differs from the app: largest difference 0.0" in run.message
    assert run.message.endswith(
        f" in 2 samples, where rounding explains no more than {program.tolerance:.0e}."
    )


def fake_keras(folder: Path, backends: str) -> None:
    """A module that looks for its backend as Keras does, beside backends that are there."""
    (folder / "keras.py").write_text(
        "import importlib, os\n"
        "importlib.import_module(os.environ.get('KERAS_BACKEND', 'tensorflow'))"
    )
    for name in ("tensorflow", "torch", "jax"):
        told = (
            "" if name in backends else f"raise ModuleNotFoundError(\"No module named '{name}'\")"
        )
        (folder / f"{name}.py").write_text(told)


@pytest.mark.parametrize(
    ("backends", "told"),
    [
        ("tensorflow torch", "largest difference 0 in 2 samples."),
        ("jax torch", "largest difference 0 (Keras on torch) in 2 samples."),
        ("jax", "largest difference 0 (Keras on jax) in 2 samples."),
        ("", "install torch, jax or tensorflow there, or choose another Python."),
    ],
)
def test_keras_runs_on_whatever_it_finds_to_compute_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backends: str, told: str
) -> None:
    fake_keras(tmp_path, backends)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    program = write_program(small_project(), dialect("keras"))
    short = replace(program, runnable="import keras\nprint('largest difference: 0')")
    run = run_program(short, sys.executable, seconds=LONG)
    assert run.message.endswith(told)
    assert run.agrees == bool(backends)
    assert run.is_python_at_fault != bool(backends)


def test_a_cancelled_run_is_given_up_before_anything_begins() -> None:
    program = write_program(small_project(400), dialect("numpy"))
    with pytest.raises(Cancelled):
        run_program(program, sys.executable, seconds=LONG, cancelled=lambda: True)
