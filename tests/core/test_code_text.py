"""The text of programs: exact numbers, lines that fit, harmless foreign text, and never long."""

from __future__ import annotations

import ast
import builtins
import json
import keyword
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnfs_core import (
    KINDS,
    Batch,
    Cancelled,
    Dense,
    LeakyReLU,
    Network,
    NnfsError,
    Project,
    ReLU,
    Softmax,
    edits,
)
from nnfs_core.arrays import PRECISIONS, AnyArray, number_texts
from nnfs_core.code import DIALECTS, Dialect, save_program, write_program
from nnfs_core.code.identifiers import identifiers
from nnfs_core.code.kinds import code_of
from nnfs_core.code.literals import LINE, assignment, line_text, quoted
from nnfs_core.code.program import write_weight_files
from nnfs_core.examples import example_named
from nnfs_core.layers.initialisation import HeNormal
from nnfs_core.matrix.rows import Rows
from tests.core.programs import dense, run_here
from tests.deferred import Slow, break_block, slow_rows
from tests.projects import INPUTS, layer_of, project_of

each_dialect = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.id)
HERE = [dialect for dialect in DIALECTS if dialect.id not in ("torch", "keras")]

HOSTILE = (
    "x\nimport os",
    "coding: utf-7",
    '"""',
    "'); raise SystemExit(1) #",
    "a\u2028b\u2029c\x0cd\x85e\rf",
    "\u202eevil",
    "\ud800",
    "*/ $x ${weights} {x} %s \\",
    "</script><script>alert(1)</script>",
    "=1+1",
    "",
    "largest",
    "outputs",
    "inputs",
    "np",
    "dense 1 weights",
    "print",
    "lambda",
)
foreign = st.sampled_from(HOSTILE) | st.text(max_size=40)


@given(data=st.data(), precision=st.sampled_from(PRECISIONS))
def test_numbers_read_back_to_the_same_bits(data: st.DataObject, precision: str) -> None:
    numbers = data.draw(hnp.arrays(precision, (3,), elements={"allow_nan": False}))
    read = np.array([float(text) for text in number_texts(numbers)]).astype(precision)
    assert read.tobytes() == numbers.tobytes()


@given(numbers=hnp.arrays(np.float32, hnp.array_shapes(min_dims=1, max_dims=2, max_side=40)))
def test_an_array_stands_in_lines_that_fit_and_reads_back(numbers: AnyArray) -> None:
    text = assignment("numbers", numbers, "np.array(", ", dtype=np.float32)")
    assert max(map(len, text.splitlines())) <= LINE
    names: dict[str, Any] = {"np": np, "nan": np.nan, "inf": np.inf}
    exec(text, names)
    np.testing.assert_array_equal(names["numbers"], numbers)
    assert names["numbers"].shape == numbers.shape


def test_rows_are_aligned() -> None:
    assert assignment("a", np.array([[1.0, -2.5], [10.0, 0.0]])) == (
        "a = [\n    [ 1.0, -2.5],\n    [10.0,  0.0],\n]"
    )


@given(st.lists(foreign, max_size=8))
def test_every_name_gets_an_identifier_of_its_own(names: list[str]) -> None:
    found = identifiers(names)
    every = [name + part for name in found for part in ("", "_weights", "_biases")]
    assert len(set(every)) == len(every)
    for name in found:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
        assert len(name) < 30
        assert not keyword.iskeyword(name)
        assert not hasattr(builtins, name)


@given(foreign)
def test_foreign_text_stays_on_its_line(text: str) -> None:
    line = line_text(text)
    assert line == "" or line.isprintable()
    assert len(line) <= 60
    assert len(line.splitlines()) <= 1
    assert ast.literal_eval(quoted(text)) == text


@each_dialect
@given(names=st.lists(foreign, min_size=8, max_size=8), stem=foreign)
@settings(max_examples=40)
def test_foreign_names_change_nothing_that_a_program_does(
    dialect: Dialect, names: list[str], stem: str
) -> None:
    project = _named(names)
    program = write_program(project, dialect, stem=stem)
    program.text.encode()
    tree = ast.parse(program.runnable.encode())
    plain = ast.parse(
        write_program(_named(["a", "b", "c", "d", "e", "f", "g", "h"]), dialect).runnable
    )
    assert _without_names(tree) == _without_names(plain)
    assert max(map(len, program.text.splitlines())) <= 140
    if dialect in HERE:
        assert run_here(program).status == 0


def _named(names: list[str]) -> Project:
    layers = (
        replace(dense(4, 3), name=names[0]),
        replace(ReLU(), name=names[1]),
        replace(dense(3, 2), name=names[2], enabled=False),
        replace(Softmax(), name=names[3]),
    )
    batch = Batch(INPUTS, [0, 1, 0, 1], names[4:8], class_names=names[:2], target_name=names[3])
    return Project(Network(layers), batch, title=names[0], notes=names[1])


def _without_names(tree: ast.AST) -> str:
    """What a program does, with one word for all names of layers."""
    text = ast.dump(tree)
    made = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    made -= {"inputs", "outputs", "expected", "numbers", "print"}
    for name in sorted(made, key=len, reverse=True):
        text = text.replace(f"'{name}'", "'name'")
    return re.sub(r"value='[a-z0-9_]+'", "value='name'", text)


@each_dialect
def test_a_large_network_stays_a_small_text(dialect: Dialect) -> None:
    project = project_of(np.ones((3, 300)), Dense.random(300, 400), Softmax())
    program = write_program(project, dialect)
    assert len(program.text) < 60_000
    ((name, weights),) = program.weight_files.items()
    assert name == f"network_weights{dialect.weights_suffix}"
    assert {"dense_1_weights", "dense_1_biases"} <= set(weights.arrays)
    assert name in program.text
    assert program.named("other").text == program.text.replace("network_weights", "other_weights")


@each_dialect
def test_a_wide_batch_goes_beside_too(dialect: Dialect) -> None:
    project = project_of(np.linspace(-1, 1, 6000).reshape(2, 3000), ReLU())
    program = write_program(project, dialect)
    assert len(program.text) < 4_000
    ((_, weights),) = program.weight_files.items()
    assert weights.arrays["inputs"].shape == (1, 3000)
    if dialect in HERE:
        assert run_here(program).status == 0


@pytest.mark.parametrize("precision", PRECISIONS)
@pytest.mark.parametrize("dialect", HERE, ids=lambda dialect: dialect.id)
def test_numbers_from_a_file_beside_agree(dialect: Dialect, precision: str) -> None:
    layers = (dense(40, 50), ReLU(), dense(50, 3), Softmax())
    inputs = np.linspace(-1, 1, 200).reshape(5, 40)
    program = write_program(project_of(inputs, *layers, precision=precision), dialect)
    assert program.weight_files
    assert run_here(program).status == 0


def test_an_archive_beside_needs_no_pickle(tmp_path: Path) -> None:
    project = project_of(np.ones((1, 40)), Dense.random(40, 40, seed=3))
    (path,) = write_weight_files(write_program(project, DIALECTS[1]), tmp_path)
    with np.load(path, allow_pickle=False) as arrays:
        assert sorted(arrays) == ["dense_1_biases", "dense_1_weights", "digest"]
        layer = project.network.layers[0]
        assert isinstance(layer, Dense)
        assert arrays["dense_1_weights"].tobytes() == layer.weights.tobytes()


@each_dialect
def test_a_cancelled_save_leaves_the_old_files(dialect: Dialect, tmp_path: Path) -> None:
    project = project_of(np.ones((1, 40)), Dense.random(40, 40))
    path = tmp_path / f"mine{dialect.suffix}"
    path.write_text("old")
    with pytest.raises(Cancelled):
        save_program(write_program(project, dialect), path, cancelled=lambda: True)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@each_dialect
def test_the_text_is_what_runs_but_for_a_notebook(dialect: Dialect) -> None:
    program = write_program(example_named("Iris").build(), dialect)
    if dialect.suffix == ".py":
        assert program.text == program.file_text == program.runnable
        return
    notebook = json.loads(program.file_text)
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    code = ["".join(each["source"]) for each in notebook["cells"] if each["cell_type"] == "code"]
    assert "\n\n".join(code) + "\n" == program.runnable
    for cell in notebook["cells"]:
        assert "".join(cell["source"]).strip()
        mark = "# %%\n" if cell["cell_type"] == "code" else "# %% [markdown]\n"
        assert mark in program.text


def test_a_notebook_tells_every_kind_in_a_formula() -> None:
    for kind in KINDS:
        layer = layer_of(kind)
        program = write_program(project_of(INPUTS, layer), DIALECTS[-1])
        assert f"$$ {code_of(layer).notebook.latex.split('$')[0]}" in program.text
        assert "Shapes: `(4, 4)" in program.text


@pytest.mark.parametrize(
    ("slope", "told"),
    [(0.123456789, "0.123456789"), (0.00001, r"1 \cdot 10^{-5}"), (1.0, r"else } 1 \, x")],
)
def test_a_notebook_tells_an_option_with_all_its_digits(slope: float, told: str) -> None:
    program = write_program(project_of(INPUTS, LeakyReLU(slope=slope)), DIALECTS[-1])
    (formula,) = [line for line in program.text.splitlines() if "$$" in line]
    assert told in formula


@pytest.mark.parametrize("name", ["http://a.example", "www.a.example", "me@a.example"])
def test_a_foreign_name_is_no_link_in_a_notebook(name: str) -> None:
    text = write_program(_named(8 * [name]), DIALECTS[-1]).file_text
    prose = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "markdown"]
    assert name not in "".join("".join(cell["source"]) for cell in prose)


@each_dialect
def test_only_the_first_samples_are_read(dialect: Dialect) -> None:
    blocks = tuple(Slow(np.full((512, 4), float(number))) for number in range(3))
    project = Project(Network([ReLU()]), Batch(Rows(blocks, 4, np.dtype(np.float64))))
    program = write_program(project, dialect)
    assert "The first 5 of 1,536 samples, 4 features each." in program.text
    assert [block.n_loads for block in blocks] == [1, 0, 0]


@each_dialect
def test_a_batch_that_cannot_be_read_is_an_error(dialect: Dialect) -> None:
    rows = slow_rows(512, 4, step=512)
    break_block(rows, 0, "The file is gone.")
    with pytest.raises(NnfsError, match=r"^The file is gone\.$"):
        write_program(Project(Network([ReLU()]), Batch(rows)), dialect)


@pytest.mark.parametrize(
    ("project", "sentence"),
    [
        (Project(Network(), Batch(INPUTS)), "The network has no layers; add one first."),
        (
            project_of(INPUTS, replace(ReLU(), enabled=False)),
            "Every layer is switched off; switch one on first.",
        ),
        (
            project_of(INPUTS, dense(4, 3), dense(2, 2)),
            "Dense 2 expects 2 inputs and receives 3.",
        ),
        (
            project_of(np.empty((0, 4)), ReLU()),
            "The batch has no samples; add one first.",
        ),
        (
            project_of(np.empty((2, 0)), ReLU()),
            "The samples have no features; add one first.",
        ),
    ],
)
def test_what_cannot_be_computed_is_refused_in_a_sentence(project: Project, sentence: str) -> None:
    for dialect in DIALECTS:
        with pytest.raises(NnfsError) as raised:
            write_program(project, dialect)
        assert str(raised.value) == sentence


@pytest.mark.parametrize("n_rows", [1, 2, 4, 100])
def test_as_many_rows_as_asked_for_are_carried(n_rows: int) -> None:
    outcome = run_here(write_program(project_of(INPUTS, ReLU()), DIALECTS[1], n_rows=n_rows))
    assert outcome.variables["outputs"].shape == (min(n_rows, 4), 4)


def test_a_program_says_by_which_rule_weights_were_drawn_while_they_are_as_drawn() -> None:
    project = edits.draw_as_book(example_named("A classifier's forward pass").build(), 0, 300)
    project = edits.redraw(project, 2, 3, HeNormal())
    said = [f"# As drawn: {rule}" for rule in (
        "Legacy generator, seed 0, drawn before 300", "He normal, seed 3"
    )]  # fmt: skip
    for dialect in DIALECTS[:5]:
        assert _drawn_lines(project, dialect) == said
    for changed in (
        edits.set_weights(project, 2, 0, 0, [[1]]),
        edits.set_biases(project, 2, 0, [1]),
    ):
        assert _drawn_lines(changed, DIALECTS[0]) == said[:1]


def test_a_program_takes_the_usual_rule_as_understood() -> None:
    project = example_named("A classifier's forward pass").build()
    assert _drawn_lines(project, DIALECTS[0]) == []


def _drawn_lines(project: Project, dialect: Dialect) -> list[str]:
    lines = write_program(project, dialect).text.splitlines()
    return [line for line in lines if "As drawn" in line]
