"""Reads one side of a comparison: a number, a word, or a name, which may have several pieces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from nnfs_core.finding.piece_reader import PieceReader
from nnfs_core.finding.query import Quantity
from nnfs_core.finding.vocabulary import TERM_WORDS, Vocabulary
from nnfs_core.finding.words import QueryError, Token, number_of
from nnfs_core.wording import sentence

LONGEST_NAME = 12  # pieces that a name may be made of where it stands without quotes


@dataclass(frozen=True)
class Operand:
    """Holds one side of a comparison: a name may mean a number of the sample, or a class."""

    piece: Token
    term: Quantity | None
    class_number: int | None = None

    def as_class(self) -> Operand:
        """The same, meant as a class, which it can be."""
        assert self.class_number is not None
        return Operand(self.piece, Quantity("number", self.class_number))


class OperandReader(PieceReader):
    """Knows the names of a project, and what cannot be asked of it."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        super().__init__(text)
        self._vocabulary = vocabulary

    def _operand(self, expected: str = "", *, other_is_class: bool = False) -> Operand:
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
            return Operand(piece, Quantity("number", number), class_number)
        if piece.word in TERM_WORDS:
            self._take()
            self._refuse_unanswerable(piece)
            if piece.word == "probability":
                return Operand(piece, Quantity("probability", self._predicted_class()))
            return Operand(piece, Quantity(cast(Any, piece.word)))
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

    def _named(self, piece: Token, other_is_class: bool) -> Operand:
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
        return Operand(piece, term, number)

    def _refuse_unanswerable(self, piece: Token) -> None:
        reason = self._vocabulary.why_not(piece.word)
        if reason:
            raise QueryError.at(piece.start, "{word} is not known, since {reason}.")(
                piece.word, reason
            )
