"""Lists the names that a question may use in the project, and says what it cannot answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from nnfs_core.finding.query import Quantity, TermKind
from nnfs_core.project.batch import UNKNOWN
from nnfs_core.project.project import Project
from nnfs_core.project.subset import Subset
from nnfs_core.wording import first_few, neuron_names, sentence

TERM_WORDS = ("sample", "target", "predicted", "confidence", "probability", "loss", "residual")
CONDITION_WORDS = ("wrong", "right", "undecided", "missing")
SUBSET_WORDS = ("subset", *(subset.title for subset in Subset))
JOINING_WORDS = ("and", "or", "not", "only", "largest", "smallest")
WORDS = (*TERM_WORDS, *CONDITION_WORDS, *SUBSET_WORDS, *JOINING_WORDS)  # names that need quotes
MOST_LISTED = 6

_UNIT = re.compile(r"\s*(\([^()]*\)|\[[^\[\]]*\])$")  # such as (cm) and [0..1]
_NO_SOFTMAX = "the network has no Softmax layer to tell probabilities"
_NOT_SPLIT = "nobody has split the samples"
_NO_CLASSES = "the batch has no target column of classes"
_NOT_ONE = "a target that is a value needs a last layer of one neuron"


@dataclass(frozen=True)
class Vocabulary:
    """Holds features by index, classes by number, and whether targets and probabilities exist."""

    features: dict[str, int]
    classes: dict[str, int]
    target_name: str  # empty when there is no target
    has_classes: bool
    has_probabilities: bool
    n_outputs: int  # of the last layer
    predicted_classes: dict[str, int]  # those that the network gives probabilities of
    label_name: str = ""  # empty when samples have no label
    is_split: bool = False

    @classmethod
    def of(cls, project: Project) -> Vocabulary:
        """What can be asked about a project."""
        batch, network = project.batch, project.network
        has_target = batch.target_rows is not None
        classes = {batch.class_name(number): number for number in range(batch.n_classes)}
        if has_target and batch.has_classes:
            classes.setdefault("unknown", UNKNOWN)
        shapes = network.shapes(batch.n_features)
        n_predicted = 0
        for layer, shape in zip(network.layers, shapes, strict=True):
            if layer.is_distribution and layer.enabled:
                n_predicted = shape.n_outputs
        return cls(
            {name: index for index, name in enumerate(batch.columns)},
            classes,
            batch.target_name if has_target else "",
            batch.has_classes,
            any(layer.is_distribution and layer.enabled for layer in network.layers),
            shapes[-1].n_outputs if shapes else 0,
            {batch.class_name(number): number for number in range(n_predicted)},
            "" if batch.label_rows is None else batch.label_name,
            batch.subset_rows is not None,
        )

    def feature(self, name: str) -> int | None:
        """The index of a feature; case and unit count only where two names need them."""
        return self.features.get(name, self._folded_features.get(name.lower()))

    def class_number(self, name: str) -> int | None:
        """The number of a class, or UNKNOWN for the word unknown."""
        return self.classes.get(name, self._folded_classes.get(name.lower()))

    def predicted_class(self, name: str) -> int | None:
        """The number of a class that the network gives a probability of, by its name or number."""
        number = self.predicted_classes.get(name, _folded(self.predicted_classes).get(name.lower()))
        if number is None and name.isdecimal() and int(name) < len(self.predicted_classes):
            number = int(name)
        return number

    @property
    def has_one_output(self) -> bool:
        return self.n_outputs == 1

    @property
    def predicts_value(self) -> bool:
        """True when what is predicted is a number, not a class."""
        return self.has_one_output and not self.has_probabilities and not self.has_classes

    def is_target(self, name: str) -> bool:
        """True for the name of the target column."""
        return bool(self.target_name) and name.lower() == self.target_name.lower()

    def is_label(self, name: str) -> bool:
        """True for the word label and the name of that column, where nothing else is called so."""
        words = ("label", self.label_name.lower())
        return bool(self.label_name) and name.lower() in words and not self.knows(name)

    def knows(self, name: str) -> bool:
        """True for every name of the project."""
        return (
            self.feature(name) is not None
            or self.class_number(name) is not None
            or self.is_target(name)
        )

    def is_word(self, word: str) -> bool:
        """True for a word of this language; those for subsets are while samples are split."""
        return word in WORDS and (self.is_split or word not in SUBSET_WORDS)

    def quantity(self, kind: TermKind, of: str = "") -> Quantity | None:
        """What a column of a kind holds of each sample, None where it is gone from the project.

        `of` is just the name of the feature, class or output that it is about.
        """
        match kind:
            case "feature":
                index = self.features.get(of)
            case "probability":
                index = self.predicted_classes.get(of)
            case "output":
                names = neuron_names(self.n_outputs)
                index = names.index(of) if of in names else None
            case "label":
                index = 0 if self.label_name else None
            case "verdict":
                index = None if self.why_not("right") else 0
            case _:
                index = None if self.why_not(kind) else 0
        return None if index is None else Quantity(kind, index)

    def why_not(self, word: str) -> str:
        """Why this project has no answer to a word; empty when it has."""
        has_target = bool(self.target_name)
        match word:
            case "target" if not has_target:
                return "the batch has no target column"
            case "predicted" if not self.has_probabilities and not self.predicts_value:
                return _NOT_ONE if has_target and not self.has_classes else _NO_SOFTMAX
            case "confidence" | "probability" | "undecided" if not self.has_probabilities:
                return _NO_SOFTMAX
            case "wrong" | "right" if not self.has_classes:
                return _NO_CLASSES
            case "wrong" | "right" if not self.has_probabilities:
                return _NO_SOFTMAX
            case "training" | "validation" | "test" | "subset" if not self.is_split:
                return _NOT_SPLIT
            case "loss" | "residual" if not has_target:
                return "the batch has no target column to compare with"
            case "loss" if self.has_classes and not self.has_probabilities:
                return _NO_SOFTMAX
            case "loss" if not self.has_classes and not self.has_one_output:
                return _NOT_ONE
            case "residual" if self.has_classes:
                return "the target column holds classes, not values"
            case "residual" if not self.has_one_output:
                return _NOT_ONE
        return ""

    @cached_property
    def _folded_features(self) -> dict[str, int]:
        return _folded(self.features)

    @cached_property
    def _folded_classes(self) -> dict[str, int]:
        return _folded(self.classes)

    def listed(self) -> str:
        """The names that exist, for a message."""
        known = sentence("there are {names} and the words {words}")
        words = [*TERM_WORDS]
        words += ["label"] if self.label_name else []
        words += ["subset"] if self.is_split else []
        return known(_some(self.features), ", ".join(words))

    def listed_classes(self) -> str:
        """The classes that exist, for a message."""
        return sentence("there are the classes {names}")(_some(self.classes))

    def listed_predicted_classes(self) -> str:
        """The classes that the network gives probabilities of, for a message."""
        return sentence("there are the classes {names}")(_some(self.predicted_classes))


def quoted_name(name: str) -> str:
    """A name as it stands in a question: with quotes unless it is one plain word."""
    is_word = name.replace("_", "a").isalnum() and not name[:1].isdigit()
    if is_word and name.lower() not in WORDS:
        return name
    for opening, closing in ('""', "``", "“”", "''"):
        if opening not in name and closing not in name:
            return f"{opening}{name}{closing}"
    return name


def _folded(names: dict[str, int]) -> dict[str, int]:
    """By the name in lower case, and without a unit in brackets where that stays unique."""
    spelled = [
        (spelling, number)
        for name, number in names.items()
        for spelling in {name.lower(), _UNIT.sub("", name.lower())}
    ]
    counts = Counter(spelling for spelling, _ in spelled)
    return {spelling: number for spelling, number in spelled if spelling and counts[spelling] == 1}


def _some(names: Iterable[str]) -> str:
    shown = [name if len(name) <= 30 else f"{name[:30]}…" for name in names]
    return first_few(shown, MOST_LISTED)
