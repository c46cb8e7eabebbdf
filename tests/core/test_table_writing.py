"""Matrices and batches written as text read back to the same bits."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnfs_core.arrays import same_bits
from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.numbers import is_missing
from nnfs_core.files.tables.spreadsheets import computed_names
from nnfs_core.files.tables.writing import write_batch
from nnfs_core.project.batch import Batch
from tests.core.tables import read_table

same_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
FINITE = st.floats(allow_nan=False, allow_infinity=False)
MATRICES = st.one_of(
    hnp.arrays(np.float64, hnp.array_shapes(min_dims=2, max_dims=2, max_side=5), elements=FINITE),
    hnp.arrays(
        np.float32,
        hnp.array_shapes(min_dims=2, max_dims=2, max_side=5),
        elements=st.floats(allow_nan=False, allow_infinity=False, width=32),
    ),
    hnp.arrays(
        np.float16,
        hnp.array_shapes(min_dims=2, max_dims=2, max_side=5),
        elements=st.floats(allow_nan=False, allow_infinity=False, width=16),
    ),
)
NAMES = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=8
).filter(lambda name: name == name.strip() and not is_missing(name))


def test_a_matrix_is_written_in_its_shortest_exact_form(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_batch(path, Batch([[1, 0.1], [-0.0, 1e300], [np.nan, 1 / 3]], None, ["a", "b"]))
    assert path.read_bytes() == b"a,b\n1,0.1\n-0,1e+300\nnan,0.3333333333333333\n"


def test_single_precision_needs_fewer_digits(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_batch(path, Batch(np.array([[0.1, 16777216]], np.float32)))
    assert path.read_text() == "x0,x1\n0.1,16777216\n"


def test_half_precision_needs_fewer_still(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    numbers = np.array([[0.1, 65504, 6e-8, -0.0, np.nan, np.inf, 1 / 3]], np.float16)
    write_batch(path, Batch(numbers))
    assert path.read_text().splitlines()[1] == "0.1,65504,6e-08,-0,nan,inf,0.3333"


def test_a_very_wide_row_can_be_stopped_in_the_middle(tmp_path: Path) -> None:
    asked: list[None] = []

    def cancelled() -> bool:
        asked.append(None)
        return len(asked) > 2

    with pytest.raises(Cancelled):
        write_batch(tmp_path / "a.csv", Batch(np.zeros((1, 300_000))), cancelled=cancelled)
    assert list(tmp_path.iterdir()) == []


def test_a_number_whose_short_form_would_round_twice_is_written_longer(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    number = np.array([[0x15AE43FD]], np.uint32).view(np.float32)  # prints as 7.038531e-26
    write_batch(path, Batch(number))
    assert same_bits(read_table(path, dtype=np.float32).batch.inputs, number)


def test_the_name_of_the_file_tells_the_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    write_batch(path, Batch([[1, 2]], None, ["a, b", "se\tcond"]))
    assert path.read_text() == '"a, b"\t"se\tcond"\n1\t2\n'


def test_a_batch_is_written_with_its_class_names(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    batch = Batch(
        [[1, 2], [3, 4], [5, 6]],
        [1, -1, 0],
        ["a", 'say "b"'],
        class_names=["x, y", "z"],
        target_name="kind",
    )
    write_batch(path, batch)
    assert path.read_text() == 'a,"say ""b""",kind\n1,2,z\n3,4,\n5,6,"x, y"\n'


def test_classes_without_names_are_written_as_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_batch(path, Batch([[1], [2]], [1, 0]))
    assert path.read_text() == "x0,target\n1,1\n2,0\n"


@given(MATRICES, st.sampled_from([",", ";", "\t", "|"]))
@same_folder
def test_a_matrix_reads_back_to_the_same_bits(
    tmp_path: Path, matrix: np.ndarray, delimiter: str
) -> None:
    path = tmp_path / "a.csv"
    columns = [f"column {number}" for number in range(matrix.shape[1])]
    write_batch(path, Batch(matrix, None, columns), delimiter)
    batch = read_table(path, TableFormat(delimiter), dtype=matrix.dtype).batch
    assert same_bits(batch.inputs, matrix)
    assert list(batch.columns) == columns


@given(st.data())
@same_folder
def test_a_batch_reads_back_to_the_same_bits(tmp_path: Path, data: st.DataObject) -> None:
    inputs = data.draw(MATRICES)
    n_samples, n_features = inputs.shape
    columns = data.draw(
        st.lists(NAMES, min_size=n_features, max_size=n_features, unique_by=str.lower)
    )
    class_names = data.draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    numbers = st.integers(-1, len(class_names) - 1)
    targets = data.draw(
        st.one_of(
            hnp.arrays(np.int64, n_samples, elements=numbers),
            hnp.arrays(np.float64, n_samples, elements=FINITE),
        )
    )
    has_classes = targets.dtype.kind == "i"
    batch = Batch(
        inputs,
        targets,
        columns,
        class_names=class_names if has_classes else (),
        target_name="the target to predict",
    )
    delimiter = data.draw(st.sampled_from([",", ";", "\t", "|"]))
    path = tmp_path / "a.csv"
    write_batch(path, batch, delimiter)
    again = read_table(
        path,
        TableFormat(delimiter),
        target=n_features,
        target_kind="classes" if has_classes else "values",
        class_names=batch.class_names,
        dtype=inputs.dtype,
    ).batch
    assert again == batch


def test_a_cancelled_export_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    with pytest.raises(Cancelled):
        write_batch(path, Batch(np.zeros((100_000, 2))), cancelled=lambda: True)
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.csv"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NnfsError, match=r"a\.csv was not saved: there is no folder"):
        write_batch(tmp_path / "nowhere" / "a.csv", Batch([[1]]))


@pytest.mark.parametrize("ending", [".csv", ".tsv"])
def test_labels_come_first_and_any_reader_of_csv_finds_them_as_they_are(
    tmp_path: Path, ending: str
) -> None:
    labels = [
        "0",
        "NA",
        "inf",
        "'a'",
        'b"c',
        "",
        " a",
        "a",
        "a",
        "x,y;z\t",
        "one\r\ntwo\nthree",
        "é",
    ]
    inputs = np.arange(float(len(labels))).reshape(-1, 1)
    path = tmp_path / f"mine{ending}"
    write_batch(path, Batch(inputs, [0] * len(labels), ["x"], labels=labels, label_name="the id"))
    with path.open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file, delimiter="\t" if ending == ".tsv" else ",")
    assert header == ["the id", "x", "target"]
    assert [row[0] for row in rows] == labels
    assert [float(row[1]) for row in rows] == inputs[:, 0].tolist()


def test_labels_that_a_spreadsheet_would_compute_are_guarded_where_that_is_wanted(
    tmp_path: Path,
) -> None:
    batch = Batch([[1.0], [2.0]], labels=["=1+2", "fine"])
    assert computed_names(batch) == ["=1+2"]
    write_batch(tmp_path / "a.csv", batch, for_spreadsheets=True)
    assert (tmp_path / "a.csv").read_text() == '"label","x0"\n"\'=1+2",1\n"fine",2\n'
