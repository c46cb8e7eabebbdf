"""Programs agree with the app: every dialect, kind, precision and example."""

from __future__ import annotations

import ast
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnfs_core import KINDS, Batch, Dense, Network, Project, ReLU, Softmax, Step
from nnfs_core.arrays import PRECISIONS
from nnfs_core.code import DIALECTS, Dialect, save_program, write_program
from nnfs_core.code.doubts import MAY_DIFFER
from nnfs_core.code.kinds import KIND_CODES, KindCode, Snippet, code_of
from nnfs_core.code.run_result import judged
from nnfs_core.examples import EXAMPLES, Example, example_named
from nnfs_core.layers import Layer
from tests.core.programs import LARGE_EXPONENT, dense, run_here, run_outside, variants
from tests.core.strategies import networks
from tests.projects import INPUTS, project_of

# PyTorch and Keras take seconds to import: tests/oracles runs theirs.
HERE = [dialect for dialect in DIALECTS if dialect.id not in ("torch", "keras")]

each_dialect = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.id)
each_here = pytest.mark.parametrize("dialect", HERE, ids=lambda dialect: dialect.id)
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
each_precision = pytest.mark.parametrize("precision", PRECISIONS)
each_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)


def dialect_named(name: str) -> Dialect:
    return next(dialect for dialect in DIALECTS if dialect.id == name)


def test_no_two_dialects_share_a_name() -> None:
    assert len({dialect.id for dialect in DIALECTS}) == len(DIALECTS)
    assert len({dialect.title for dialect in DIALECTS}) == len(DIALECTS)


@each_kind
def test_every_kind_has_an_entry_that_says_how_it_is_written(kind: type[Layer]) -> None:
    assert kind in KIND_CODES, (
        f"{kind.title} has no entry in KIND_CODES of nnfs_core/code/kinds/__init__.py: "
        f"say how it is written in nnfs_core/code/kinds/{kind.kind}.py"
    )


@each_kind
@each_dialect
def test_a_kind_says_how_it_is_written_in_every_dialect(
    kind: type[Layer], dialect: Dialect
) -> None:
    for layer in variants(kind):
        spoken = getattr(code_of(layer), dialect.id)
        assert (spoken.call if isinstance(spoken, Snippet) else spoken.lines).strip()
        ast.parse(write_program(project_of(INPUTS, layer), dialect).runnable)


def test_every_dialect_is_one_that_kinds_must_speak() -> None:
    spoken = {field.name for field in fields(KindCode)}
    assert {dialect.id for dialect in DIALECTS} <= spoken


@each_here
@each_kind
@each_precision
def test_a_program_agrees_with_the_app(dialect: Dialect, kind: type[Layer], precision: str) -> None:
    for layer in variants(kind):
        project = project_of(INPUTS, layer, precision=precision)
        program = write_program(project, dialect)
        outcome = run_here(program)
        assert outcome.status == 0, outcome.printed
        if dialect.id == "python":  # whose own numbers have a wider range than float16
            project = Project(project.network, project.batch, "float64")
        expected = project.network.forward(project.batch.inputs)
        near = 20 * np.finfo(precision).eps
        np.testing.assert_allclose(outcome.variables["outputs"], expected, rtol=near, atol=near)


@each_here
@each_example
def test_a_program_of_an_example_agrees_with_the_app(dialect: Dialect, example: Example) -> None:
    outcome = run_here(write_program(example.build(), dialect))
    assert outcome.status == 0
    assert outcome.largest_difference < 1e-12


@each_here
@each_precision
@given(data=st.data())
@settings(max_examples=15)
def test_a_program_of_any_network_agrees_with_the_app(
    dialect: Dialect, precision: str, data: st.DataObject
) -> None:
    network = data.draw(networks(4, precision))
    # Near 0 a sum that is rounded in another order may turn a step.
    network = Network(layer for layer in network.layers if not isinstance(layer, Step))
    if not any(layer.enabled for layer in network.layers):
        network = Network([*network.layers, ReLU()])
    outcome = run_here(write_program(Project(network, Batch(INPUTS), precision), dialect))
    assert outcome.status == 0, outcome.printed


@each_here
@each_precision
def test_what_follows_a_softmax_is_computed_in_the_projects_precision(
    dialect: Dialect, precision: str
) -> None:
    plain, scores = Softmax(subtract_maximum=0), Dense(np.zeros((4, 2)), [12.0, 12.0])
    network = Network([plain, scores, plain])  # e^12 overflows in float16 alone
    outcome = run_here(write_program(Project(network, Batch(INPUTS), precision), dialect))
    assert outcome.status == 0, outcome.printed


@each_here
@each_precision
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@each_kind
def test_what_is_not_finite_agrees_too(
    dialect: Dialect, precision: str, bad: float, kind: type[Layer]
) -> None:
    inputs = INPUTS.copy()
    inputs[1, 2] = bad
    for layer in variants(kind):
        program = write_program(project_of(inputs, layer, precision=precision), dialect)
        outcome = run_here(program)
        assert outcome.status == 0, outcome.printed


@each_here
@each_precision
def test_a_softmax_that_overflows_gives_nan_in_every_dialect(
    dialect: Dialect, precision: str
) -> None:
    project = example_named("Numbers that explode").build()
    layer = project.network.layers[0].with_option("subtract_maximum", 0)
    project = Project(Network([layer]), project.batch, precision)
    outcome = run_here(write_program(project, dialect))
    assert outcome.status == 0
    assert outcome.largest_difference == 0
    assert np.isnan(np.array(outcome.variables["outputs"])).all()


@each_here
@each_precision
def test_a_sum_of_exponentials_overflows_where_it_does_in_the_app(
    dialect: Dialect, precision: str
) -> None:
    inputs = [3 * [LARGE_EXPONENT[precision]]]
    project = project_of(inputs, Softmax(subtract_maximum=0), precision=precision)
    outcome = run_here(write_program(project, dialect))
    assert outcome.status == 0, outcome.printed


@each_here
@pytest.mark.parametrize(
    ("layers", "reason"),
    [
        (
            [Dense([[1e155], [-1e155]], [0.0])],
            "Sums leave the range of float64 on the way",
        ),
        ([Dense([[0.1], [-0.1]], [0.0]), Step()], "A step turns at a sum that is 0"),
        ([Dense([[1e-310], [1.0]], [0.0])], "Some numbers are so close to 0"),
        ([Dense([[np.nan, 1], [1, 1]], [0.0, 0]), Softmax()], "hides a NaN"),
    ],
)
def test_a_program_that_may_honestly_differ_knows_why(
    dialect: Dialect, layers: list[Layer], reason: str
) -> None:
    project = Project(Network(layers), Batch([[1e155, 1e155]]))
    program = write_program(project, dialect)
    assert reason in "".join(program.runnable.replace('"', "").split("\n")).replace("  ", "")
    # told only where it does differ
    agrees = run_here(program, program.runnable.replace("TOLERANCE =", "TOLERANCE = 9e999 or"))
    assert agrees.status == 0
    assert MAY_DIFFER not in agrees.printed
    differs = run_here(program, program.runnable.replace("TOLERANCE =", "TOLERANCE = -1 or"))
    assert differs.status == 1
    (told,) = [line for line in differs.printed.splitlines() if line.startswith(MAY_DIFFER)]
    assert reason in told
    message = judged(1, differs.printed, "", "python", "").message
    assert message.endswith(told.removeprefix(MAY_DIFFER))


def test_a_program_with_nothing_to_doubt_says_nothing() -> None:
    project = project_of(INPUTS, dense(4, 3), ReLU(), Softmax())
    assert all("It may differ" not in write_program(project, each).text for each in DIALECTS)


@each_here
@pytest.mark.parametrize(("was", "becomes"), [("0.25", "0.75"), ("0.25", "NAN"), ("0.25", "1e999")])
def test_a_program_that_does_not_agree_says_so_and_fails(
    dialect: Dialect, was: str, becomes: str
) -> None:
    program = write_program(project_of([[0.25, 1.0]], ReLU()), dialect)
    place = program.runnable.index(was)
    changed = program.runnable[:place] + becomes + program.runnable[place + len(was) :]
    outcome = run_here(program, changed.replace("NAN", 'float("nan")'))
    assert outcome.status == 1
    assert outcome.largest_difference == (0.5 if becomes == "0.75" else np.inf)


@each_here
@each_precision
def test_no_tolerance_is_so_wide_that_another_output_would_pass(
    dialect: Dialect, precision: str
) -> None:
    """Scores of a thousand are rounded coarsely in float16, but 0 is no probability of 1."""
    inputs = [[1000.0, 990.0, 100.0]]
    program = write_program(project_of(inputs, Softmax(), precision=precision), dialect)
    assert run_here(program).status == 0
    swapped = program.runnable.replace("[1000.0,  990.0,", "[ 990.0, 1000.0,")
    assert swapped != program.runnable
    outcome = run_here(program, swapped)
    assert outcome.status == 1
    assert outcome.largest_difference > 0.9


@each_here
def test_a_saved_program_runs_on_its_own(dialect: Dialect, tmp_path: Path) -> None:
    program = write_program(example_named("Digits").build(), dialect)
    path = tmp_path / f'my "digits" ü{dialect.suffix}'
    paths = save_program(program, path)
    weights = f'my "digits" ü_weights{dialect.weights_suffix}'
    assert [each.name for each in paths] == [weights, path.name]
    assert sorted(tmp_path.iterdir()) == sorted(paths)
    assert path.read_text("utf-8") == program.named(path.stem).file_text

    script = path.with_suffix(".py")  # of a notebook its code cells, one after the other
    script.write_text(program.named(path.stem).runnable, "utf-8")
    outcome = run_outside(script)
    assert outcome.status == 0
    assert outcome.largest_difference < 1e-12
    text = script.read_text("utf-8")
    assert "0.9999808797096255" in text
    script.write_text(text.replace("0.9999808797096255", "0.5"), "utf-8")
    outcome = run_outside(script)
    assert outcome.status == 1
    assert outcome.largest_difference == 0.5


def test_basic_python_imports_nothing() -> None:
    for example in EXAMPLES:
        tree = ast.parse(write_program(example.build(), dialect_named("python")).text)
        assert not [
            node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)
        ]
        assert "__import__" not in ast.dump(tree)


def test_numpy_takes_one_line_a_layer() -> None:
    text = write_program(example_named("Two layers").build(), dialect_named("numpy")).text
    assert "\ndense_1 = inputs @ dense_1_weights + dense_1_biases  # (3, 3)\n" in text
    assert "\ndense_2 = dense_1 @ dense_2_weights + dense_2_biases  # (3, 3)\n" in text


def test_numpy_classes_are_only_those_that_the_network_uses() -> None:
    layers = (dense(4, 3), ReLU(), dense(3, 2), ReLU())
    tree = ast.parse(write_program(project_of(INPUTS, *layers), dialect_named("classes")).text)
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    assert [each.name for each in classes] == ["Dense", "ReLU"]
    for each in classes:
        methods = [node for node in each.body if isinstance(node, ast.FunctionDef)]
        assert methods[-1].name == "forward"
        assert "self.output = " in ast.unparse(methods[-1])


@each_dialect
def test_a_layer_that_is_switched_off_is_named_and_left_out(dialect: Dialect) -> None:
    off = replace(dense(7, 9), name="Not this", enabled=False)
    program = write_program(project_of(INPUTS, ReLU(), off, Softmax()), dialect)
    (line,) = [line for line in program.text.splitlines() if "Not this" in line]
    assert line.strip().startswith("#")
    assert "not_this" not in program.text
    if dialect in HERE:
        assert run_here(program).status == 0


@each_here
def test_basic_python_and_narrow_numbers(dialect: Dialect) -> None:
    """A sum that overflows float16 does not overflow Python's own numbers."""
    layers = (Dense([[60000.0], [60000.0]], [0.0]), Step())
    inputs = [[1.0, 1.0], [1.0, -1.0], [-1.0, -1.0]]
    program = write_program(project_of(inputs, *layers[:1], precision="float16"), dialect)
    outcome = run_here(program)
    assert outcome.status == 0
    if dialect.id == "python":
        assert "the app computes in float64, as Python does" in program.text
        assert outcome.variables["outputs"] == [[120000.0], [0.0], [-120000.0]]
    else:
        assert np.array(outcome.variables["outputs"]).tolist() == [[np.inf], [0.0], [-np.inf]]
