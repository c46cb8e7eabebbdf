"""Text and dates in tables become features, targets and labels."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnfs_core.arrays import same_bits
from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.files.tables.choice import ColumnChoice, TableChoice
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guessing.guess import preview, sniff
from nnfs_core.files.tables.parsing import text_features
from nnfs_core.files.tables.reading import read_table as read
from nnfs_core.project.batch import Batch
from nnfs_core.project.matching import OPPOSITES
from tests.core.refusals import refusal
from tests.core.tables import read_table

MakeFile = Callable[..., Path]
COMMA = TableFormat()
NAN = np.nan
TOWNS = ["Lyon", "Paris", "Nice", "Brest", ""]
ROWS = st.lists(st.sampled_from(TOWNS), min_size=1, max_size=40)


def town_table(towns: Sequence[str]) -> str:
    rows = "".join(f"{number},{town},{number}.5\n" for number, town in enumerate(towns))
    return f"a,town,b\n{rows}"


def by_name(batch: Batch) -> dict[str, list[float]]:
    return {name: batch.inputs[:, place].tolist() for place, name in enumerate(batch.columns)}


def test_a_feature_of_text_becomes_one_column_a_class(make_file: MakeFile) -> None:
    reading = read_table(make_file("size,color\n1,red\n2,blue\n3,red\n4,\n"))
    assert reading.batch.columns == ("size", "color = red", "color = blue")
    expected = [[1, 1, 0], [2, 0, 1], [3, 1, 0], [4, NAN, NAN]]
    assert same_bits(reading.batch.inputs, np.array(expected))
    assert reading.report.class_columns == {"color": ("red", "blue")}
    assert reading.report.missing == {"color": 1}
    assert reading.report.remarks("keep") == (
        "1 missing value (color) kept as NaN.",
        "The text of color became 2 columns of 0 and 1: red, blue.",
    )


def test_a_feature_of_text_becomes_one_number_where_that_is_wanted(make_file: MakeFile) -> None:
    path = make_file("size,color\n1,red\n2,blue\n3,red\n4,\n")
    reading = read_table(path, kinds={1: "codes"})
    assert reading.batch.columns == ("size", "color")
    assert same_bits(reading.batch.inputs, np.array([[1, 0], [2, 1], [3, 0], [4, NAN]]))
    assert reading.report.text_columns == {"color": ("red", "blue")}


def test_more_than_twenty_texts_are_left_out_unless_they_are_wanted(make_file: MakeFile) -> None:
    for n, role in ((20, "feature"), (21, "left out")):
        rows = "".join(f"{number},town {number % n}\n" for number in range(100))
        guess = sniff(make_file(f"a,town,y\n{rows}".replace("\n", ",0.5\n").replace("y,0.5", "y")))
        choice = TableChoice.suggested(guess)
        assert (choice.columns[1].role, choice.columns[1].read_as) == (role, "classes")
    batch, _ = read(guess, choice.with_column(1, role="feature"))
    assert batch.n_features == 1 + 21


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ("mean", [[1, 1, 0], [4, 0, 1], [3, 0, 1], [8, 0, 1]]),
        ("zero", [[1, 1, 0], [0, 0, 1], [3, 0, 0], [8, 0, 1]]),
        ("drop", [[1, 1, 0], [8, 0, 1]]),
    ],
)
def test_missing_texts_are_treated_as_chosen(
    make_file: MakeFile, missing: str, expected: list[list[float]]
) -> None:
    reading = read_table(make_file("a,b\n1,x\n,y\n3,\n8,y\n"), missing=missing)
    assert reading.batch.inputs.tolist() == expected


def test_missing_codes_become_zero_whichever_text_came_first(make_file: MakeFile) -> None:
    path = make_file("a,b\n1,yes\n2,no\n3,\n")
    batch = read_table(path, kinds={1: "codes"}, missing="zero").batch
    assert batch.inputs[:, 1].tolist() == [1, 0, 0]
    empty = read_table(make_file("a,b\n1,\n2,\n"), COMMA, kinds={1: "codes"}, missing="zero")
    assert empty.batch.inputs[:, 1].tolist() == [0, 0]


def test_of_codes_a_mean_is_the_most_frequent_text(make_file: MakeFile) -> None:
    path = make_file("a,b\n1,z\n2,x\n3,y\n4,y\n5,\n")
    assert read_table(path, kinds={1: "codes"}, missing="mean").batch.inputs[4, 1] == 2


@given(ROWS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_columns_of_a_text_sum_to_one(make_file: MakeFile, towns: list[str]) -> None:
    path = make_file(town_table([*towns, "Metz"]))
    batch = read_table(path, COMMA, kinds={1: "classes"}).batch
    towns = [*towns, "Metz"]
    parted = batch.inputs[:, 1:-1]
    assert same_bits(parted.sum(axis=1), np.where(np.array(towns) == "", NAN, 1.0))
    for town, row in zip(towns, parted, strict=True):
        assert not town or batch.columns[1 + int(row.argmax())] == f"town = {town}"
    assert batch.inputs[:, 0].tolist() == [*range(len(towns))]
    assert batch.inputs[:, -1].tolist() == [number + 0.5 for number in range(len(towns))]


@given(ROWS, st.randoms())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_alphabetical_order_the_order_of_rows_does_not_matter(
    make_file: MakeFile, towns: list[str], shuffle: random.Random
) -> None:
    towns = [*towns, "Metz"]
    shuffled = shuffle.sample(towns, len(towns))
    for read_as in ("classes", "codes"):
        found = []
        for order in (towns, shuffled):
            guess = sniff(make_file(town_table(order)))
            choice = TableChoice(guess.format, TableChoice.suggested(guess).columns, missing="mean")
            choice = choice.with_column(1, read_as=read_as, role="feature")
            batch, _ = read(guess, dataclasses.replace(choice, class_order="alphabetical"))
            found.append(
                sorted(zip(order, map(tuple, batch.inputs[:, 1:-1]), strict=True), key=repr)
            )
            assert batch.columns[1:-1] == (
                tuple(f"town = {town}" for town in sorted({*towns} - {""}))
                if read_as == "classes"
                else ("town",)
            )
        assert repr(found[0]) == repr(found[1])


@pytest.mark.parametrize("pair", OPPOSITES)
@pytest.mark.parametrize("read_as", ["classes", "codes"])
@pytest.mark.parametrize("order", ["appearance", "alphabetical"])
def test_of_two_opposites_the_negative_comes_first_in_features_too(
    make_file: MakeFile, pair: tuple[str, str], read_as: str, order: str
) -> None:
    no, yes = pair
    rows = "".join(f"{number},{yes if number % 3 else no}\n" for number in (1, 2, 3))
    guess = sniff(make_file("a,b\n" + rows))
    choice = TableChoice.suggested(guess).with_column(1, role="feature", read_as=read_as)
    batch, _ = read(guess, dataclasses.replace(choice, class_order=order))
    expected = {"a": [1, 2, 3], f"b = {no}": [0, 0, 1], f"b = {yes}": [1, 1, 0]}
    assert by_name(batch) == (
        expected if read_as == "classes" else {"a": [1, 2, 3], "b": [1, 1, 0]}
    )
    assert list(batch.columns) == list(by_name(batch))
    target = read(guess, choice.with_column(1, role="target"))[0]
    assert (target.class_names, target.targets.tolist()) == (pair, [1, 1, 0])


def test_classes_of_a_target_may_be_in_alphabetical_order(make_file: MakeFile) -> None:
    guess = sniff(make_file("a,kind\n1,pear\n2,apple\n3,Fig\n4,apple\n"))
    choice = dataclasses.replace(TableChoice.suggested(guess), class_order="alphabetical")
    batch, _ = read(guess, choice)
    assert batch.class_names == ("apple", "Fig", "pear")
    assert batch.targets.tolist() == [2, 0, 1, 0]


def test_a_text_that_is_not_known_has_no_column_and_is_told(make_file: MakeFile) -> None:
    guess = sniff(make_file("a,town\n1,Nice\n2,Lyon\n3,Metz\n4,\n"))
    choice = TableChoice.suggested(guess)
    choice = choice.with_column(1, role="feature", read_as="classes", texts=("Lyon", "Paris"))
    batch, report = read(guess, choice)
    assert batch.columns == ("a", "town = Lyon", "town = Paris")
    assert same_bits(batch.inputs[:, 1:], np.array([[0, 0], [1, 0], [0, 0], [NAN, NAN]]))
    assert report.unknown == {"town": ("Nice", "Metz")}
    assert "2 texts of town unknown, 0 in all its columns: Nice, Metz." in report.remarks("keep")
    codes, report = read(guess, choice.with_column(1, read_as="codes"))
    assert same_bits(codes.inputs[:, 1], np.array([2, 0, 3, NAN]))
    assert "2 texts of town new, numbered behind the others: Nice, Metz." in report.remarks("keep")


def test_many_columns_of_text_are_parted_in_small_pieces(
    make_file: MakeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_features, "AT_ONCE", 7)
    content = "a,b,c\n" + "".join(f"{'xyz'[n % 3]},{n},{'pq'[n % 2]}\n" for n in range(50))
    batch = read_table(make_file(content), COMMA, kinds={0: "classes", 2: "classes"}).batch
    n = np.arange(50)
    expected = np.c_[n % 3 == 0, n % 3 == 1, n % 3 == 2, n, n % 2 == 0, n % 2 == 1]
    assert batch.inputs.tolist() == expected.tolist()


def test_columns_of_text_that_go_leave_the_others_as_they_were(
    make_file: MakeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_features, "AT_ONCE", 7)
    content = "a,b,c\n" + "".join(f",{n},{n / 2}\n" for n in range(50))
    batch = read_table(make_file(content), COMMA, kinds={0: "classes"}).batch
    assert by_name(batch) == {"b": [*range(50)], "c": [n / 2 for n in range(50)]}


def test_a_column_of_text_without_any_text_has_no_column(make_file: MakeFile) -> None:
    path = make_file("a,b,c\n1,,2\n3,,4\n")
    batch = read_table(path, COMMA, kinds={1: "classes"}).batch
    assert by_name(batch) == {"a": [1, 3], "c": [2, 4]}
    assert refusal(read_table, path, COMMA, features=[1], kinds={1: "classes"}) == (
        "The columns that are chosen as features hold nothing; choose others."
    )


def test_a_new_column_gives_way_to_one_that_has_its_name(make_file: MakeFile) -> None:
    path = make_file("b = x,b\n1,x\n2,y\n")
    assert read_table(path).batch.columns == ("b = x", "b = x_2", "b = y")


def test_columns_of_texts_count_in_the_limit(make_file: MakeFile) -> None:
    rows = "".join(f"{n},text {n % 500}\n" for n in range(5000))
    path = make_file("a,b\n" + rows)
    with pytest.raises(NnfsError, match=r"\(5,000 rows of 501 columns\), which need 20.0 MB"):
        read_table(path, kinds={1: "classes"}, limit=1_000_000)
    assert read_table(path, kinds={1: "codes"}, limit=1_000_000).batch.n_features == 2


def test_half_precision_does_not_number_more_texts_than_it_tells_apart(make_file: MakeFile) -> None:
    path = make_file("a,b\n" + "".join(f"{n},text {n}\n" for n in range(2049)))
    assert refusal(read_table, path, kinds={1: "codes"}, dtype=np.float16) == (
        "The column 'b' has 2,049 different texts, but float16 tells whole numbers apart only up "
        "to 2,048; leave it out, or choose float32."
    )
    batch = read_table(path, kinds={1: "codes"}, dtype=np.float32).batch
    assert batch.inputs[-1].tolist() == [2048, 2048]


def test_parting_texts_can_be_cancelled(make_file: MakeFile) -> None:
    path = make_file("a,b\n" + "".join(f"{n},{n % 7}\n" for n in range(100)))
    total = 0

    def counting() -> bool:
        nonlocal total
        total += 1
        return False

    read_table(path, kinds={1: "classes"}, cancelled=counting)
    asked = 0

    def at_last() -> bool:
        nonlocal asked
        asked += 1
        return asked == total

    with pytest.raises(Cancelled):
        read_table(path, kinds={1: "classes"}, cancelled=at_last)


@pytest.mark.parametrize("pattern", ["%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y"])
def test_dates_become_days_however_they_are_spelled(make_file: MakeFile, pattern: str) -> None:
    days = [date(2023, 12, 1) + timedelta(n) for n in range(40)]
    rows = "".join(f"{n},{day.strftime(pattern)}\n" for n, day in enumerate(days))
    reading = read_table(make_file("a,when\n" + rows), kinds={1: "days"})
    assert reading.batch.inputs[:, 1].tolist() == [(day - date(1970, 1, 1)).days for day in days]
    assert reading.report.assumed_dates == ()


def test_a_cell_far_down_may_tell_that_the_day_comes_first(make_file: MakeFile) -> None:
    rows = "1,2/1/1970\n" * 20_000
    path = make_file(f"a,when\n{rows}1,13/1/1970\n")
    assert read_table(path, kinds={1: "days"}).batch.inputs[[0, -1], 1].tolist() == [1, 12]
    reading = read_table(make_file(f"a,when\n{rows}"), kinds={1: "days"})
    assert reading.batch.inputs[0, 1] == 31
    assert reading.report.remarks("keep") == (
        "Dates of when read with the month first, as nothing tells it.",
    )


def test_what_is_no_date_is_refused_or_missing(make_file: MakeFile) -> None:
    path = make_file("a,when\n1,1970-01-02\n2,soon\n3,NA\n")
    assert refusal(read_table, path, kinds={1: "days"}) == (
        "Line 3, column 'when': 'soon' is not a date; correct it, take what is no date as missing, "
        "or leave the column out."
    )
    reading = read_table(path, kinds={1: "days"}, odd="missing")
    assert same_bits(reading.batch.inputs[:, 1], np.array([1, NAN, NAN]))
    assert reading.report.odd["when"].first == ["'soon'"]


def test_dates_are_left_out_unless_they_are_wanted(make_file: MakeFile) -> None:
    guess = sniff(make_file("home,goals,date\nBremen,3,1963-08-24\nBerlin,1,1963-08-24\n"))
    choice = TableChoice.suggested(guess)
    assert choice.columns[2].role == "left out"
    batch, _ = read(guess, choice.with_column(2, role="feature"))
    assert by_name(batch)["date"] == [-2322, -2322]


LABELS = st.lists(st.text("ab \"',;\né", max_size=5), min_size=1, max_size=20)


@given(LABELS, st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_labels_come_back_as_they_are_written(
    make_file: MakeFile, labels: list[str], has_blank_line: bool
) -> None:
    quoted = [label.replace('"', '""') for label in labels]
    rows = "".join(f'"{label}",{n}\n' for n, label in enumerate(quoted))
    path = make_file(f"name,a\n{rows}" + "\n" * has_blank_line)
    reading = read_table(path, COMMA, features=[1], label=0)
    assert reading.batch.labels is not None
    assert reading.batch.labels.tolist() == [label if label.strip() else "" for label in labels]
    assert reading.batch.label_name == "name"


def test_labels_stay_with_their_rows_where_some_are_dropped(make_file: MakeFile) -> None:
    rows = "".join(f"{'' if n % 3 else n},sample {n}\n" for n in range(30_000))
    path = make_file("a,name\n" + rows)
    reading = read_table(path, COMMA, features=[0], label=1, missing="drop")
    labels = reading.batch.labels
    assert labels is not None
    assert labels.tolist() == [f"sample {int(n)}" for n in reading.batch.inputs[:, 0]]


def test_labels_that_come_again_in_other_chunks_stay_with_their_rows(make_file: MakeFile) -> None:
    labels = [f"{n * n % 101}" for n in range(40_000)]
    content = "a,name\n" + "".join(f"{n},{label}\n" for n, label in enumerate(labels))
    batch = read_table(make_file(content), COMMA, features=[0], label=1).batch
    assert batch.labels is not None
    assert batch.labels.tolist() == labels


def test_labels_count_in_the_limit(make_file: MakeFile) -> None:
    rows = "".join(f"{n},{'x' * 150}{n}\n" for n in range(2000))
    path = make_file("a,name\n" + rows)
    with pytest.raises(NnfsError, match="which need"):
        read_table(path, features=[0], label=1, limit=300_000)
    assert read_table(path, features=[0], label=1, limit=800_000).batch.n_samples == 2000


def test_a_long_label_is_cut(make_file: MakeFile) -> None:
    batch = read_table(make_file(f"a,name\n1,{'x' * 500}\n"), features=[0], label=1).batch
    assert batch.labels is not None
    assert batch.labels.tolist() == ["x" * 199 + "…"]


CHOICES = st.builds(
    ColumnChoice,
    st.sampled_from(["feature", "feature", "left out"]),
    st.sampled_from(["number", "classes", "codes", "days"]),
    st.sampled_from(["refuse", "missing"]),
    st.sampled_from([(), ("x",), ("x", "1")]),
)
CONTENT = st.text('x1,;\n"/-. 2NA', max_size=60)


@given(CONTENT, st.lists(CHOICES, min_size=4, max_size=4), st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_table_is_read_in_any_way_or_refused_in_a_sentence(
    make_file: MakeFile, content: str, columns: list[ColumnChoice], data: st.DataObject
) -> None:
    sentence = "Read."
    try:
        guess = preview(make_file(f"a,b,c,d\n{content}"), COMMA)
        choice = TableChoice(COMMA, tuple(columns))
        for role in ("target", "label"):
            choice = choice.with_column(data.draw(st.integers(0, 3)), role=role)
        missing = data.draw(st.sampled_from(["keep", "mean", "zero", "drop"]))
        order = data.draw(st.sampled_from(["appearance", "alphabetical"]))
        dtype = data.draw(st.sampled_from([np.float16, np.float32, np.float64]))
        choice = dataclasses.replace(choice, missing=missing, class_order=order)
        batch, report = read(guess, choice, dtype=dtype)
    except NnfsError as error:
        sentence = str(error)
    else:
        assert (batch.inputs.dtype, len({*batch.columns})) == (dtype, batch.n_features)
        assert all(remark.endswith(".") for remark in report.remarks(missing))
        assert (batch.labels is None) == (choice.label is None)
    assert sentence.endswith(".")
