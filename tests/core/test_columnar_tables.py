"""Parquet and Arrow files are read as tables of text are, column by column and batch by batch."""

from __future__ import annotations

import sys
import tracemalloc
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from nnfs_core import Cancelled, NnfsError, read_data
from nnfs_core.files.remarks import remarks
from nnfs_core.files.tables.guessing.guess import sniff
from nnfs_core.files.tables.surveying.surveying import survey_table
from nnfs_core.formats import PARQUET, TABLES, recognised
from tests.columnar_files import write_columns
from tests.core.tables import read_table

pa = pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")
for each in ("pyarrow.parquet", "pyarrow.feather"):
    pytest.importorskip(each)

FLOWERS = {
    "length": [5.1, 7.0, 6.3],
    "width": [3.5, None, 3.3],
    "species": ["setosa", "versicolor", "setosa"],
}
every_suffix = pytest.mark.parametrize("suffix", [".parquet", ".pq", ".feather", ".arrow"])


def refusal(path: Path) -> str:
    with pytest.raises(NnfsError) as refused:
        read_data(path)
    assert "\n" not in str(refused.value)
    return str(refused.value)


@every_suffix
def test_a_table_of_columns_is_read_as_the_same_table_of_text(tmp_path: Path, suffix: str) -> None:
    path = write_columns(tmp_path / f"flowers{suffix}", FLOWERS)
    assert recognised(path) is PARQUET
    text = tmp_path / "flowers.csv"
    text.write_text("length,width,species\n5.1,3.5,setosa\n7,,versicolor\n6.3,3.3,setosa\n")
    batch, expected = read_data(path), read_data(text)
    assert batch.columns == expected.columns
    assert batch.class_names == expected.class_names
    assert batch.targets.tolist() == expected.targets.tolist()
    assert np.array_equal(batch.inputs, expected.inputs, equal_nan=True)


@every_suffix
def test_numbers_of_every_kind_are_numbers(tmp_path: Path, suffix: str) -> None:
    columns = {
        "tiny": pa.array([1, None, -3], pa.int8()),
        "half": pa.array(np.array([0.5, 1.5, 2.5], np.float16)),
        "price": pa.array([Decimal("1.25"), None, Decimal("-3.50")], pa.decimal128(9, 2)),
        "level": pa.array([10.5, 20.5, 10.5]).dictionary_encode(),
        "none": pa.nulls(3),
        "hour": pa.array([time(6), time(12), None]),
        "took": pa.array([timedelta(hours=36), timedelta(0), None]),
    }
    guess = sniff(write_columns(tmp_path / f"some{suffix}", columns))
    assert [column.kind for column in guess.columns] == ["number"] * 7
    batch = read_table(guess.path).batch
    nan = np.nan
    expected = [
        [1, 0.5, 1.25, 10.5, nan, 0.25, 1.5],
        [nan, 1.5, nan, 20.5, nan, 0.5, 0],
        [-3, 2.5, -3.5, 10.5, nan, nan, nan],
    ]
    assert np.array_equal(batch.inputs, expected, equal_nan=True)


@every_suffix
def test_texts_booleans_and_dates_are_what_they_are_in_text(tmp_path: Path, suffix: str) -> None:
    columns = {
        "code": ["001", "002", None],
        "kind": pa.array(["a", "b", "a"]).dictionary_encode(),
        "yes": [True, False, None],
        "day": [date(2024, 2, 29), date(2024, 3, 1), None],
        "moment": pa.array([datetime(2024, 2, 29, 6, 30)] * 3, pa.timestamp("ns", "Europe/Paris")),
    }
    guess = sniff(write_columns(tmp_path / f"some{suffix}", columns))
    assert [column.kind for column in guess.columns] == ["text", "text", "text", "date", "date"]
    assert guess.rows == (
        ("001", "a", "True", "2024-02-29", "2024-02-29 06:30:00"),
        ("002", "b", "False", "2024-03-01", "2024-02-29 06:30:00"),
        ("", "a", "", "", "2024-02-29 06:30:00"),
    )
    batch = read_table(guess.path, features=[0], target=1, kinds={0: "text"}).batch
    assert batch.class_names == ("a", "b")
    assert np.array_equal(batch.inputs, [[1], [2], [np.nan]], equal_nan=True)


def test_whole_numbers_that_float64_rounds_are_told(tmp_path: Path) -> None:
    path = write_columns(tmp_path / "large.parquet", {"n": [2**53 + 1, 1, 2**62], "m": [1, 2, 3]})
    survey = survey_table(sniff(path))
    assert [column.n_rounded for column in survey.columns] == [1, 0]


@every_suffix
def test_columns_of_lists_are_left_out_and_told(tmp_path: Path, suffix: str) -> None:
    columns = {"words": [["a"], []], "n": [1, 2], "what": [{"x": 1}, {"x": 2}], "raw": [b"a", b"b"]}
    guess = sniff(write_columns(tmp_path / f"some{suffix}", columns))
    assert [column.name for column in guess.columns] == ["n"]
    assert guess.warning == (
        "Left out, since their cells are lists, records or bytes: words, what, raw."
    )
    assert read_table(guess.path).batch.inputs.tolist() == [[1], [2]]
    del columns["n"]
    write_columns(guess.path, columns)
    assert refusal(guess.path) == (
        f"some{suffix} has only columns of lists, records or bytes: words, what, raw."
    )


@every_suffix
def test_names_may_come_twice_hold_points_and_be_missing(tmp_path: Path, suffix: str) -> None:
    names = ["a.b", "a", "a", "", "a.b"]
    table = pa.table([pa.array([float(place)]) for place in range(5)], names)
    path = tmp_path / f"names{suffix}"
    if suffix in (".parquet", ".pq"):
        pa.parquet.write_table(table, path)
    else:
        with pa.ipc.new_file(path, table.schema) as writer:
            writer.write_table(table)
    guess = sniff(path)
    assert [column.name for column in guess.columns] == ["a.b", "a", "a_2", "x3", "a.b_2"]
    assert read_table(path, features=[4, 1, 2]).batch.inputs.tolist() == [[1, 2, 4]]


@every_suffix
def test_a_file_is_known_by_what_is_in_it(tmp_path: Path, suffix: str) -> None:
    path = write_columns(tmp_path / f"flowers{suffix}", FLOWERS)
    path.rename(tmp_path / "table.csv")
    assert recognised(tmp_path / "table.csv") is TABLES
    assert read_data(tmp_path / "table.csv").n_samples == 3


@every_suffix
def test_what_is_cut_off_or_written_over_is_refused(tmp_path: Path, suffix: str) -> None:
    path = write_columns(tmp_path / f"some{suffix}", {"a": np.arange(1000.0)})
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert refusal(path) == f"some{suffix} is damaged: it cannot be read."
    path.write_bytes(whole[:20] + bytes(len(whole) - 40) + whole[-20:])
    assert refusal(path) == f"some{suffix} is damaged: it cannot be read."


def test_numbers_of_an_arrow_file_that_are_not_of_their_type_are_refused(tmp_path: Path) -> None:
    prices = pa.array([Decimal("1.25"), Decimal("2.50")], pa.decimal128(3, 2))
    path = write_columns(tmp_path / "some.arrow", {"a": prices}, compression="uncompressed")
    whole, first = path.read_bytes(), (125).to_bytes(16, "little")
    assert whole.count(first) == 1
    path.write_bytes(whole.replace(first, (100_000).to_bytes(16, "little")))  # of three digits
    assert refusal(path) == "some.arrow is damaged: it cannot be read."


@every_suffix
def test_only_the_chosen_columns_are_read_and_few_rows_at_a_time(
    tmp_path: Path, suffix: str
) -> None:
    n = 200_000
    columns = {f"x{place}": np.random.default_rng(place).standard_normal(n) for place in range(10)}
    path = write_columns(tmp_path / f"large{suffix}", columns)
    guess, fractions = sniff(path), list[float]()
    before = pa.total_allocated_bytes()
    tracemalloc.start()
    batch = read_table(path, features=[7], progress=fractions.append).batch
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (guess.n_rows, guess.is_exact) == (n, True)
    assert np.array_equal(batch.inputs[:, 0], columns["x7"])
    batch_of_file = 65_536 * 8 * len(columns)  # which an Arrow file is read by
    assert peak < 3 * batch.inputs.nbytes + batch_of_file < n * 8 * len(columns)
    assert len(fractions) > 10
    assert pa.total_allocated_bytes() == before


@every_suffix
def test_looking_and_reading_can_be_stopped(tmp_path: Path, suffix: str) -> None:
    path = write_columns(tmp_path / f"some{suffix}", FLOWERS)
    with pytest.raises(Cancelled):
        sniff(path, lambda: True)
    guess = sniff(path)
    with pytest.raises(Cancelled):
        survey_table(guess, cancelled=lambda: True)
    assert survey_table(guess).columns[1].n_missing == 1


@every_suffix
def test_a_missing_extra_is_named_with_what_installs_it(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_columns(tmp_path / f"some{suffix}", FLOWERS)
    for module in [each for each in sys.modules if ".columnar.arrow" in each]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "pyarrow", None)  # as where it is not installed
    kind = "a Parquet file" if suffix in (".parquet", ".pq") else "an Arrow file"
    assert refusal(path) == (
        f"some{suffix} is {kind}, which the extra [parquet] reads; install it with: "
        f"{sys.executable} -m pip install pyarrow."
    )


def of_pandas(path: Path, columns: dict[str, object], index: list[object]) -> Path:
    """A file as pandas writes it: its index behind the columns, and told in the metadata."""
    import json

    table = pa.table(columns)
    told = {"index_columns": index, "columns": [], "column_indexes": []}
    schema = table.schema.with_metadata({"pandas": json.dumps(told)})
    if path.suffix == ".parquet":
        pa.parquet.write_table(table.cast(schema), path)
    else:
        pa.feather.write_feather(table.cast(schema), path)
    return path


@pytest.mark.parametrize("suffix", [".parquet", ".arrow"])
def test_the_index_of_shuffled_rows_is_their_label_and_hides_no_target(
    tmp_path: Path, suffix: str
) -> None:
    columns = {"x": [1.0, 2.0, 3.0, 4.0], "cl": ["a", "b", "a", "b"]}
    columns["__index_level_0__"] = [39, 41, 2, 7]
    path = of_pandas(tmp_path / f"some{suffix}", columns, ["__index_level_0__"])
    batch = read_data(path)
    assert batch.columns == ("x",)
    assert (batch.target_name, batch.class_names) == ("cl", ("a", "b"))
    assert batch.label_name == "index"
    assert [*batch.labels] == ["39", "41", "2", "7"]
    assert batch.inputs.tolist() == [[1], [2], [3], [4]]
    assert batch.targets.tolist() == [0, 1, 0, 1]


def test_an_index_that_counts_is_left_out_and_one_that_was_a_range_is_not_there(
    tmp_path: Path,
) -> None:
    columns = {"x": [1.5, 2.5, 3.5, 4.5], "cl": ["a", "b", "a", "b"], "row": [5, 6, 7, 8]}
    batch = read_data(of_pandas(tmp_path / "some.parquet", columns, ["row"]))
    assert (batch.columns, batch.target_name, batch.label_rows) == (("x",), "cl", None)
    a_range = {"kind": "range", "name": None, "start": 0, "stop": 4, "step": 1}
    batch = read_data(of_pandas(tmp_path / "range.parquet", {"x": columns["x"]}, [a_range]))
    assert batch.columns == ("x",)


@every_suffix
def test_categories_with_an_order_are_classes_in_that_order_and_none_is_dropped(
    tmp_path: Path, suffix: str
) -> None:
    order = pa.array(["hi", "mid", "lo", "none"])
    codes = pa.array([2, 0, None, 1, 2], pa.int8())
    level = pa.DictionaryArray.from_arrays(codes, order, ordered=True)
    path = write_columns(tmp_path / f"some{suffix}", {"x": [1.0, 2, 3, 4, 5], "level": level})
    batch = read_data(path)
    assert batch.class_names == ("hi", "mid", "lo", "none")
    assert batch.targets.tolist() == [2, 0, -1, 1, 2]


def test_all_that_may_be_misread_is_remarked(tmp_path: Path) -> None:
    columns = {"x": [1.0, 2, 3, 4], "some": [[1], [2], [3], [4]], "pass": ["Yes", "yes"] * 2}
    with remarks() as told:
        read_data(write_columns(tmp_path / "some.parquet", columns))
    assert told[0].startswith("Some texts of pass may be meant as one")
    assert told[1:] == ["Left out, since their cells are lists, records or bytes: some."]
