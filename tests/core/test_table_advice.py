"""What a look at the whole table changes of what its first rows suggested."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.guessing.guess import sniff
from nnfs_core.files.tables.reading import read_table
from nnfs_core.files.tables.surveying.advice import advised, as_before, automatic_kind
from nnfs_core.files.tables.surveying.survey import TableSurvey
from nnfs_core.files.tables.surveying.surveying import survey_table


def seen(path: Path, text: str) -> tuple[TableChoice, TableSurvey]:
    path = path / "table.csv"
    path.write_text(text, encoding="utf-8")
    guess = sniff(path)
    return TableChoice.suggested(guess), survey_table(guess)


def test_some_odd_cells_are_missing_and_most_of_a_column_is_asked_about(tmp_path: Path) -> None:
    rows = "".join(f"{n},{n}\n" for n in range(30_000))
    choice, survey = seen(tmp_path, f"a,b\n{rows}x,1\n" + "2,y\n" * 40_000)
    so_far = choice.with_columns([1], odd="missing")  # while fewer of them were known
    choice, reasons = advised(so_far, survey, ())
    assert [column.odd for column in choice.columns] == ["missing", "refuse"]
    assert reasons == {}
    assert advised(so_far, survey, {1})[0].columns[1].odd == "missing"


def test_a_feature_of_many_texts_is_left_out_unless_it_was_decided(tmp_path: Path) -> None:
    rows = "".join(f"{n},land {n % 21},town {n % 20}\n" for n in range(200))
    choice, survey = seen(tmp_path, f"a,land,town\n{rows}")
    choice = choice.with_columns([1, 2], role="feature", read_as="classes")
    found, reasons = advised(choice, survey, ())
    assert [column.role for column in found.columns] == ["feature", "left out", "feature"]
    assert reasons == {1: "It has 21 different texts, too many for a column each."}
    assert advised(choice, survey, {1}) == (choice, {})


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ("0 1 0 1", "classes"),
        ("1.5 2 3 4", "values"),
        ("10 20 30 40", "values"),
        ("a b", "classes"),
        ("0 1 0 1 1e400", "classes"),  # the last one is taken as missing
    ],
)
def test_it_is_known_beforehand_what_a_target_becomes(
    tmp_path: Path, cells: str, kind: str
) -> None:
    rows = "".join(f"{n / 2},{cell}\n" for n, cell in enumerate(cells.split()))
    choice, survey = seen(tmp_path, f"a,b\n{rows}")
    choice = advised(choice, survey, ())[0].with_column(1, role="target")
    assert automatic_kind(choice.columns[1], survey.columns[1]) == kind
    batch, _ = read_table(sniff(tmp_path / "table.csv"), choice)
    assert batch.has_classes == (kind == "classes")


def test_what_is_as_in_the_present_batch_says_so(tmp_path: Path) -> None:
    choice, _ = seen(tmp_path, "id,a,kind\n7,1.5,x\n9,2.5,y\n4,3.5,x\n")
    assert as_before(sniff(tmp_path / "table.csv"), choice) == {}
    other = choice.with_column(0, role="feature").with_column(1, role="left out")
    assert as_before(sniff(tmp_path / "table.csv"), other) == {
        0: "The present batch has it so.",
        1: "The present batch does not have it.",
    }
