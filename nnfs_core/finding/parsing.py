"""Turns the text of a question into a Query, or into a sentence on what is wrong where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, cast

from nnfs_core.finding.piece_reader import PieceReader
from nnfs_core.finding.query import (
    ComparisonSign,
    LabelCondition,
    LogicOperator,
    NumberComparison,
    Quantity,
    Query,
    QueryStep,
    SortKey,
    SubsetCondition,
    WordCondition,
)
from nnfs_core.finding.vocabulary import (
    CONDITION_WORDS,
    SUBSET_WORDS,
    TERM_WORDS,
    Vocabulary,
)
from nnfs_core.finding.words import QueryError, Token, number_of
from nnfs_core.project.subset import Subset, subset_of_word
from nnfs_core.wording import sentence

LONGEST_NAME = 12  # pieces that a name may be made of where it stands without quotes

_BINDS = {"not": 3, "and": 2, "or": 1, "(": 0}
_EQUALITY = ("=", "!=")
_LABELLED = {"=": "=", "!=": "!=", "contains": "contains"}
_TRUTH = "a condition such as x > 3, wrong or missing"


def parse(text: str, vocabulary: Vocabulary) -> Query:
    """The Query that a text means, conditions and sort keys parted by commas.

    Raises QueryError with one sentence that says where, what was expected and which names exist.
    """
    return _Parser(text, vocabulary).query()


@dataclass(frozen=True)
class _Operand:
    """One side of a comparison: a name may be meant as a number of the sample, or as a class."""

    piece: Token
    term: Quantity | None
    class_number: int | None = None


class _Parser(PieceReader):
    """Reads piece by piece with stacks of its own, so that no nesting is too deep."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        super().__init__(text)
        self._vocabulary = vocabulary

    def query(self) -> Query:
        steps: list[QueryStep] = []
        keys: list[SortKey] = []
        while not self._ended():
            if self._piece.word in ("largest", "smallest") and not self._name_here()[1]:
                keys.append(self._key())
            else:
                found = self._condition()
                steps += [*found, LogicOperator("and")] if steps else found
            if not self._ended():
                self._expect(",", "and, or, a comma or the end")
                if self._ended():
                    raise self._error(sentence("{truth} or largest loss")(_TRUTH))
        return Query(tuple(steps), tuple(keys))

    def _key(self) -> SortKey:
        descending = self._take().word == "largest"
        n_pieces, name = self._name_here()
        if self._vocabulary.is_label(name):
            self._at += n_pieces
            return SortKey(Quantity("label"), descending)
        if self._piece.word == "subset" and not n_pieces:
            piece = self._take()
            self._refuse_unanswerable(piece)
            return SortKey(Quantity("subset"), descending)
        operand = self._operand()
        if operand.term is None or operand.term.kind == "number":
            nothing = sentence("is nothing to sort by; {names}")(self._vocabulary.listed())
            raise self._misplaced(operand.piece, nothing)
        return SortKey(operand.term, descending)

    def _condition(self) -> list[QueryStep]:
        """Conditions joined by and, or, not and parentheses, as steps of a stack machine."""
        steps: list[QueryStep] = []
        waiting: list[Token] = []  # joining words and open parentheses not yet done
        while True:
            while self._opens():
                waiting.append(self._take())
            steps += self._predicate()
            while self._is_mark(")"):
                self._join(steps, waiting, down_to=1)
                if not waiting:
                    raise self._error("and, or, a comma or the end")
                waiting.pop()
                self._take()
            if self._piece.word not in ("and", "or"):
                break
            self._join(steps, waiting, down_to=_BINDS[self._piece.word])
            waiting.append(self._take())
        self._join(steps, waiting, down_to=1)
        if waiting:
            closing = sentence("a ) for the parenthesis at character {place}")
            raise self._error(closing(waiting[-1].start + 1))
        return steps

    def _opens(self) -> bool:
        if self._is_mark("("):
            return not self._name_here()[1]
        return self._piece.word == "not" and not self._name_here()[1]

    def _join(self, steps: list[QueryStep], waiting: list[Token], down_to: int) -> None:
        while waiting and _BINDS[waiting[-1].text.lower()] >= down_to:
            how = cast(Literal["and", "or", "not"], waiting.pop().text.lower())
            steps.append(LogicOperator(how))

    def _predicate(self) -> list[QueryStep]:
        word = self._piece.word
        if word in CONDITION_WORDS and not self._name_here()[1]:
            return [WordCondition(cast(Any, self._take_condition().word))]
        if word in SUBSET_WORDS and not self._name_here()[1] and self._speaks_of_subsets():
            return self._about_subset()
        about_label = self._about_label()
        if about_label is not None:
            return [about_label]
        left = self._operand(_TRUTH)
        steps: list[QueryStep] = []
        while self._piece.kind == "sign":
            sign = self._take()
            right = self._operand(other_is_class=self._tells_class(left.term))
            steps.append(self._compared(left, sign, right))
            if len(steps) > 1:
                steps.append(LogicOperator("and"))
            left = right
        if not steps:
            comparison = sentence("a comparison after {piece}: =, !=, <, <=, > or >=")
            raise self._error(comparison(left.piece.shown))
        return steps

    def _take_condition(self) -> Token:
        """A word that is a condition, behind which may stand only."""
        piece = self._take()
        self._refuse_unanswerable(piece)
        if self._piece.word == "only":
            self._take()
        return piece

    def _speaks_of_subsets(self) -> bool:
        """False where the words may be a part of a label instead."""
        return self._vocabulary.is_split or not self._vocabulary.label_name

    def _about_subset(self) -> list[QueryStep]:
        """The word for a subset alone, or behind `subset =` or `subset !=`."""
        piece = self._take_condition()
        if piece.word != "subset":
            return [SubsetCondition(Subset[piece.word.upper()])]
        if self._piece.text not in _EQUALITY:
            raise self._error("= or !=")
        sign, subset = self._take().text, subset_of_word(self._piece.text)
        if subset is None:
            raise self._error("training, validation or test")
        self._take()
        return [SubsetCondition(subset), *([LogicOperator("not")] if sign == "!=" else [])]

    def _about_label(self) -> LabelCondition | None:
        """A condition on the label, or a plain text that it is to contain; None for all else."""
        n_pieces, name = self._name_here()
        if self._vocabulary.is_label(name):
            self._at += n_pieces
            how = self._piece.text.lower()
            if self._piece.kind not in ("sign", "word") or how not in _LABELLED:
                raise self._error("=, != or contains")
            self._take()
            text = self._plain_text()
            if text is None:
                raise self._error("a label, perhaps in quotes")
            return LabelCondition(cast(Any, how), text)
        start, known = self._at, self._vocabulary
        text = self._plain_text() if known.label_name else None
        is_name = text is None or known.feature(text) is not None or known.is_target(text)
        if text is None or is_name or text in TERM_WORDS or self._piece.kind == "sign":
            self._at = start
            return None
        return LabelCondition("contains", text)

    def _plain_text(self) -> str | None:
        """What stands up to a sign, a mark or a joining word, in lower case; None for nothing."""
        first = self._piece
        if first.kind == "quoted":
            return self._take().text.lower()
        while self._piece.kind in ("word", "number") and self._piece.word not in ("and", "or"):
            self._take()
        if self._piece is first:
            return None
        stop = self._pieces[self._at - 1].stop
        return " ".join(self._text[first.start : stop].split()).lower()

    def _compared(self, left: _Operand, sign: Token, right: _Operand) -> NumberComparison:
        by_name = False
        if self._tells_class(left.term) and right.class_number is not None:
            right, by_name = _as_class(right), right.piece.kind != "number"
        elif self._tells_class(right.term) and left.class_number is not None:
            left, by_name = _as_class(left), left.piece.kind != "number"
        for operand in (left, right):
            if operand.term is None:
                raise self._misplaced(
                    operand.piece, "is a class, to compare with target or predicted"
                )
        if by_name and sign.text not in _EQUALITY:
            raise QueryError.at(
                sign.start, "classes are compared with = or !=, but there is {sign}."
            )(sign.shown)
        assert left.term is not None
        assert right.term is not None
        return NumberComparison(cast(ComparisonSign, sign.text), left.term, right.term)

    def _tells_class(self, term: Quantity | None) -> bool:
        if term is None:
            return False
        known = self._vocabulary
        return (term.kind == "predicted" and not known.predicts_value) or (
            term.kind == "target" and known.has_classes
        )

    def _operand(self, expected: str = "", *, other_is_class: bool = False) -> _Operand:
        expected = expected or "a number, a name or a word such as loss"
        piece = self._piece
        n_pieces, name = (1, piece.text) if piece.kind == "quoted" else self._name_here()
        if name:
            self._at += n_pieces
            stop = self._pieces[self._at - 1].stop
            return self._named(Token(piece.kind, name, piece.start, stop), other_is_class)
        if piece.kind == "number":
            self._take()
            number = number_of(piece.text)
            # 1 is the class that is shown as 1, and only without such a one the class number 1.
            class_number = self._vocabulary.class_number(repr(number).removesuffix(".0"))
            return _Operand(piece, Quantity("number", number), class_number)
        if piece.word in TERM_WORDS:
            self._take()
            self._refuse_unanswerable(piece)
            if piece.word == "probability":
                return _Operand(piece, Quantity("probability", self._predicted_class()))
            return _Operand(piece, Quantity(cast(Any, piece.word)))
        if piece.kind == "word" and not self._vocabulary.is_word(piece.word):
            self._take()
            return self._named(piece, other_is_class)
        raise self._error(expected)

    def _predicted_class(self) -> int:
        """The class that follows behind `probability of`."""
        if self._piece.word != "of":
            raise self._error("of and a class, as in probability of setosa")
        self._take()
        known, piece, start = self._vocabulary, self._piece, self._piece.start
        if piece.kind == "end":
            raise self._error("a class")
        most = 1 if piece.kind == "quoted" else min(LONGEST_NAME, len(self._pieces) - 1 - self._at)
        for count in range(most, 0, -1):
            whole = self._text[start : self._pieces[self._at + count - 1].stop]
            name = piece.text if piece.kind == "quoted" else " ".join(whole.split())
            number = known.predicted_class(name)
            if number is not None:
                self._at += count
                return number
        listed = known.listed_predicted_classes()
        raise self._misplaced(piece, sentence("is no class of the network; {listed}")(listed))

    def _name_here(self) -> tuple[int, str]:
        """The longest name of the project that the text goes on with, and its count of pieces.

        A name of one piece that is also a word of this language counts only in quotes.
        """
        start = self._piece.start
        if self._piece.kind in ("quoted", "end"):
            return 0, ""
        for count in range(min(LONGEST_NAME, len(self._pieces) - 1 - self._at), 0, -1):
            name = " ".join(self._text[start : self._pieces[self._at + count - 1].stop].split())
            if count == 1 and (
                self._piece.kind != "word" or self._vocabulary.is_word(self._piece.word)
            ):
                continue
            if self._vocabulary.knows(name) or self._vocabulary.is_label(name):
                return count, name
        return 0, ""

    def _named(self, piece: Token, other_is_class: bool) -> _Operand:
        known, name = self._vocabulary, piece.text
        index, number = known.feature(name), known.class_number(name)
        term = Quantity("feature", index) if index is not None else None
        if term is None and known.is_target(name):
            term = Quantity("target")
        if term is None and number is None and name.lower() in ("nan", "#n/a"):
            raise self._misplaced(piece, "is unlike every number; ask for samples that are missing")
        if term is None and number is None and name.lower() == "label":
            raise self._misplaced(piece, "is not known, since no sample has a label")
        if term is None and number is None:
            listed = known.listed_classes() if other_is_class and known.classes else known.listed()
            raise self._misplaced(piece, sentence("is no name here; {listed}")(listed))
        return _Operand(piece, term, number)

    def _refuse_unanswerable(self, piece: Token) -> None:
        reason = self._vocabulary.why_not(piece.word)
        if reason:
            raise QueryError.at(piece.start, "{word} is not known, since {reason}.")(
                piece.word, reason
            )


def _as_class(operand: _Operand) -> _Operand:
    assert operand.class_number is not None
    return _Operand(operand.piece, Quantity("number", operand.class_number))
