"""Results in files: every format says the same of the same samples."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from python_calamine import CalamineWorkbook
from safetensors.numpy import load_file

from nnfs_core import Batch, Dense, Network, NnfsError, Project, Softmax, read_data
from nnfs_core.errors import Cancelled
from nnfs_core.finding import Order, in_order
from nnfs_core.formats import write_data
from nnfs_core.forward.evaluate import evaluate
from nnfs_core.results import ResultTable
from nnfs_core.results.exporting import WantedResults, workbook, write_results

pytestmark = pytest.mark.usefixtures("small_blocks")

SCORES = [[2.0, 0.0], [0.0, 3.0], [0.0, 1.0], [np.nan, 0.0], [4.0, 1.0]]
LABELS = ["a", "=1+2", "", "d, e", "f"]
FILTERED = Order.of(5, np.array([4, 1, 3]))
HEADS = ["sample", "name", "animal", "predicted", "verdict", "confidence", "loss"]
HEADS += ["probability of cat", "probability of dog", "a", "b"]


@pytest.fixture
def table() -> ResultTable:
    names = ["cat", "dog"]
    batch = Batch(
        SCORES, [0, 0, -1, 1, 1], ["a", "b"], class_names=names, target_name="animal",
        labels=LABELS, label_name="name",
    )  # fmt: skip
    network = Network([Dense(np.eye(2), np.zeros((1, 2))), Softmax()])
    return ResultTable.of(evaluate(Project(network, batch)))


def saved(
    table: ResultTable, path: Path, order: Order | None = None, *, for_spreadsheets: bool = False
) -> Path:
    order = Order(table.batch.n_samples) if order is None else order
    write_results(path, WantedResults(table, order, table.columns, for_spreadsheets))
    return path


def cells(path: Path, delimiter: str = ",") -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file, delimiter=delimiter))


def test_a_table_of_text_has_number_label_and_all_that_comes_of_each_sample(
    table: ResultTable, tmp_path: Path
) -> None:
    heads, *rows = cells(saved(table, tmp_path / "a.csv"))
    assert heads == HEADS
    assert [row[:5] for row in rows] == [
        ["0", "a", "cat", "cat", "right"],
        ["1", "=1+2", "cat", "dog", "wrong"],
        ["2", "", "unknown", "dog", ""],
        ["3", "d, e", "dog", "undecided", "wrong"],
        ["4", "f", "dog", "cat", "wrong"],
    ]
    probabilities = table.source.probabilities.array
    assert [[float(cell) for cell in row[7:9]] for row in rows[:3]] == probabilities[:3].tolist()
    assert cells(saved(table, tmp_path / "a.tsv"), "\t") == [heads, *rows]


def test_filtered_samples_are_written_alone_in_their_order(
    table: ResultTable, tmp_path: Path
) -> None:
    _, *everything = cells(saved(table, tmp_path / "all.csv"))
    _, *rows = cells(saved(table, tmp_path / "some.csv", FILTERED))
    assert rows == [everything[sample] for sample in (4, 1, 3)]


def test_what_a_spreadsheet_would_compute_is_guarded_on_request(
    table: ResultTable, tmp_path: Path
) -> None:
    rows = cells(saved(table, tmp_path / "a.csv", for_spreadsheets=True))
    assert rows[2][1] == "'=1+2"


def test_a_workbook_holds_the_same(table: ResultTable, tmp_path: Path) -> None:
    _, *texts = cells(saved(table, tmp_path / "a.csv", FILTERED))
    path = saved(table, tmp_path / "a.xlsx", FILTERED)
    heads, *rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Results").to_python()
    assert heads == HEADS
    for row, text in zip(rows, texts, strict=True):
        assert row[1:5] == text[1:5]
        for cell, expected in zip(row[5:], text[5:], strict=True):
            assert cell == ("" if expected in ("nan", "NaN") else float(expected))


def test_a_sheet_without_room_is_refused_and_the_old_file_stays(
    table: ResultTable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(table, tmp_path / "a.xlsx")
    before = path.read_bytes()
    monkeypatch.setattr(workbook, "MOST_ROWS", 4)
    with pytest.raises(NnfsError, match="A sheet has room for 4 samples, but these are 5"):
        saved(table, path)
    assert path.read_bytes() == before


def test_numpy_reads_records_without_pickle(table: ResultTable, tmp_path: Path) -> None:
    records = np.load(saved(table, tmp_path / "a.npy", FILTERED), allow_pickle=False)
    assert records["sample"].tolist() == [4, 1, 3]
    assert records["label"].tolist() == ["f", "=1+2", "d, e"]
    assert records["target"].tolist() == [1, 0, 1]
    assert records["predicted"].tolist() == [0, 1, -1]
    assert records["verdict"].tolist() == [0, 0, 0]
    np.testing.assert_array_equal(
        records["probabilities"], table.source.probabilities.array[[4, 1, 3]]
    )
    np.testing.assert_array_equal(records["features"], np.array(SCORES)[[4, 1, 3]])


def test_numpy_reads_records_of_a_thousand_classes(tmp_path: Path) -> None:
    network = Network([Dense.random(1, 1000, seed=0), Softmax()])
    project = Project(network, Batch([[1.0], [2.0]], [3, 999], ["ü"]))
    table = ResultTable.of(evaluate(project))
    records = np.load(saved(table, tmp_path / "a.npy"), allow_pickle=False)
    assert records["probabilities"].shape == (2, 1000)


def test_parquet_holds_the_same(table: ResultTable, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = parquet.read_table(saved(table, tmp_path / "a.parquet", FILTERED)).to_pylist()
    assert list(rows[0]) == HEADS
    assert [row["sample"] for row in rows] == [4, 1, 3]
    assert [row["predicted"] for row in rows] == ["cat", "dog", "undecided"]
    probabilities = table.source.probabilities.array
    assert rows[0]["probability of dog"] == probabilities[4, 1]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".npy", ".parquet"])
def test_a_cancel_and_nothing_to_save_leave_the_old_file(
    table: ResultTable, tmp_path: Path, suffix: str
) -> None:
    path = saved(table, tmp_path / f"a{suffix}")
    before, calls = path.read_bytes(), iter(range(100))
    wanted = WantedResults(table, FILTERED, table.columns, cancelled=lambda: next(calls) > 0)
    with pytest.raises(Cancelled):
        write_results(path, wanted)
    with pytest.raises(NnfsError, match="There are no samples to save"):
        saved(table, path, Order.of(5, np.empty(0, np.int64)))
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_the_progress_grows_to_one(table: ResultTable, tmp_path: Path) -> None:
    told: list[float] = []
    wanted = WantedResults(table, FILTERED, table.columns, progress=told.append)
    write_results(tmp_path / "a.csv", wanted)
    assert told == sorted(told)
    assert told[-1] == 1


def test_a_batch_in_an_order_has_its_samples_alone(table: ResultTable) -> None:
    batch = table.batch.with_(subset_rows=Batch(SCORES, subsets=[0, 1, 2, 0, 1]).subset_rows)
    some = in_order(batch, FILTERED)
    np.testing.assert_array_equal(some.inputs, np.array(SCORES)[[4, 1, 3]])
    assert some.targets.tolist() == [1, 0, 1]
    assert some.labels.tolist() == ["f", "=1+2", "d, e"]
    assert some.subsets.tolist() == [1, 1, 0]
    assert some.label_name == "name"
    assert in_order(batch, Order(5)) is batch


@pytest.mark.parametrize(("n_samples", "is_labelled"), [(1, False), (3, False), (3, True)])
def test_some_samples_saved_as_a_table_have_label_and_number_and_read_back_as_they_were(
    table: ResultTable, tmp_path: Path, n_samples: int, is_labelled: bool
) -> None:
    batch = table.batch if is_labelled else table.batch.with_(label_rows=None)
    order = Order.of(5, np.array([4, 1, 3][:n_samples]))
    path, some = tmp_path / "some.csv", in_order(batch, order)
    write_data(path, some, samples=order.indices)
    heads, *rows = cells(path)
    assert heads == ["sample", *(["name"] if is_labelled else []), "a", "b", "animal"]
    assert [row[0] for row in rows] == ["4", "1", "3"][:n_samples]
    if is_labelled:
        assert [row[1] for row in rows] == ["f", "=1+2", "d, e"][:n_samples]
    read = read_data(path)
    assert read.columns == ("a", "b")
    np.testing.assert_array_equal(read.inputs, some.inputs)
    assert read.labels is not None


@pytest.mark.parametrize("has_targets", [True, False])
def test_some_samples_saved_as_tensors_have_numbers_that_are_no_targets(
    table: ResultTable, tmp_path: Path, has_targets: bool
) -> None:
    batch = table.batch if has_targets else table.batch.with_(target_rows=None)
    path, some = tmp_path / "some.safetensors", in_order(batch, FILTERED)
    write_data(path, some, samples=FILTERED.indices)
    np.testing.assert_array_equal(load_file(path)["samples"], [4, 1, 3])
    read = read_data(path)
    np.testing.assert_array_equal(read.inputs, some.inputs)
    assert (read.target_rows is not None) == has_targets
