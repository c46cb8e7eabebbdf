"""The same number in code: what is shown really computes it."""

from __future__ import annotations

import contextlib
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import KINDS, Batch, Dense, Network, Project, Softmax, evaluate
from nnfs_core.examples import EXAMPLES, example_named
from nnfs_core.explain import number_code
from nnfs_core.explain.number_code import Language
from nnfs_core.layers import Layer
from tests.core.explained import explain

LANGUAGES: tuple[Language, ...] = ("python", "numpy")


def printed_by(code: str) -> float:
    """What a program prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "<number>", "exec"), {})
    return float(out.getvalue())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@given(st.floats(-30, 30), st.floats(-3, 3))
def test_the_code_of_every_kind_gives_the_number(
    language: Language, kind: type[Layer], first: float, second: float
) -> None:
    layer = Dense([[1.5], [-2.0]], [0.25]) if kind is Dense else kind()
    evaluation = evaluate(Project(Network([layer]), Batch([[first, second]])))
    explained = explain(evaluation, 0, 0, 0)
    assert printed_by(number_code(explained, language)) == pytest.approx(explained.output)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)
def test_the_code_of_every_example_gives_the_number(example, language: Language) -> None:  # type: ignore[no-untyped-def]
    evaluation = evaluate(example.build())
    for layer in range(len(evaluation.layers)):
        explained = explain(evaluation, layer, 0, 0)
        code = number_code(explained, language)
        assert max(map(len, code.splitlines())) <= 60
        assert printed_by(code) == pytest.approx(explained.output, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("precision", ["float16", "float32"])
def test_numpy_code_computes_in_the_projects_precision(precision: str) -> None:
    layer = Dense([[0.1], [0.3]], [0.7])
    evaluation = evaluate(Project(Network([layer]), Batch([[0.2, 0.6]]), precision))
    explained = explain(evaluation, 0, 0, 0)
    code = number_code(explained, "numpy")
    assert f"dtype=np.{precision}" in code
    two_roundings = 2 * float(np.finfo(precision).eps)
    assert printed_by(code) == pytest.approx(explained.output, rel=two_roundings)


def test_basic_python_needs_no_import() -> None:
    explained = explain(evaluate(example_named("Softmax").build()), 0, 0, 0)
    code = number_code(explained, "python")
    assert "import" not in code
    assert code.splitlines()[-1] == "print(output)  # 0.8953"


def test_nan_reads_back_and_an_overflow_is_announced() -> None:
    evaluation = evaluate(Project(Network([Dense([[np.nan]], [0.0])]), Batch([[-np.inf]])))
    for language in LANGUAGES:
        assert np.isnan(printed_by(number_code(explain(evaluation, 0, 0, 0), language)))
    exploding = Project(Network([Softmax(subtract_maximum=0)]), Batch([[1000.0, 1.0]]))
    code = number_code(explain(evaluate(exploding), 0, 0, 0), "python")
    assert "the next line stops with OverflowError" in code
    with pytest.raises(OverflowError):
        printed_by(code)
