"""Tables in JSON: lists of records, a record a line, and what pandas splits."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import Batch, Cancelled, NnfsError, read_data
from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.guessing.guess import sniff
from nnfs_core.files.tables.other_texts import json_records
from nnfs_core.files.tables.reading import read_table
from nnfs_core.formats import JSON, format_of

DATA = Path(__file__).parents[1] / "data"


def file(folder: Path, text: str, name: str = "some.json", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


def refused(folder: Path, text: str, name: str = "some.json") -> str:
    with pytest.raises(NnfsError) as found:
        read_data(file(folder, text, name))
    return str(found.value)


def is_the_small_table(batch: Batch) -> bool:
    return (
        batch.columns == ("x",)
        and batch.inputs.tolist() == [[1.5], [2.5]]
        and batch.class_names == ("a", "b")
        and batch.targets.tolist() == [0, 1]
    )


def test_a_list_of_records_is_a_table() -> None:
    assert is_the_small_table(read_data(DATA / "records.json"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonl", '{"x":1.5,"kind":"a"}\n{"x":2.5,"kind":"b"}\n'),
        ("a.ndjson", '{"x":1.5,"kind":"a"}\r\n\r\n{"kind":"b","x":2.5}'),
        ("a.json", '  [ {"x" : 1.5, "kind" : "a"} ,\n {"x":2.5,"kind":"\\u0062"}\n]\n'),
        ("a.json", '{"columns":["x","kind"],"index":[0,1],"data":[[1.5,"a"],[2.5,"b"]]}'),
        ("a.txt", '[{"x":1.5,"kind":"a"},{"x":2.5,"kind":"b"}]'),
        ("a.json", '\ufeff[{"x":1.5,"kind":"a"},{"x":2.5,"kind":"b"}]'),
    ],
)
def test_it_is_one_in_each_of_its_spellings(tmp_path: Path, name: str, text: str) -> None:
    assert is_the_small_table(read_data(file(tmp_path, text, name)))


def test_it_may_be_utf_16_or_packed(tmp_path: Path) -> None:
    import gzip

    text = '[{"x":1.5,"kind":"a"},{"x":2.5,"kind":"b"}]'
    assert is_the_small_table(read_data(file(tmp_path, text, encoding="utf-16")))
    packed = tmp_path / "a.json.gz"
    packed.write_bytes(gzip.compress(text.encode()))
    assert format_of(packed) is JSON
    assert is_the_small_table(read_data(packed))


def test_lists_of_numbers_are_rows(tmp_path: Path) -> None:
    assert read_data(file(tmp_path, "[[1, 2.5], [3, null]]")).inputs[0].tolist() == [1, 2.5]
    batch = read_data(file(tmp_path, '[["a", "b"], [1, 2], [3, 4]]'))
    assert batch.columns == ("a", "b")
    assert batch.inputs.tolist() == [[1, 2], [3, 4]]


def test_keys_that_come_later_are_columns_that_were_missing_before(tmp_path: Path) -> None:
    batch = read_data(file(tmp_path, '[{"a":1},{"a":2,"b":3},{"b":null,"c":5}]'))
    assert batch.columns == ("a", "b", "c")
    nan = np.nan
    expected = [[1, nan, nan], [2, 3, nan], [nan, nan, 5]]
    assert np.array_equal(batch.inputs, expected, equal_nan=True)


def test_truth_is_a_class_and_false_comes_first(tmp_path: Path) -> None:
    batch = read_data(file(tmp_path, '[{"x":1,"ok":true},{"x":2,"ok":false}]'))
    assert batch.class_names == ("False", "True")
    assert batch.targets.tolist() == [1, 0]


def test_nan_and_infinity_are_read_as_python_writes_them(tmp_path: Path) -> None:
    text = json.dumps([{"x": float("inf")}, {"x": float("nan")}, {"x": 1.5}, {"x": -0.0}])
    text = text.replace("]", ',{"x":-0}]')
    found = read_data(file(tmp_path, text)).inputs[:, 0]
    assert np.array_equal(found, [np.inf, np.nan, 1.5, 0, 0], equal_nan=True)
    assert np.signbit(found[3:]).all()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[{"x":1},{"x":[1,2]}]', "Record 2 of some.json has a list as its 'x', where a table has"),
        ('[{"x":{"y":1}}]', "Record 1 of some.json has an object as its 'x'"),
        ('{"x":{"0":1},"y":{"0":2}}', "some.json is no list of records; a table in JSON is a list"),
        ('{"x":{"0":1},"y":2}', "Record 1 of some.json has an object as its 'x'"),
        ('[[1,2],[3]]', "Record 2 of some.json has other columns than the first one"),
        ('[{"x":1},[2]]', "Record 2 of some.json has other columns"),
        ('[[1],{"x":1}]', "Record 2 of some.json has other columns"),
        ('[{"x":1},{"x":2}', "some.json is damaged: it is no JSON behind value 2."),
        ('[{"x":1},{"x":2', "some.json is damaged: it is no JSON behind value 1."),
        ('[{"x":1},]', "some.json is no list of records"),
        ('[{"x":1}] [', "some.json is damaged: it is no JSON behind value 1."),
        ('{"x":1}{"x":2}x', "some.json is damaged"),
        ('[{"x":1},{"x":1e999}]', "Record 2 of some.json has a number as its 'x' that is too"),
        ('[{"x":NaN},{"x":-1e999}]', "Record 2 of some.json has a number as its 'x' that is too"),
        ('{"columns":["x"],"data":[1]}', "some.json is no list of records"),
        ("[{}]", "some.json holds no record"),
        ("[]", "some.json holds no record"),
        ("[1, 2]", "some.json is no list of records; a table in JSON is a list of objects"),
        ("12", "some.json is no list of records; a table in JSON is a list of objects"),
        ("", "some.json is empty"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_told_with_its_place(tmp_path: Path, text: str, sentence: str) -> None:
    assert sentence in refused(tmp_path, text)


@pytest.mark.parametrize("text", ["[" * 200_000, '{"a":' * 200_000, '[{"a":' + "[" * 200_000])
def test_deep_nesting_is_refused(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, text)


def test_a_record_without_end_takes_bounded_memory(tmp_path: Path) -> None:
    path = file(tmp_path, '[{"a":"' + "a" * (40 * 2**20))
    tracemalloc.start()
    try:
        with pytest.raises(NnfsError, match="has a value of more than 8,388,608 characters"):
            read_data(path)
        assert tracemalloc.get_traced_memory()[1] < 60 * 2**20
    finally:
        tracemalloc.stop()


def test_a_number_of_many_digits_is_read(tmp_path: Path) -> None:
    path = file(tmp_path, '[{"x":' + "1" * 300 + '},{"x":0.' + "1" * 9000 + "}]")
    assert read_data(path).inputs[:, 0].tolist() == [float("1" * 300), float("0." + "1" * 9000)]


@pytest.mark.parametrize("text", ['[{"x":1},{"x":-0},{"x":2}]', '{"x":1}\n{"x":-0}\n{"x":2}'])
def test_zero_keeps_its_sign(tmp_path: Path, text: str) -> None:
    found = read_data(file(tmp_path, text)).inputs[:, 0]
    assert found.tolist() == [1, 0, 2]
    assert np.signbit(found[1])


def test_braces_in_texts_and_values_cut_anywhere_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [{"x": n, "kind": ["a},{", '"}]', "{[\\"][n % 3]} for n in range(40)]
    for text in (json.dumps(records), "\n".join(map(json.dumps, records))):
        path = file(tmp_path, text)
        for n_characters in (1, 7, 60, 500):
            monkeypatch.setattr(json_records, "CHUNK_CHARACTERS", n_characters)
            batch = read_data(path)
            assert batch.inputs[:, 0].tolist() == [*range(40)]
            assert batch.class_names == ("a},{", '"}]', "{[\\")


VALUES = st.one_of(st.none(), st.floats(allow_nan=False), st.integers(-(2**53), 2**53))


@given(
    st.lists(
        st.dictionaries(st.text(min_size=1, max_size=3), VALUES, min_size=1), min_size=1, max_size=9
    ),
    st.sampled_from([None, 1, "lines"]),
)
def test_what_is_written_comes_back(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, Any]], how: object
) -> None:
    if how == "lines":
        text = "\n".join(map(json.dumps, records))
    else:
        text = json.dumps(records, indent=how)  # type: ignore[arg-type]
    guess = sniff(file(tmp_path_factory.mktemp("json"), text))
    keys = list(dict.fromkeys(key for record in records for key in record))
    choice = TableChoice.suggested(guess).with_features(range(len(keys)))
    for place, column in enumerate(guess.columns):
        if column.role != "feature":
            choice = choice.with_column(place, role="feature", read_as="number")
    batch, _ = read_table(guess, choice)
    wanted = [[record.get(key) for key in keys] for record in records]
    assert np.array_equal(batch.inputs, np.array(wanted, np.float64), equal_nan=True)


def test_a_long_file_is_read_in_pieces_and_can_be_stopped(tmp_path: Path) -> None:
    path = file(tmp_path, json.dumps([{"x": n / 7, "kind": "abc"[n % 3]} for n in range(30_000)]))
    guess = sniff(path)
    assert (guess.n_rows, guess.is_exact) == (30_000, True)
    batch, _ = read_table(guess, TableChoice.suggested(guess))
    assert batch.inputs[:, 0].tolist() == [n / 7 for n in range(30_000)]
    for stop_at in (1, 5):
        asked: list[bool] = []

        def stop(asked: list[bool] = asked, stop_at: int = stop_at) -> bool:
            asked.append(len(asked) + 1 >= stop_at)
            return asked[-1]

        with pytest.raises(Cancelled):
            read_table(guess, TableChoice.suggested(guess), cancelled=stop)
        assert len(asked) == stop_at


def test_texts_with_leading_zeros_are_texts(tmp_path: Path) -> None:
    cells = [("01", "07"), ("1", "7"), ("01", "07"), ("1", "7")]
    records = [{"x": n, "code": code, "kind": kind} for n, (kind, code) in enumerate(cells)]
    batch = read_data(file(tmp_path, json.dumps(records)))
    assert batch.columns == ("x", "code = 07", "code = 7")
    assert batch.class_names == ("01", "1")
