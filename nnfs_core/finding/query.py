"""Defines a question about samples, taken apart: conditions to meet, and keys to sort by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from nnfs_core.project.subset import Subset

TermKind = Literal[
    "number",
    "feature",
    "sample",
    "label",
    "subset",
    "target",
    "predicted",
    "confidence",
    "probability",
    "loss",
    "residual",
    "output",
    "verdict",
]
ComparisonSign = Literal["=", "!=", "<", "<=", ">", ">="]
Word = Literal["wrong", "right", "undecided", "missing"]

FROM_OUTPUTS = frozenset(
    {"predicted", "confidence", "probability", "loss", "residual", "output", "verdict"}
    | {"wrong", "right", "undecided"}
)


@dataclass(frozen=True)
class Quantity:
    """Names a number of each sample: a plain one, that of a feature, class or output, or a word's.

    `value` is the plain number, or the index of the feature, class or output. The verdict is 1
    where the class is right, 0 where it is wrong. The label and the subset can be sorted by,
    but are no numbers.
    """

    kind: TermKind
    value: float = 0


@dataclass(frozen=True)
class NumberComparison:
    """Asks if `left` stands to `right` as the sign says; as in NumPy, NaN is only unlike."""

    sign: ComparisonSign
    left: Quantity
    right: Quantity


@dataclass(frozen=True)
class WordCondition:
    """Asks for the samples that a word describes."""

    word: Word


@dataclass(frozen=True)
class LabelCondition:
    """Asks for the samples whose label is a text or contains it; case and outer blanks are one."""

    how: Literal["=", "!=", "contains"]
    text: str  # in lower case


@dataclass(frozen=True)
class SubsetCondition:
    """Asks for the samples of a subset."""

    subset: Subset


@dataclass(frozen=True)
class LogicOperator:
    """Joins what the steps before it found: the last two, or for `not` the last one."""

    how: Literal["and", "or", "not"]


QueryStep = NumberComparison | WordCondition | LabelCondition | SubsetCondition | LogicOperator


@dataclass(frozen=True)
class SortKey:
    """Says what to sort by; NaN comes last either way."""

    term: Quantity
    descending: bool = False


@dataclass(frozen=True)
class Query:
    """Asks for samples: `steps` in the order of a stack machine, then the keys to sort by.

    No step means every sample, no key means the batch's own order. The first key counts most.
    """

    steps: tuple[QueryStep, ...] = ()
    keys: tuple[SortKey, ...] = ()

    @property
    def is_everything(self) -> bool:
        """True when it asks for nothing: every sample as it stands."""
        return not self.steps and not self.keys

    @property
    def uses_outputs(self) -> bool:
        """True when the answer depends on what the network gives."""
        words = {key.term.kind for key in self.keys}
        for step in self.steps:
            match step:
                case NumberComparison():
                    words |= {step.left.kind, step.right.kind}
                case WordCondition():
                    words |= {step.word}  # type: ignore[arg-type]
        return not FROM_OUTPUTS.isdisjoint(words)

    def sorted_first_by(self, key: SortKey) -> Query:
        """The same question, sorted by `key` before all else."""
        others = [each for each in self.keys if each.term != key.term]
        return replace(self, keys=(key, *others))
