"""Goes through the pieces of a question one by one, and says what was expected instead of one."""

from __future__ import annotations

from nnfs_core.finding.words import QueryError, Token, pieces
from nnfs_core.wording import sentence


class PieceReader:
    """Stands at a piece of a text, and takes it to come to the next one."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces = pieces(text)
        self._at = 0

    @property
    def _piece(self) -> Token:
        return self._pieces[self._at]

    def _is_mark(self, text: str) -> bool:
        return self._piece.kind == "mark" and self._piece.text == text

    def _ended(self) -> bool:
        return self._piece.kind == "end"

    def _take(self) -> Token:
        self._at += 1
        return self._pieces[self._at - 1]

    def _expect(self, text: str, expected: str) -> None:
        if not self._is_mark(text):
            raise self._error(expected)
        self._take()

    def _error(self, expected: str) -> QueryError:
        there = sentence("there is {piece}")
        found = "the text ends" if self._ended() else there(self._piece.shown)
        return QueryError.at(self._piece.start, "expected {expected}, but {found}.")(
            expected, found
        )

    def _misplaced(self, piece: Token, what: str) -> QueryError:
        return QueryError.at(piece.start, f"{piece.shown} {what}.")
