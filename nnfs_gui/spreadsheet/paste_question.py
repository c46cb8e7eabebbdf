"""Asks how a pasted text is meant where a comma leaves more than one way to read it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nnfs_core.files.tables.pasting.cells import PastedCells
from nnfs_core.numerals import full_number
from nnfs_core.numerals.typed import read_number
from nnfs_core.wording import listed, sentence
from nnfs_gui.studio.question import Answer, Question


def paste_question(
    readings: Sequence[PastedCells],
    paste: Callable[[PastedCells], object],
    leave: Callable[[], object],
) -> Question:
    """The question which of `readings` is meant; its answers `paste` that one, or `leave`."""
    text = _text_in_doubt(readings)
    answers = [_answer(reading, text, paste) for reading in readings]
    nothing = Answer("paste_nothing", "Do not paste", "Leave the table as it is", leave)
    can = {"paste_decimals": "a decimal mark", "paste_thousands": "part thousands"}
    ways = [can.get(answer.name, "part cells") for answer in answers]
    ask = sentence("The comma in {text} can be {ways}. What is meant?")
    several = listed(ways).replace(" and ", " or ")
    return Question(ask(text, several), (*answers, nothing), takes_keys=True)


def _text_in_doubt(readings: Sequence[PastedCells]) -> str:
    """The first number with a comma; a class may have one, too."""
    cells = (cell.strip() for row in readings[0].cells for cell in row if "," in cell)
    return next(each for each in cells if read_number(each, readings[0].mark or ",") is not None)


def _answer(reading: PastedCells, text: str, paste: Callable[[PastedCells], object]) -> Answer:
    def act() -> None:
        paste(reading)

    if not any(text in cell for row in reading.cells for cell in row):
        parts = text.split(",")
        caption = sentence("Cells: {numbers}")(listed([part.strip() for part in parts]))
        return Answer("paste_cells", caption, "Take each comma for the end of a cell", act)
    number = full_number(reading.number(text))
    if reading.mark == ".":
        caption = sentence("Thousands: {number}")(number)
        return Answer("paste_thousands", caption, "Take each comma for a mark of thousands", act)
    caption = sentence("Decimals: {number}")(number)
    return Answer("paste_decimals", caption, "Take each comma for a decimal mark", act)
