"""Running the programs that nnfs_core.code writes, as a reader of them would."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from nnfs_core import Dense
from nnfs_core.code import Program
from nnfs_core.code.program import write_weight_files
from nnfs_core.layers import Layer
from tests.projects import layer_of

# Its exponential is in a precision's range; three times that is not.
LARGE_EXPONENT = {"float16": 11.0, "float32": 88.5, "float64": 709.5}
LAST_LINE = "largest difference: "


@dataclass(frozen=True)
class Outcome:
    """What a program printed, its exit status, and its variables when it ran in this process."""

    printed: str
    status: int
    variables: dict[str, Any]

    @property
    def largest_difference(self) -> float:
        last = self.printed.splitlines()[-1]
        assert last.startswith(LAST_LINE), self.printed
        return float(last.removeprefix(LAST_LINE))


def run_here(program: Program, source: str | None = None) -> Outcome:
    """Run a program in this process, in a folder with its weight files.

    It is compiled from bytes, as Python compiles a file.
    """
    source = program.runnable if source is None else source
    variables: dict[str, Any] = {"__name__": "__main__"}
    before, printed, status = Path.cwd(), io.StringIO(), 0
    with tempfile.TemporaryDirectory() as folder:
        write_weight_files(program, folder)
        os.chdir(folder)
        try:
            with redirect_stdout(printed), np.errstate():
                exec(compile(source.encode(), "network.py", "exec"), variables)
        except SystemExit as left:
            status = int(str(left.code))
        except AssertionError:  # how a notebook says that it does not agree
            status = 1
        finally:
            os.chdir(before)
            numbers = variables.get("numbers")
            if isinstance(numbers, np.lib.npyio.NpzFile):
                numbers.close()
    return Outcome(printed.getvalue(), status, variables)


def run_outside(path: Path, **environment: str) -> Outcome:
    """Run a saved program as people do: `python network.py` in its folder."""
    done = subprocess.run(
        [sys.executable, path.name],
        cwd=path.parent,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr or "AssertionError" in done.stderr, done.stderr
    return Outcome(done.stdout, done.returncode, {})


def variants(kind: type[Layer]) -> Iterator[Layer]:
    """Layers of a kind for four inputs: with its options as they are, and at either end."""
    layer = dense(4, 3) if kind is Dense else layer_of(kind)
    yield layer
    for name, option in kind.options().items():
        if name != "seed":
            yield layer.with_option(name, option.minimum)
            yield layer.with_option(name, option.maximum)
            yield layer.with_option(name, 1.0 if option.whole else 0.3)


def dense(n_inputs: int, n_neurons: int) -> Dense:
    weights = np.linspace(-1, 1, n_inputs * n_neurons).reshape(n_inputs, n_neurons)
    return Dense(weights, np.linspace(0.5, -0.5, n_neurons))
