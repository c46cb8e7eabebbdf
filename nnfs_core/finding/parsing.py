"""Turns the text of a question into a Query, or into a sentence on what is wrong where."""

from __future__ import annotations

from typing import Any, Literal, cast

from nnfs_core.finding.operand_reader import Operand, OperandReader
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
from nnfs_core.finding.words import QueryError, Token
from nnfs_core.project.subset import Subset, subset_of_word
from nnfs_core.wording import sentence

_BINDS = {"not": 3, "and": 2, "or": 1, "(": 0}
_EQUALITY = ("=", "!=")
_LABELLED = {"=": "=", "!=": "!=", "contains": "contains"}
_TRUTH = "a condition such as x > 3, wrong or missing"


def parse(text: str, vocabulary: Vocabulary) -> Query:
    """The Query that a text means, conditions and sort keys parted by commas.

    Raises QueryError with one sentence that says where, what was expected and which names exist.
    """
    return _Parser(text, vocabulary).query()


class _Parser(OperandReader):
    """Reads piece by piece with stacks of its own, so that no nesting is too deep."""

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

    def _compared(self, left: Operand, sign: Token, right: Operand) -> NumberComparison:
        by_name = False
        if self._tells_class(left.term) and right.class_number is not None:
            right, by_name = right.as_class(), right.piece.kind != "number"
        elif self._tells_class(right.term) and left.class_number is not None:
            left, by_name = left.as_class(), left.piece.kind != "number"
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
