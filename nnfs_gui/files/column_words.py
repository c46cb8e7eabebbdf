"""Says what is chosen about a column of a table, and what else could be, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nnfs_core.files.tables.choice import ColumnChoice
from nnfs_core.files.tables.guessing.column_guess import ColumnGuess
from nnfs_core.files.tables.surveying.advice import automatic_kind
from nnfs_core.files.tables.surveying.survey import ColumnSurvey
from nnfs_core.files.tables.targets import TargetKind
from nnfs_core.files.tables.words import ReadAs, Role
from nnfs_core.numerals.texts import number_words
from nnfs_core.wording import first_few, sentence
from nnfs_gui.files.import_dialog import TARGET_KINDS

ROLES: Mapping[Role, str] = {
    "feature": "feature",
    "target": "target",
    "label": "label of the sample",
    "subset": "what samples are for",
    "left out": "left out",
}
READINGS: Mapping[ReadAs, str] = {
    "number": "number",
    "classes": "one column a class",
    "codes": "one number a class",
    "days": "number of days",
}
N_EXAMPLES = 3


@dataclass(frozen=True)
class Option:
    """Offers a change of a column's choice; & stands before the letter that takes it in a menu."""

    text: str
    changes: Mapping[str, Any]
    target_kind: TargetKind | None = None  # what the target becomes besides

    def is_chosen(self, column: ColumnChoice, target_kind: TargetKind) -> bool:
        """Whether a column is so already."""
        is_so = all(getattr(column, name) == value for name, value in self.changes.items())
        return is_so and self.target_kind in (None, target_kind)


ROLE_OPTIONS = (
    Option("&Feature", {"role": "feature"}),
    Option("&Target", {"role": "target"}),
    Option("&Label of the sample", {"role": "label"}),
    Option("&What samples are for", {"role": "subset"}),
    Option("Left &out", {"role": "left out"}),
)
ODD_OPTIONS = (
    Option("Take them as &missing", {"odd": "missing"}),
    Option("Read the column as &text", {"read_as": "classes"}),
    Option("Leave the column &out", {"role": "left out"}),
)
_NUMBER = Option("&Number", {"read_as": "number"})
_CLASSES = Option("One &column for each class", {"read_as": "classes"})
_CODES = Option("&One number for each class", {"read_as": "codes"})
_DAYS = Option("Number of &days", {"read_as": "days"})


@dataclass(frozen=True)
class ColumnState:
    """Holds all that is known and chosen about one column.

    survey: what has been read of it so far, None before. reason: why it has its role. examples: its
    first cells.
    """

    guess: ColumnGuess
    choice: ColumnChoice
    target_kind: TargetKind
    survey: ColumnSurvey | None = None
    reason: str = ""
    examples: Sequence[str] = field(default_factory=tuple)

    @property
    def reading(self) -> str:
        """How its cells are read, in few words."""
        match self.choice.role:
            case "left out":
                return "—"
            case "label":
                return "text"
            case "subset":
                return "training, validation or test"
            case "target" if self.target_kind == "auto":
                return automatic(self.choice, self.survey)
            case "target" if self.choice.read_as != "days":
                return TARGET_KINDS[self.target_kind]
        return READINGS[self.choice.read_as]

    @property
    def reading_options(self) -> tuple[Option, ...]:
        """How else its cells could be read."""
        match self.choice.role, self.guess.kind:
            case "left out" | "label" | "subset", _:
                return ()
            case "target", kind:
                text = {"read_as": "classes" if kind != "number" else self.choice.read_as}
                return (
                    Option("&Automatic", {}, "auto"),
                    Option("&Classes", text, "classes"),
                    Option(
                        "&Values", {"read_as": "days" if kind == "date" else "number"}, "values"
                    ),
                )
            case _, "text":
                return _CLASSES, _CODES, _NUMBER
            case _, "date":
                return _DAYS, _CLASSES
        return _NUMBER, _CLASSES, _CODES

    @property
    def n_odd(self) -> int:
        """How many of its cells are neither numbers nor missing, where numbers are wanted."""
        return 0 if self.survey is None else odd_in(self.choice, self.survey)

    @property
    def n_missing(self) -> int:
        """How many of its cells are missing."""
        return 0 if self.survey is None else missing_in(self.choice, self.survey)

    @property
    def odd(self) -> str:
        """What is neither a number nor missing, and what becomes of it."""
        if not self.n_odd or self.survey is None:
            return ""
        cells = first_few(self.survey.odd)
        if self.choice.odd == "missing":
            return sentence("{n:,} taken as missing: {cells}")(self.n_odd, cells)
        return sentence("{n:,} that cannot be read: {cells}")(self.n_odd, cells)

    @property
    def shown(self) -> str:
        """What is in it: how far its numbers go, or some of its texts."""
        survey = self.survey
        if survey is None or not (survey.n_numbers or survey.n_texts):
            return first_few(self.examples, N_EXAMPLES)
        is_text = self.choice.is_text or self.choice.role in ("label", "subset")
        if not is_text and survey.lowest <= survey.highest and survey.n_numbers >= survey.n_odd:
            lowest, highest = number_words(survey.lowest), number_words(survey.highest)
            if survey.lowest == survey.highest:
                return sentence("always {number}")(lowest)
            return sentence("{lowest} to {highest}")(lowest, highest)
        n_texts = f"{survey.n_texts:,}{'+' if survey.has_more else ''}"
        return sentence("{n} different: {texts}")(n_texts, first_few(survey.texts))


def automatic(column: ColumnChoice, found: ColumnSurvey | None) -> str:
    """What a target becomes by itself, as soon as that is known."""
    if found is None:
        return TARGET_KINDS["auto"]
    return f"{TARGET_KINDS['auto']}: {TARGET_KINDS[automatic_kind(column, found)]}"


def odd_in(column: ColumnChoice, found: ColumnSurvey) -> int:
    """How many cells of a column are neither numbers nor missing, where numbers are wanted."""
    wants_numbers = column.role in ("feature", "target") and not column.is_text
    return found.n_odd if wants_numbers else 0


def missing_in(column: ColumnChoice, found: ColumnSurvey) -> int:
    """How many cells of a column are missing; among words, NA and its like are words."""
    return (
        found.n_blank if column.is_text or column.role in ("label", "subset") else found.n_missing
    )
