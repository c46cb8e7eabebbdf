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
from nnfs_core.layers import Layer, Step
from tests.core.explained import explain
from tests.core.extreme import extreme_project
from tests.projects import layer_of

LANGUAGES: tuple[Language, ...] = ("python", "numpy")


def printed_by(code: str) -> float:
    """What a program prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), np.errstate(all="ignore"):
        exec(compile(code, "<number>", "exec"), {})
    return float(out.getvalue())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@given(st.floats(-30, 30), st.floats(-3, 3))
def test_the_code_of_every_kind_gives_the_number(
    language: Language, kind: type[Layer], first: float, second: float
) -> None:
    layer = layer_of(kind, 2, 1)
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


def test_nan_reads_back() -> None:
    evaluation = evaluate(Project(Network([Dense([[np.nan]], [0.0])]), Batch([[-np.inf]])))
    for language in LANGUAGES:
        assert np.isnan(printed_by(number_code(explain(evaluation, 0, 0, 0), language)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("layer", "inputs"),
    [
        (Step(), [np.nan]),
        (Softmax(subtract_maximum=0), [-1000.0, -1000.0]),
        (Softmax(subtract_maximum=0), [1000.0, 1.0]),
        (Dense([[1e155], [-1e155]], [0.0]), [1e155, 1e155]),
    ],
)
def test_the_code_gives_nan_where_the_app_has_it(
    language: Language, layer: Layer, inputs: list[float]
) -> None:
    explained = explain(evaluate(Project(Network([layer]), Batch([inputs]))), 0, 0, 0)
    code = number_code(explained, language)
    assert code.splitlines()[-1] == "print(output)  # NaN"
    assert np.isnan(printed_by(code))


def test_no_code_leaves_it_to_the_version_of_python_how_it_adds() -> None:
    explained = explain(
        evaluate(Project(Network([Dense([[1.0]] * 3, [0.0])]), Batch([[1e16, 1.0, -1e16]]))),
        0,
        0,
        0,
    )
    code = number_code(explained, "python")
    assert "sum(" not in code
    assert printed_by(code) == 0.0


def test_float16_products_are_summed_in_float32_as_in_the_app() -> None:
    layer = Dense([[300.0], [-300.0], [1.0]], [0.0])
    project = Project(Network([layer]), Batch([[300.0, 299.0, 1.0]]), precision="float16")
    code = number_code(explain(evaluate(project), 0, 0, 0), "numpy")
    assert printed_by(code) == 301.0


def test_code_that_gives_another_number_says_what_the_app_has() -> None:
    layer = Dense([[1.0], [1.0]], [-100.0])
    evaluation = evaluate(Project(Network([layer]), Batch([[100.0, 1e-6]]), "float32"))
    code = number_code(explain(evaluation, 0, 0, 0), "python")
    assert code.splitlines()[-2] == "# The app has 0, by float32."
    assert code.splitlines()[-1].startswith("print(output)  # 1")
    assert printed_by(code) == pytest.approx(1e-6)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_code_prints_what_it_says_at_the_edges_of_floating_point(language: Language) -> None:
    rng = np.random.default_rng(1)
    for _ in range(150):
        evaluation = evaluate(extreme_project(rng))
        for layer in range(len(evaluation.layers)):
            explained = explain(evaluation, layer, 0, 0)
            code = number_code(explained, language)
            *_, before, last = code.splitlines()
            told, printed = last.partition("# ")[2], printed_by(code)
            words = {"∞": np.inf, "-∞": -np.inf, "NaN": np.nan}
            said = words.get(told) if told in words else float(told)
            np.testing.assert_allclose(printed, said, rtol=6e-3, atol=0, err_msg=code)
            if told != explained.result_text:
                assert before.startswith(f"# The app has {explained.result_text}, by "), code
