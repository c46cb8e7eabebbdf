"""Workbooks hold the forward pass as formulas, with the results that the app computed."""

from __future__ import annotations

import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnfs_core import (
    KINDS,
    Batch,
    Cancelled,
    Dense,
    Network,
    NnfsError,
    Project,
    ReLU,
    Softmax,
    evaluate,
)
from nnfs_core.arrays import PRECISIONS
from nnfs_core.code import workbook
from nnfs_core.code.sheets import BATCH, TOP, sheet_names
from nnfs_core.code.workbook import WorkbookSaved, save_workbook
from nnfs_core.examples import EXAMPLES, Example
from nnfs_core.layers import Layer
from tests.core.programs import dense, variants
from tests.core.test_code_text import foreign
from tests.core.workbooks import HEADINGS, Workbook
from tests.projects import INPUTS, project_of


def saved(project: Project, folder: Path) -> Workbook:
    path = folder / "network.xlsx"
    save_workbook(project, path)
    return Workbook.read(path)


def check(project: Project, folder: Path) -> Workbook:
    """Every layer's outputs are formulas whose kept results are what the app computes."""
    book = saved(project, folder)
    pass_ = evaluate(Project(project.network, project.batch, "float64"))
    switched_on = [
        result
        for result, layer in zip(pass_.layers, project.network.layers, strict=True)
        if layer.enabled
    ]
    for name, result in zip(book.names[1:], switched_on, strict=True):
        expected = result.output.array
        outputs = book.outputs(name, *expected.shape)
        expected = np.where(np.isfinite(expected), expected, np.nan)
        np.testing.assert_allclose(outputs, expected, rtol=1e-12, atol=1e-12)
    return book


@pytest.mark.parametrize("precision", PRECISIONS)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_a_sheet_holds_what_the_app_computes(
    kind: type[Layer], precision: str, tmp_path: Path
) -> None:
    for layer in variants(kind):
        check(project_of(INPUTS, layer, precision=precision), tmp_path)


@pytest.mark.parametrize(
    "example", [each for each in EXAMPLES if each.name != "Digits"], ids=lambda each: each.name
)
def test_a_workbook_of_an_example_holds_what_the_app_computes(
    example: Example, tmp_path: Path
) -> None:
    check(example.build(), tmp_path)


def test_a_dense_cell_is_a_sumproduct_of_two_rows_and_a_bias(tmp_path: Path) -> None:
    book = saved(project_of(INPUTS, dense(4, 3)), tmp_path)
    cell = book.sheets["Dense 1"]["C8"]
    assert cell.formula == "SUMPRODUCT(Batch!$B8:$E8,$G$9:$J$9)+$K$9"
    sheet = book.sheets["Dense 1"]
    assert [sheet[f"{column}{HEADINGS}"].shown for column in "BCDFGHIJK"] == [
        *("neuron 0", "neuron 1", "neuron 2"),
        *("neuron", "x0", "x1", "x2", "x3", "bias"),
    ]
    layer = dense(4, 3)
    weights = [float(sheet[f"{column}9"].shown) for column in "GHIJK"]
    np.testing.assert_allclose(weights, [*layer.weights[:, 1], layer.biases[0, 1]], rtol=1e-15)
    assert any("SUMPRODUCT multiplies" in each.shown for each in sheet.values())


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=3, max_size=3))
def test_every_number_reads_back_to_the_same_bits(numbers: list[float]) -> None:
    first, weight, bias = numbers
    with tempfile.TemporaryDirectory() as folder:
        book = saved(project_of([[first]], Dense([[weight]], [bias])), Path(folder))
    sheet, batch = book.sheets["Dense 1"], book.sheets[BATCH]
    read = [float(cell.shown) for cell in (batch["B8"], sheet["E8"], sheet["F8"])]
    assert np.array(read).tobytes() == np.array(numbers).tobytes()


def test_no_formula_needs_a_doubled_apostrophe(tmp_path: Path) -> None:
    layers = [replace(dense(4, 4), name="O'Neil"), ReLU(name="a'b'"), ReLU(name="''")]
    book = saved(project_of(INPUTS, *layers), tmp_path)
    assert book.names == [BATCH, "O\u2019Neil", "a\u2019b", "Layer 3"]
    assert book.sheets["a\u2019b"]["B8"].formula == "MAX(0,'O\u2019Neil'!B8)"


def test_softmax_shows_its_steps(tmp_path: Path) -> None:
    book = saved(project_of([[1.0, 2.0]], Softmax()), tmp_path)
    formulas = [cell.formula for cell in book.sheets["Softmax"].values() if cell.formula]
    assert formulas == [
        "MAX(Batch!$B8:$C8)",
        *("Batch!B8-B8", "Batch!C8-B8"),
        *("EXP(D8)", "EXP(E8)"),
        "SUM($G8:$H8)",
        *("G8/J8", "H8/J8"),
    ]


def test_the_batch_stands_on_the_first_sheet(tmp_path: Path) -> None:
    batch = Batch([[1.5, -2.0], [0.1, 4.0]], [1, -1], ["wide", "long"], class_names=["no", "yes"])
    book = saved(Project(Network([ReLU()]), batch, title="Leaves"), tmp_path)
    sheet = book.sheets[BATCH]
    assert sheet["A1"].shown == "Leaves"
    assert [sheet[f"{column}{HEADINGS}"].shown for column in "ABCD"] == [
        *("sample", "wide", "long", "target")
    ]
    assert [sheet[f"{column}{TOP + 1}"].shown for column in "ABCD"] == ["0", "1.5", "-2", "yes"]
    assert sheet[f"D{TOP + 2}"].shown == "unknown"


def test_a_label_heads_the_row_of_its_sample_on_every_sheet(tmp_path: Path) -> None:
    batch = Batch([[1.5], [0.1], [2.0]], labels=["=1+1", "", "<b>"])
    book = saved(Project(Network([ReLU()]), batch), tmp_path)
    for sheet in book.sheets.values():
        names = [sheet[f"A{TOP + row}"] for row in (1, 2, 3)]
        assert [name.shown.strip() for name in names] == ["=1+1", "1", "<b>"]
        assert not any(name.formula for name in names)


def test_headings_use_the_names_of_features_and_classes(tmp_path: Path) -> None:
    batch = Batch(INPUTS, [0, 1, 0, 1], list("abcd"), class_names=["no", "yes"])
    book = saved(Project(Network([dense(4, 2), Softmax()]), batch), tmp_path)
    headings = {
        name: [cell.shown for place, cell in sheet.items() if place[1:] == str(HEADINGS)]
        for name, sheet in book.sheets.items()
    }
    assert headings["Dense 1"] == [
        *("sample", "neuron 0", "neuron 1"),
        *("neuron", "a", "b", "c", "d", "bias"),
    ]
    assert headings["Softmax"] == [
        *("sample", "largest", "no", "yes"),
        *("no", "yes", "sum", "no", "yes"),
    ]


def test_numbers_that_are_not_finite_stand_as_not_available(tmp_path: Path) -> None:
    inputs = [[np.nan, 1.0], [np.inf, 2.0]]
    book = saved(project_of(inputs, ReLU()), tmp_path)
    assert book.sheets[BATCH]["B8"] == book.sheets[BATCH]["B9"]
    assert (book.sheets[BATCH]["B8"].formula, book.sheets[BATCH]["B8"].shown) == ("NA()", "#N/A")
    np.testing.assert_array_equal(book.outputs("ReLU", 2, 2), [[np.nan, 1.0], [np.nan, 2.0]])


def test_a_layer_that_is_switched_off_has_no_sheet(tmp_path: Path) -> None:
    off = replace(dense(9, 9), enabled=False)
    assert saved(project_of(INPUTS, ReLU(), off, Softmax()), tmp_path).names == [
        "Batch",
        "ReLU",
        "Softmax",
    ]


@given(names=st.lists(foreign, min_size=8, max_size=8))
@settings(max_examples=25)
def test_foreign_names_are_text_and_never_formulas(
    names: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    layers = [replace(dense(4, 2), name=names[0]), replace(ReLU(), name=names[1])]
    batch = Batch(INPUTS, [0, 1, 0, 1], names[2:6], class_names=names[6:], target_name=names[7])
    project = Project(Network(layers), batch, title=names[0])
    book = check(project, tmp_path_factory.getbasetemp())
    first, *others = book.sheets.values()
    assert not any(cell.formula for cell in first.values())
    for sheet in others:
        for cell in sheet.values():
            assert cell.formula is None or cell.formula.startswith(("SUMPRODUCT(", "MAX(0,"))


@pytest.mark.parametrize("name", ["=1+1", "<r><t>bold</t></r>", "{=1}", "http://a.b", "+1", "1"])
def test_a_column_name_is_shown_as_it_is(name: str, tmp_path: Path) -> None:
    project = Project(Network([ReLU()]), Batch([[1.0]], columns=[name]))
    cell = saved(project, tmp_path).sheets[BATCH][f"B{HEADINGS}"]
    assert (cell.shown.strip(), cell.formula, cell.type) == (name, None, "inlineStr")


@given(st.lists(foreign | st.text(min_size=28, max_size=40), max_size=8))
def test_a_sheet_has_a_name_that_spreadsheets_take(names: list[str]) -> None:
    found = sheet_names(names)
    assert len({name.casefold() for name in [*found, BATCH]}) == len(names) + 1
    for name in found:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.isprintable()


def test_a_batch_that_does_not_fit_is_cut_to_its_first_samples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_FORMULAS", 200)
    project = project_of(np.arange(400.0).reshape(100, 4), ReLU(), ReLU())
    path = tmp_path / "network.xlsx"
    result = save_workbook(project, path)
    assert result == WorkbookSaved(25, 100)
    assert not result.is_whole
    book = Workbook.read(path)
    assert book.outputs("ReLU 2", 25, 4)[-1].tolist() == [96.0, 97.0, 98.0, 99.0]
    assert "The first 25 of 100 samples, as many as fit" in book.text(BATCH, "A2")
    assert "A33" not in book.sheets[BATCH]


@pytest.mark.parametrize(
    ("project", "sentence"),
    [
        (
            project_of(INPUTS, Dense.random(4, 20_000)),
            "Dense 1 would need 20,008 columns, but a sheet has 16,384; save the network as a "
            "program instead.",
        ),
        (
            project_of(np.zeros((1, 17_000)), ReLU()),
            "The batch would need 17,001 columns, but a sheet has 16,384; save the network as a "
            "program instead.",
        ),
        (
            project_of(np.zeros((1, 2000)), Dense.random(2000, 1001)),
            "The network has 2,003,001 weights and biases, more than the 2,000,000 cells that a "
            "workbook is given; save it as a program instead.",
        ),
        (project_of(INPUTS, dense(3, 3)), "Dense 1 expects 3 inputs and receives 4."),
        (Project(Network(), Batch(INPUTS)), "The network has no layers; add one first."),
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_the_old_file(
    project: Project, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "network.xlsx"
    path.write_text("old")
    with pytest.raises(NnfsError) as raised:
        save_workbook(project, path)
    assert str(raised.value) == sentence
    assert path.read_text() == "old"


@pytest.mark.parametrize("n_answers", [0, 1, 30, 230, 460, 470, 480])
def test_a_cancelled_save_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, n_answers: int
) -> None:
    """However far it has come: in the rows, in the sheets, in the packing."""
    path = tmp_path / "network.xlsx"
    path.write_text("old")
    answers = iter([False] * n_answers)
    project = project_of(np.ones((150, 4)), dense(4, 3), ReLU())
    with pytest.raises(Cancelled):
        save_workbook(project, path, cancelled=lambda: next(answers, True))
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NnfsError, match=r"^a\.xlsx was not saved: there is no folder"):
        save_workbook(project_of(INPUTS, ReLU()), tmp_path / "none" / "a.xlsx")


def test_progress_goes_up_to_1(tmp_path: Path) -> None:
    told: list[float] = []
    save_workbook(project_of(np.ones((500, 4)), ReLU()), tmp_path / "a.xlsx", progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1
    assert len(told) > 3


def test_nothing_in_a_workbook_runs(tmp_path: Path) -> None:
    save_workbook(project_of(INPUTS, ReLU()), tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert not [name for name in archive.namelist() if "vba" in name or "external" in name]
