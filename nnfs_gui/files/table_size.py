"""Says how large the samples are that a table becomes, as far as is known."""

from __future__ import annotations

from dataclasses import dataclass

from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.guessing.table_guess import TableGuess
from nnfs_core.files.tables.surveying.survey import TableSurvey
from nnfs_core.wording import counted, one_line, sentence, size_text


@dataclass(frozen=True)
class TableSize:
    """Holds how many rows there are, estimated unless `is_exact`, and what is taken of them."""

    n_rows: int
    is_exact: bool
    n_columns: int
    n_features: int
    target: str  # its name, empty without one
    n_bytes: int

    @classmethod
    def of(
        cls, guess: TableGuess, choice: TableChoice, survey: TableSurvey | None, item_size: int
    ) -> TableSize:
        """The size of a table that was looked at; item_size: bytes of a number."""
        is_whole = survey is not None and survey.is_whole
        n_rows = survey.n_rows if survey is not None and is_whole else guess.n_rows
        n_features = len(choice.features)
        if survey is not None:  # text becomes a column for each
            for place in choice.features:
                if choice.columns[place].read_as == "classes":
                    n_features += max(1, survey.columns[place].n_texts) - 1
        has_target = choice.target is not None
        n_bytes = n_rows * (n_features + has_target) * item_size
        target = "" if choice.target is None else guess.columns[choice.target].name
        is_exact = guess.is_exact or is_whole
        return cls(n_rows, is_exact, len(guess.columns), n_features, target, n_bytes)

    @property
    def rows(self) -> str:
        """The number of rows, to two digits and called so when it is an estimate."""
        if self.is_exact:
            return f"{self.n_rows:,}"
        n_rows = self.n_rows if self.n_rows < 100 else int(float(f"{self.n_rows:.2g}"))
        return f"about {n_rows:,}"

    @property
    def told(self) -> str:
        """What is in the file, and what it becomes."""
        features = counted(self.n_features, "feature")
        if self.target:
            features = sentence("{features} and the target {name}")(
                features, one_line(self.target, 40)
            )
        return sentence("{rows} rows × {columns}. Opens as {features}: {size}.")(
            self.rows, counted(self.n_columns, "column"), features, size_text(self.n_bytes)
        )
