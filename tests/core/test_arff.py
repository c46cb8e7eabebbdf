"""Tables in ARFF, the format of Weka and OpenML."""

from __future__ import annotations

import contextlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import Batch, Cancelled, NnfsError, read_data
from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.guessing.guess import sniff
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.other_texts.arff import is_arff, open_arff
from nnfs_core.files.tables.reading import read_table
from nnfs_core.formats import ARFF, TABLES, format_of, recognised

DATA = Path(__file__).parents[1] / "data"
FLOWERS = """% from Weka
@RELATION iris

@ATTRIBUTE length REAL
@ATTRIBUTE 'petal width'  integer
@ATTRIBUTE class {setosa, 'Iris virginica', versicolor}
@DATA
"""


def arff(folder: Path, text: str, name: str = "some.arff") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, rows: str, header: str = FLOWERS) -> Batch:
    return read_data(arff(folder, header + rows))


def refused(folder: Path, text: str) -> str:
    with pytest.raises(NnfsError) as found:
        read_data(arff(folder, text))
    return str(found.value)


def guessed(folder: Path, text: str) -> TableGuess:
    return sniff(arff(folder, text))


def test_a_small_file_is_read_as_it_declares() -> None:
    batch = read_data(DATA / "iris.arff")
    assert batch.columns == ("sepallength", "sepalwidth")
    expected = [[5.1, 3.5], [4.9, np.nan], [7, 3.2]]
    assert np.array_equal(batch.inputs, expected, equal_nan=True)
    assert batch.target_name == "class"
    assert batch.class_names == ("setosa", "versicolor")
    assert batch.targets.tolist() == [0, 0, 1]


def test_classes_have_the_order_in_which_they_are_declared(tmp_path: Path) -> None:
    batch = read(tmp_path, "1,2,versicolor\n3,4,setosa\n")
    assert batch.class_names == ("setosa", "Iris virginica", "versicolor")
    assert batch.targets.tolist() == [2, 0]


def test_yes_before_no_stays_so_where_it_is_declared(tmp_path: Path) -> None:
    header = "@relation weather\n@attribute t real\n@attribute play {yes,no}\n@data\n"
    assert read(tmp_path, "1,no\n2,yes\n", header).class_names == ("yes", "no")


def test_fractions_of_whole_numbers_are_kept(tmp_path: Path) -> None:
    assert read(tmp_path, "0.5,1.75,setosa\n").inputs.tolist() == [[0.5, 1.75]]


@pytest.mark.parametrize(
    "rows",
    [
        "1,2,'Iris virginica'\n",
        '1,2,"Iris virginica"\n',
        "  1 ,\t2 , 'Iris virginica' \n",
        "1,2,'Iris virginica' % remark, with a comma\n",
        "% remark\n\n1,2,Iris virginica\n",
        "1 2 'Iris virginica'\n",
        "1\t2  'Iris virginica'  % remark\n",
        "{0 1, 1 2, 2 'Iris virginica'}\n",
        '{0 1,1 2,2 "Iris virginica"} % remark\n',
        "1,2,'Iris\\u0020virginica'\r\n",
    ],
)
def test_a_row_is_read_in_each_of_its_spellings(tmp_path: Path, rows: str) -> None:
    batch = read(tmp_path, rows)
    assert batch.inputs.tolist() == [[1, 2]]
    assert batch.targets.tolist() == [1]


def test_what_a_sparse_row_does_not_tell_is_0_or_the_first_value(tmp_path: Path) -> None:
    batch = read(tmp_path, "{1 5}\n{}\n{0 ?, 2 versicolor}\n")
    assert np.array_equal(batch.inputs, [[0, 5], [0, 0], [np.nan, 0]], equal_nan=True)
    assert batch.targets.tolist() == [0, 0, 2]


def test_a_question_mark_is_missing_unless_it_is_in_quotes(tmp_path: Path) -> None:
    header = "@relation a\n@attribute x real\n@attribute c {'?', b}\n@data\n"
    batch = read(tmp_path, "?,'?'\n1,?\n2,b\n", header)
    assert np.array_equal(batch.inputs, [[np.nan], [1], [2]], equal_nan=True)
    assert batch.targets.tolist() == [0, -1, 1]


def test_numbers_may_be_classes(tmp_path: Path) -> None:
    header = "@relation a\n@attribute x real\n@attribute digit {0,1,10,2}\n@data\n"
    batch = read(tmp_path, "1,10\n2,0\n", header)
    assert batch.class_names == ("0", "1", "10", "2")
    assert batch.targets.tolist() == [2, 0]


@pytest.mark.parametrize(
    ("attributes", "target"),
    [
        (["a real", "b {x,y}", "c {x,y}"], "c"),
        (["kind {x,y}", "a real", "b real"], "kind"),
        (["vendor {x,y}", "a real", "class real"], "class"),
        (["a {x,y}", "b real"], "a"),
        (["a real", "b real"], None),
    ],
)
def test_the_last_nominal_attribute_is_the_target_unless_a_name_tells_another(
    tmp_path: Path, attributes: list[str], target: str | None
) -> None:
    lines = ["@relation r", *(f"@attribute {each}" for each in attributes), "@data"]
    row = ",".join("x" if "{" in each else "1.5" for each in attributes)
    guess = guessed(tmp_path, "\n".join([*lines, row, row]))
    found = [column.name for column in guess.columns if column.role == "target"]
    assert found == ([] if target is None else [target])


def test_a_declared_text_is_a_feature_though_all_its_first_texts_differ(tmp_path: Path) -> None:
    towns = [f"t{n}" for n in range(40)]
    header = f"@relation r\n@attribute town {{{','.join(towns)}}}\n@attribute y real\n@data\n"
    header = header.replace("@attribute y", "@attribute class")
    guess = guessed(tmp_path, header + "".join(f"{town},1.5\n" for town in towns))
    assert [column.role for column in guess.columns] == ["feature", "target"]
    assert guess.columns[0].texts == tuple(towns)


def test_names_and_values_may_hold_anything_in_quotes(tmp_path: Path) -> None:
    header = (
        "@Relation 'a b'\n@ATTRIBUTE 'it\\'s, {odd} %' numeric\n"
        '@attribute "said \\"hi\\"" { \'a, b\' , "it\'s",\n  \'x}y\', plain word }\n@Data\n'
    )
    batch = read(tmp_path, "1,plain word\n2,'x}y'\n3,\"it's\"\n4,'a, b'\n", header)
    assert batch.columns == ("it's, {odd} %",)
    assert batch.target_name == 'said "hi"'
    assert batch.class_names == ("a, b", "it's", "x}y", "plain word")
    assert batch.targets.tolist() == [3, 2, 1, 0]


def test_dates_and_strings_are_columns_too(tmp_path: Path) -> None:
    header = (
        "@relation r\n@attribute day date 'yyyy-MM-dd'\n@attribute note string\n"
        "@attribute x real\n@attribute c {a,b}\n@data\n"
    )
    guess = guessed(tmp_path, header + "2024-02-29,'first one',1,a\n2024-03-01,second,2,b\n")
    assert [column.kind for column in guess.columns] == ["date", "text", "number", "text"]
    assert guess.rows[0] == ("2024-02-29", "first one", "1", "a")


HEADER = "@relation r\n@attribute x real\n@attribute c {a,b}\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (HEADER + "@data\n1,a\n1,2,a\n", "Line 6 has 3 values where 2 attributes are declared"),
        (HEADER + "@data\n1\n", "Line 5 has 1 value where"),
        (HEADER + "@data\n1,z\n", "Line 5: 'z' is none of the values that are declared for the "
         "attribute 'c'"),
        (HEADER + "@data\nmany,a\n1,a\n2,b\n", "Row 5, column 'x': 'many' is not a number"),
        (HEADER + "@data\n1,'a\n", "Line 5 is no row of values as ARFF has them"),
        (HEADER + "@data\n{0 1, 0 2}\n", "Line 5 is no row of values"),
        (HEADER + "@data\n{5 1}\n", "Line 5 is no row of values"),
        (HEADER + "@data\n{1 a\n", "Line 5 is no row of values"),
        (HEADER + "@attribute bag relational\n", "The attribute 'bag' is relational"),
        (HEADER + "@attribute y float\n", "Line 4: the attribute 'y' is of a type that ARFF does "
         "not have, 'float'"),
        (HEADER + "@attribute y {a,a}\n@data\n", "Line 4 declares no attribute"),
        (HEADER + "@attribute y {a,\n", "has no data behind its header"),
        (HEADER + "@attribute\n@data\n", "Line 4 declares no attribute"),
        (HEADER + "1,a\n", "Line 4 of some.arff is '1,a'"),
        (HEADER, "some.arff has no data behind its header; it is cut short."),
        ("@relation r\n@data\n", "some.arff declares no attribute before its data."),
        ("1,2\n", "Line 1 of some.arff is '1,2'"),
        ("", "some.arff is empty"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, sentence: str) -> None:
    assert sentence in refused(tmp_path, text)


def test_it_is_known_by_its_content_and_by_its_name(tmp_path: Path) -> None:
    assert format_of("some.arff") is format_of("SOME.ARFF.gz") is ARFF
    path = arff(tmp_path, FLOWERS + "1,2,setosa\n", "some.txt")
    assert recognised(path) is TABLES  # which looks at the content
    assert read_data(path).columns == ("length", "petal width")


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\x85"),
    min_size=1,
    max_size=8,
).filter(lambda text: text == text.strip())


def in_quotes(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


@given(
    st.lists(st.tuples(st.floats(allow_infinity=False), st.integers(0, 2)), min_size=1),
    st.lists(TEXTS, min_size=3, max_size=3, unique=True),
)
def test_what_is_written_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[float, int]], names: list[str]
) -> None:
    header = f"@relation r\n@attribute x real\n@attribute c {{{','.join(map(in_quotes, names))}}}"
    lines = [
        f"{'?' if number != number else repr(number)},{in_quotes(names[place])}"
        for number, place in [(1.5, 0), *rows]
    ]
    folder = tmp_path_factory.mktemp("arff")
    batch = read_data(arff(folder, "\n".join([header, "@data", *lines])))
    assert batch.class_names == tuple(names)
    assert batch.targets.tolist() == [0, *(place for _, place in rows)]
    expected = np.array([[1.5], *([number] for number, _ in rows)])
    assert np.array_equal(batch.inputs, expected, equal_nan=True)


def test_a_long_file_is_read_in_pieces_and_can_be_stopped(tmp_path: Path) -> None:
    path = arff(tmp_path, FLOWERS + "1.5,2,setosa\n" * 40_000)
    guess = sniff(path)
    assert not guess.is_exact
    assert 35_000 < guess.n_rows < 45_000
    assert read_table(guess, TableChoice.suggested(guess))[0].n_samples == 40_000
    asked: list[bool] = []

    def stop() -> bool:
        asked.append(len(asked) >= 9)
        return asked[-1]

    with pytest.raises(Cancelled):
        read_table(guess, TableChoice.suggested(guess), cancelled=stop)
    assert len(asked) == 10


def test_a_very_wide_row_is_read_in_a_moment(tmp_path: Path) -> None:
    width = 20_000
    header = "@relation r\n" + "".join(f"@attribute a{n} real\n" for n in range(width)) + "@data\n"
    sparse = "{" + ",".join(f"{n} 1.5" for n in range(width)) + "}\n"
    path = arff(tmp_path, header + sparse + " ".join(["1.5"] * width) + "\n")
    table = open_arff(path, "", lambda: False)
    for row in table.head(5, lambda: False):
        assert row == ["1.5"] * width


@pytest.mark.parametrize("piece", ["\n", "% \n", "\t", "{", "'", "\\", ",", "{}"])
@pytest.mark.parametrize("start", ["", "@relation r\n@attribute a ", FLOWERS, FLOWERS + "{"])
def test_what_comes_again_and_again_takes_no_time(tmp_path: Path, start: str, piece: str) -> None:
    path = arff(tmp_path, start + piece * 20_000, "some.txt")
    assert is_arff(path.read_bytes(), path) == bool(start)
    if start:
        with contextlib.suppress(NnfsError):
            open_arff(path, "", lambda: False)
