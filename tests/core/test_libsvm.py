"""Sparse tables as LIBSVM and SVMlight write them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import Batch, Cancelled, NnfsError, read_data
from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.guessing.guess import sniff
from nnfs_core.files.tables.reading import read_table
from nnfs_core.formats import SVM, format_of

DATA = Path(__file__).parents[1] / "data"


def file(folder: Path, text: str, name: str = "some.svm") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def refused(folder: Path, text: str) -> str:
    with pytest.raises(NnfsError) as found:
        read_data(file(folder, text))
    return str(found.value)


def test_a_text_file_of_pairs_is_known_by_its_content() -> None:
    batch = read_data(DATA / "svm.txt")
    assert batch.columns == ("x1", "x2", "x3")
    assert batch.inputs.tolist() == [
        [0.708333, 1, 1], [0.583333, -1, 0.333333], [0.166667, 0, -0.333333]
    ]  # fmt: skip
    assert batch.target_name == "target"
    assert np.asarray(batch.targets).tolist() == [1, 0, 1]
    assert batch.class_names == ("-1", "1")


def test_labels_that_come_again_are_classes(tmp_path: Path) -> None:
    batch = read_data(file(tmp_path, "+1 1:2 2:1\n-1 2:3\n" * 2))
    assert batch.class_names == ("-1", "1")
    assert batch.targets.tolist() == [1, 0, 1, 0]


@pytest.mark.parametrize(
    "text",
    [
        "2.5 1:1 3:3\n-1 2:2\n",
        "2.5 1:1 3:3  # remark 4:4\n\n# 9:9\n-1\t2:2 \r\n",
        "+2.5 1:1. 3:+3\n-1 2:.2e1",
        "2.5 001:1 3:3\n-1 2:2",
    ],
)
def test_each_spelling_gives_the_same(tmp_path: Path, text: str) -> None:
    batch = read_data(file(tmp_path, text))
    assert batch.inputs.tolist() == [[1, 0, 3], [0, 2, 0]]
    assert batch.targets.tolist() == [2.5, -1]


def test_indices_may_begin_at_0(tmp_path: Path) -> None:
    batch = read_data(file(tmp_path, "1 1:5\n2 0:7 2:1\n"))
    assert batch.columns == ("x0", "x1", "x2")
    assert batch.inputs.tolist() == [[0, 5, 0], [7, 0, 1]]


def test_a_line_of_a_label_alone_is_all_0(tmp_path: Path) -> None:
    assert read_data(file(tmp_path, "1 1:5 2:6\n0\n")).inputs.tolist() == [[5, 6], [0, 0]]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1 1:2 2:3\n1 qid:3 1:2\n", "Line 2 is '1 qid:3 1:2', but a line of LIBSVM has"),
        ("1 1:2 2:3\n1 1:x\n", "Line 2 is '1 1:x', but"),
        ("1 1:2 2:3\n1,2 1:3\n", "Line 2 is '1,2 1:3', but"),
        ("1 1:2 2:3\n1 1:2:3\n", "Line 2 is '1 1:2:3', but"),
        ("1 1:2 2:3\n1 2 3:4:5\n", "Line 2 is '1 2 3:4:5', but"),
        ("1 1:2 2:3\n\n1 2:2 1:3\n", "Line 3: its indices do not rise"),
        ("1 1:2 2:3\n1 2:2 2:3\n", "Line 2: its indices do not rise"),
        ("1 1:2 99999999:3\n", "some.svm has the index 99,999,999, more than the 100,000 columns"),
        ("1 1:2 2:3\n1:1 2:2\n", "Line 2 is '1:1 2:2', but"),
        ("1 1:1e999 2:3\n", "Line 1 is '1 1:1e999 2:3', but"),
        ("1\n2\n", "some.svm has no line of a label and index:value."),
        ("", "some.svm is empty"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, sentence: str) -> None:
    assert sentence in refused(tmp_path, text)


@pytest.mark.parametrize("text", ["1 12:30\n2 12:45\n", "1 08:05 17:30\n", "a:1,b:2\n1,2\n"])
def test_times_and_names_with_colons_are_no_pairs(tmp_path: Path, text: str) -> None:
    guess = sniff(file(tmp_path, text, "some.txt"))
    assert guess.cells is None


def test_a_dense_table_that_memory_does_not_hold_is_refused_before_it_is_taken(
    tmp_path: Path,
) -> None:
    guess = sniff(file(tmp_path, "1 1:1 4000:2\n" * 1000))
    assert guess.n_rows == 1000
    with pytest.raises(NnfsError, match=r"4,001,000 cells .* need 32\.\d MB of memory, but only"):
        read_table(guess, TableChoice.suggested(guess), limit=10**7)


@given(
    st.lists(
        st.tuples(
            st.floats(allow_nan=False, allow_infinity=False),
            st.dictionaries(st.integers(1, 40), st.floats(allow_nan=False, allow_infinity=False)),
        ),
        min_size=1,
    )
)
def test_what_is_written_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[float, dict[int, float]]]
) -> None:
    rows = [(0.5, {1: 1.5, 40: 2.5}), *rows]
    lines = [
        " ".join([repr(label), *(f"{n}:{number!r}" for n, number in sorted(pairs.items()))])
        for label, pairs in rows
    ]
    guess = sniff(file(tmp_path_factory.mktemp("svm"), "\n".join(lines)))
    batch: Batch = read_table(guess, TableChoice.suggested(guess))[0]
    expected = np.array([[pairs.get(n, 0.0) for n in range(1, 41)] for _, pairs in rows])
    assert batch.inputs.tobytes() == expected.tobytes()
    assert batch.targets.tolist() == [label for label, _ in rows]


def test_a_long_file_is_read_in_pieces_and_can_be_stopped(tmp_path: Path) -> None:
    path = file(tmp_path, "1 3:1.5 700:2\n-1 1:1\n" * 10_000)
    assert format_of(path) is SVM
    guess = sniff(path)
    batch, _ = read_table(guess, TableChoice.suggested(guess), dtype=np.float16)
    assert batch.inputs.shape == (20_000, 700)
    assert batch.inputs[-2, 699] == 2
    asked: list[bool] = []

    def stop() -> bool:
        asked.append(len(asked) >= 9)
        return asked[-1]

    with pytest.raises(Cancelled):
        read_table(guess, TableChoice.suggested(guess), cancelled=stop)
    assert len(asked) == 10
