"""The programs for PyTorch and Keras agree with the app, and notebooks are what Jupyter takes."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import numpy as np
import pytest
from hypothesis import given, settings

from nnfs_core import KINDS, Batch, Dense, Network, Project, ReLU, Softmax, Standardise, Step
from nnfs_core.arrays import PRECISIONS
from nnfs_core.code import DIALECTS, Dialect, save_program, write_program
from nnfs_core.examples import EXAMPLES, Example, example_named
from nnfs_core.layers import Layer
from tests.core.programs import LARGE_EXPONENT, dense, run_here, run_outside, variants
from tests.core.strategies import networks
from tests.projects import INPUTS, project_of

BACKEND = "torch"  # Keras on PyTorch, which is here anyway
os.environ["KERAS_BACKEND"] = BACKEND

pytestmark = [
    # Keras hands PyTorch's tensors to NumPy in a way that NumPy 2 would rather not see.
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),
    # It doubts the sense of a softmax over one neuron, which any network may have.
    pytest.mark.filterwarnings("ignore:You are using a softmax:UserWarning"),
]

FOREIGN = [dialect for dialect in DIALECTS if dialect.id in ("torch", "keras")]
(NOTEBOOK,) = [dialect for dialect in DIALECTS if dialect.id == "notebook"]

each_dialect = pytest.mark.parametrize("dialect", FOREIGN, ids=lambda dialect: dialect.id)
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
each_precision = pytest.mark.parametrize("precision", PRECISIONS)
each_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)


def _sums(dialect: Dialect, precision: str) -> str:
    """The precision that a program really sums in: Keras has float64 with TensorFlow alone."""
    return "float32" if (dialect.id, precision) == ("keras", "float64") else precision


@each_dialect
@each_kind
@each_precision
def test_a_program_agrees_with_the_app(dialect: Dialect, kind: type[Layer], precision: str) -> None:
    for layer in variants(kind):
        project = project_of(INPUTS, layer, precision=precision)
        outcome = run_here(write_program(project, dialect))
        assert outcome.status == 0, outcome.printed
        outputs = outcome.variables["outputs"]
        expected = project.network.forward(project.batch.inputs)
        near = 20 * float(np.finfo(_sums(dialect, precision)).eps)
        np.testing.assert_allclose(outputs.tolist(), expected, rtol=near, atol=near)


@each_dialect
@each_example
def test_a_program_of_an_example_agrees_with_the_app(dialect: Dialect, example: Example) -> None:
    outcome = run_here(write_program(example.build(), dialect))
    assert outcome.status == 0
    near = 20 * float(np.finfo(_sums(dialect, "float64")).eps)
    largest = np.abs(outcome.variables["outputs"].tolist()).max()
    assert outcome.largest_difference <= near * max(1.0, largest)


@each_dialect
@each_kind
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_agrees_too(dialect: Dialect, kind: type[Layer], bad: float) -> None:
    inputs = INPUTS.copy()
    inputs[1, 2] = bad
    for layer in variants(kind):
        outcome = run_here(write_program(project_of(inputs, layer), dialect))
        assert outcome.status == 0, f"{layer}: {outcome.printed}"


@each_dialect
@pytest.mark.parametrize(
    ("precision", "deviation"),
    [
        *[("float16", each) for each in (6e-8, 1e-3, 300.0, 6e4)],
        *[("float32", each) for each in (1e-44, 1e-12, 1e-8, 1e25)],
        *[("float64", each) for each in (1e-300, 1e-10, 1e200)],
    ],
)
def test_deviations_of_any_size_agree(dialect: Dialect, precision: str, deviation: float) -> None:
    layer = Standardise([1.0, 1.0, -2.0, 0.0], [deviation, 1.0, deviation, 2.0])
    inputs = 1 + np.array([[0, 1, 2, 3], [1, -1, 0, 2]]) * min(deviation, 1e3)
    outcome = run_here(write_program(project_of(inputs, layer, precision=precision), dialect))
    assert outcome.status == 0, outcome.printed


@each_dialect
@each_precision
def test_a_softmax_that_overflows_gives_nan(dialect: Dialect, precision: str) -> None:
    project = example_named("Numbers that explode").build()
    layer = project.network.layers[0].with_option("subtract_maximum", 0)
    project = Project(Network([layer]), project.batch, precision)
    outcome = run_here(write_program(project, dialect))
    assert outcome.status == 0
    assert np.isnan(outcome.variables["outputs"].tolist()).all()


@each_dialect
@each_precision
def test_a_sum_of_exponentials_overflows_where_it_does_in_the_app(
    dialect: Dialect, precision: str
) -> None:
    inputs = [3 * [LARGE_EXPONENT[precision]]]
    project = project_of(inputs, Softmax(subtract_maximum=0), precision=precision)
    outcome = run_here(write_program(project, dialect))
    assert outcome.status == 0, outcome.printed


@each_dialect
@given(network=networks(4))
@settings(max_examples=15)
def test_a_program_of_any_network_agrees_with_the_app(dialect: Dialect, network: Network) -> None:
    # Near 0 a sum that is rounded in another order may turn a step.
    network = Network([*(each for each in network.layers if not isinstance(each, Step)), ReLU()])
    outcome = run_here(write_program(Project(network, Batch(INPUTS)), dialect))
    assert outcome.status == 0, outcome.printed


@pytest.mark.parametrize("n_neurons", [1, 300])
def test_keras_carries_what_it_gets_where_it_multiplies_in_float32(n_neurons: int) -> None:
    (keras,) = [dialect for dialect in DIALECTS if dialect.id == "keras"]
    weights = np.full((1, n_neurons), 1e39)
    project = project_of([[1.0], [0.0], [-2.0]], Dense(weights, np.ones(n_neurons)))
    program = write_program(project, keras)
    outcome = run_here(program)
    assert outcome.status == 0, outcome.printed
    assert outcome.variables["outputs"][0, 0] == np.inf
    assert "multiplies matrices of float64 in float32" in program.text
    with_tensorflow = program.runnable.replace('!= "tensorflow"', '!= "torch"')
    assert run_here(program, with_tensorflow).status == 1


@each_dialect
@each_precision
def test_numbers_from_a_file_beside_agree(dialect: Dialect, precision: str) -> None:
    layers = (dense(40, 50), ReLU(), dense(50, 3), Softmax())
    inputs = np.linspace(-1, 1, 200).reshape(5, 40)
    program = write_program(project_of(inputs, *layers, precision=precision), dialect)
    assert program.weight_files
    assert run_here(program).status == 0


@each_dialect
@pytest.mark.parametrize(("becomes", "difference"), [("0.75", 0.5), ("NAN", np.inf)])
def test_a_program_that_does_not_agree_says_so_and_fails(
    dialect: Dialect, becomes: str, difference: float
) -> None:
    program = write_program(project_of([[0.25, 1.0]], ReLU()), dialect)
    changed = program.runnable.replace("0.25", becomes.replace("NAN", 'float("nan")'), 1)
    outcome = run_here(program, changed)
    assert outcome.status == 1
    assert outcome.largest_difference == difference


@each_dialect
def test_a_saved_program_runs_on_its_own(dialect: Dialect, tmp_path: Path) -> None:
    path = tmp_path / "digits.py"
    save_program(write_program(example_named("Digits").build(), dialect), path)
    outcome = run_outside(path, KERAS_BACKEND=BACKEND)
    assert outcome.status == 0
    assert outcome.largest_difference < 1e-5


@each_example
def test_a_notebook_is_one_that_jupyter_takes(example: Example, tmp_path: Path) -> None:
    path = tmp_path / "notebook.ipynb"
    program = write_program(example.build(), NOTEBOOK, stem=path.stem)
    save_program(program, path)
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert run_here(program, "\n\n".join(code)).status == 0
