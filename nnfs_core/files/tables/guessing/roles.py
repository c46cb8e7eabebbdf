"""This module suggests what each column of a table is taken for, and says why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from nnfs_core.files.tables.guessing.column_guess import ColumnLook
from nnfs_core.files.tables.target_names import TARGET_NAMES
from nnfs_core.files.tables.words import Role
from nnfs_core.project.subset import subset_of_word, tells_subsets
from nnfs_core.project.table_columns import SAMPLE_COLUMN
from nnfs_core.wording import sentence

ROW_NAMES = frozenset(
    {"unnamed: 0", "id", "ids", "index", "idx", "obs", "row", "rows", "rownames", "row names"}
    | {"rowname", "row.names", "nr", "no", "no.", "#", "case", "identifier", "sample"}
)
_ID = re.compile(r"(?:.*[ _.-])?(?:id|ID|Id)|.*[a-z]I[dD]")
_NUMBER = re.compile(  # not as snr, a ratio, or casino
    r"(?:.*[ _.-])?(?i:number|nummer|nr|no)\.?|.*[a-z](?:N[oOrR]|Number|NUMBER)\.?"
    r"|.*[^\W\d_]{3}(?i:nr|nummer|number)\.?"
)
_MOST_CHARACTERS = 100  # of a name that says something

MANY_ROWS = 20  # that show whether texts come again
MOST_TEXTS = 20  # of a feature that becomes one column a text without being asked about
UNNAMED_ROWS = 10  # that count, in a column without a name of its own

EMPTY = "It is empty."
COUNTS = "It counts the rows, so it is no feature."
AN_ID = "It is another one in each row, as an id, so it is no feature."
NAMES = "It is another text in each row, as a name, so it is no feature."
PROSE = "Nearly every text is another one, as names or remarks are, so it is left out."
SPLITS = "Its name and its words say what samples are for."
CODES = "Some begin with 0, as codes do, so they are no numbers."
DATES = "It holds dates, which are left out unless they are read as days."
TOLD = "A row below the names says so."
NAMED_TARGET = "Its name is one that targets have."
LAST_CLASSES = "It is the last column, and its texts come again, as classes do."
NUMBERED_CLASSES = "Its numbers count classes from 0."


@dataclass
class Roles:
    """Finds the role and the reason for each of some columns.

    is_whole: they are seen to their ends, so one that is empty is so to its end.
    """

    columns: Sequence[ColumnLook]
    is_whole: bool
    found: dict[int, tuple[Role, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._leave_out_what_says_nothing()
        self._find_subset()
        no_features = self._dates() | self._ids() | self._meta()
        self._choose_target({*no_features})
        no_features |= self._texts({*no_features, *self.found})
        # a name says more than an id, and an id more than a number that counts
        best = max(no_features, key=lambda place: no_features[place][1], default=None)
        for place, (reason, rank) in no_features.items():
            self.found[place] = ("label" if place == best and rank > 0 else "left out", reason)

    def role(self, place: int) -> tuple[Role, str]:
        """The role of a column, and a sentence why, which may be empty."""
        column = self.columns[place]
        role, reason = self.found.get(place, ("feature", ""))
        if column.are_codes:
            return role, " ".join(filter(None, (CODES, reason)))
        told = sentence("Its numbers have {unit}, which is taken off.")
        return role, reason or (told(column.unit) if column.unit else "")

    def _leave_out_what_says_nothing(self) -> None:
        for place, column in enumerate(self.columns):
            if not column.words and self.is_whole:
                self.found[place] = "left out", EMPTY

    def _find_subset(self) -> None:
        """Find the column whose name and all whose words say what samples are for."""
        for place, column in enumerate(self.columns):
            is_named = column.kind == "text" and tells_subsets(column.given_name)
            if is_named and column.words and None not in map(subset_of_word, column.words):
                self.found[place] = "subset", SPLITS
                return

    def _ids(self) -> dict[int, tuple[str, int]]:
        """Columns of row numbers and ids: the reason, and how good a label each is."""
        found = {}
        for place, column in enumerate(self.columns):
            name = column.given_name
            is_known = name.lower() in ROW_NAMES or any(
                each.fullmatch(name[:_MOST_CHARACTERS]) for each in (_ID, _NUMBER)
            )
            is_first = not name and place == 0 and len(self.columns) > 1
            is_unnamed = is_first and column.n_rows >= UNNAMED_ROWS
            if not (is_known or is_first):
                continue
            if column.counts and column.n_rows > 1 and (is_known or self._has_names or is_unnamed):
                found[place] = COUNTS, 1
                continue
            is_one = column.kind != "number" or column.whole_numbers is not None
            n_least = 1 if name == SAMPLE_COLUMN else 2 if is_known else 3
            is_different = column.n_different == column.n_rows >= n_least
            if is_one and is_different and (is_known or self._has_names):
                found[place] = AN_ID, 3
        return found

    @property
    def _has_names(self) -> bool:
        return any(column.given_name for column in self.columns)

    def _meta(self) -> dict[int, tuple[str, int]]:
        return {
            place: (TOLD, 5 if column.is_all_different else 0)
            for place, column in enumerate(self.columns)
            if column.given_role in ("meta", "m", "ignore", "i")
        }

    def _dates(self) -> dict[int, tuple[str, int]]:
        return {
            place: (DATES, 2 if column.is_all_different else 0)
            for place, column in enumerate(self.columns)
            if column.kind == "date"
        }

    def _choose_target(self, taken: set[int]) -> None:
        free = [
            place
            for place, column in enumerate(self.columns)
            if place not in self.found and place not in taken and column.words
        ]
        if len(self.columns) > 1:
            chosen = (choose(free) for choose in (self._named, self._last_of_text, self._numbered))
            for target, reason in chosen:
                if target is not None:
                    self.found[target] = "target", reason
                    break

    def _named(self, free: Sequence[int]) -> tuple[int | None, str]:
        for place in free:
            if self.columns[place].given_role == "class":
                return place, TOLD
        names = {place: self.columns[place].given_name.lower() for place in free}
        # y beside x is a coordinate, unless there is nothing else
        is_plane = "x" in names.values() and len(self.columns) > 2
        for known in TARGET_NAMES:
            for place in reversed(free):
                is_coordinate = names[place] == "y" and is_plane
                if names[place] in known and not is_coordinate and not self._are_names(place):
                    return place, NAMED_TARGET
        return None, ""

    def _last_of_text(self, free: Sequence[int]) -> tuple[int | None, str]:
        last = self._last
        column = self.columns[last]
        if last not in free or column.kind != "text" or self._is_prose(last):
            return None, ""
        others = (n for n in free if n != last and self.columns[n].kind == "text")
        is_only_text = next(others, None) is None
        if is_only_text and self._are_names(last):
            return None, ""
        if len(column.words) < column.n_rows / 2:
            return None, ""
        return last, LAST_CLASSES if column.n_different < len(column.words) else ""

    @property
    def _last(self) -> int:
        """The last column, but for one that says what samples are for."""
        places = (n for n in range(len(self.columns)) if self.found.get(n, ("",))[0] != "subset")
        return max(places, default=len(self.columns) - 1)

    def _numbered(self, free: Sequence[int]) -> tuple[int | None, str]:
        for place in (self._last, 0):
            if place in free and self.columns[place].n_classes:
                return place, NUMBERED_CLASSES
        return None, ""

    def _texts(self, taken: set[int]) -> dict[int, tuple[str, int]]:
        """Columns of names and prose: the reason, and how good a label each is."""
        found = {}
        is_first = True
        for place, column in enumerate(self.columns):
            if column.kind != "text" or place in taken:
                continue
            if column.are_codes and column.is_all_different:
                found[place] = "", 3
                continue
            if (is_first and column.is_all_different) or self._are_names(place):
                found[place] = NAMES, 4
            elif self._is_prose(place):
                found[place] = PROSE, 0
            elif column.n_different > MOST_TEXTS:
                found[place] = too_many_texts(column.n_different, not self.is_whole), 0
            is_first = False
        return found

    def _are_names(self, place: int) -> bool:
        """True where no text of a column comes again, so that they are no classes."""
        column = self.columns[place]
        if column.kind != "text" or not column.is_all_different:
            return False
        return column.n_rows > MANY_ROWS or all(" " in word for word in column.words)

    def _is_prose(self, place: int) -> bool:
        """True where nearly each text of a column is another one, as of names and remarks."""
        column = self.columns[place]
        n_words = len(column.words)
        return column.kind == "text" and n_words > MANY_ROWS and column.n_different > n_words / 2


def too_many_texts(n_texts: int, has_more: bool) -> str:
    """Why a feature of so many texts or more is left out until it is chosen."""
    many = sentence("It has {texts} different texts, too many for a column each.")
    return many(f"{n_texts:,}{' and more' if has_more else ''}")
