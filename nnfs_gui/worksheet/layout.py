"""Places everything on a worksheet: tables and texts flow from page to page."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt

from nnfs_core.wording import counted, sentence
from nnfs_core.worksheet import Section, Worksheet
from nnfs_gui.printing.paper import (
    BLACK,
    CENTER,
    FOOTER,
    HEADING,
    LEFT,
    MM,
    RIGHT,
    SMALL,
    TEXT,
    TITLE,
    PageText,
    Paper,
    Style,
)
from nnfs_gui.worksheet.grid import ROW, Grid, grid_of, on_paper
from nnfs_gui.worksheet.paper import (
    ANSWER,
    FILLED,
    PALE,
    Page,
    PrintedBox,
    Stroke,
)

BESIDE = 9 * MM  # between tables side by side
BELOW = 3 * MM  # under a table or a text
BETWEEN = 5 * MM  # before a section
RULE = 8 * MM  # between ruled lines
MOST_RULES = 10
MOST_KEPT = 0.75  # of a page: a higher table is cut where the page ends
FEW_RULES = 3  # fewer are not worth their place
WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


def laid_out(worksheet: Worksheet, paper: Paper, *, is_key: bool) -> list[Page]:
    """The pages of the worksheet, or of its key."""
    filler = _PageFiller(worksheet, paper, is_key)
    filler.place_head()
    for section in worksheet.sheet.sections:
        filler.place_section(section)
    filler.place_feet()
    return filler.pages


class _PageFiller:
    """Fills one page after the other; `y` is where the next thing goes."""

    def __init__(self, worksheet: Worksheet, paper: Paper, is_key: bool) -> None:
        self._worksheet, self._is_key = worksheet, is_key
        self._content = paper.content
        self.pages = [Page()]
        self._y = self._content.top()

    @property
    def _room(self) -> float:
        return self._content.bottom() - self._y

    def _turn_page(self) -> None:
        self.pages.append(Page())
        self._y = self._content.top()

    def _make_room(self, height: float) -> None:
        if height > self._room and self._y > self._content.top():
            self._turn_page()

    def place_head(self) -> None:
        """Title, a line for name and date, and how to answer."""
        worksheet, content = self._worksheet, self._content
        page = self.pages[0]
        height = 9 * MM
        kind = "Key" if self._is_key else "Worksheet"
        width = TITLE.metrics.horizontalAdvance(kind) + 2 * MM
        kind_place = QRectF(content.right() - width, self._y, width, height)
        page.texts.append(PageText(kind_place, kind, TITLE, RIGHT))
        title_place = QRectF(content.left(), self._y, content.width() - width - 4 * MM, height)
        page.texts.append(PageText(title_place, worksheet.title or "Untitled", TITLE))
        self._y += height
        page.strokes.append(Stroke(content.left(), self._y, content.right(), self._y, 10, BLACK))
        self._y += 2 * MM
        if worksheet.name_line and not self._is_key:
            self._place_name_line()
        self._place_text(self._instruction(), TEXT)

    def _place_name_line(self) -> None:
        content, page = self._content, self.pages[-1]
        self._y += 3 * MM
        height, base = 7 * MM, self._y + 5.5 * MM
        halves = (
            ("Name", content.left(), content.left() + content.width() * 0.62),
            ("Date", content.left() + content.width() * 0.66, content.right()),
        )
        for label, left, right in halves:
            width = TEXT.metrics.horizontalAdvance(label) + 2 * MM
            page.texts.append(PageText(QRectF(left, self._y, width, height), label, TEXT))
            page.strokes.append(Stroke(left + width, base, right, base, 6, BLACK))
        self._y += height + 2 * MM

    def _instruction(self) -> str:
        decimals = self._worksheet.sheet.choice.decimals
        places = counted(decimals, "decimal") if decimals else "a whole number"
        if self._is_key:
            return sentence(
                "Answers are rounded to {places}, halves up, and worked out from the rounded "
                "numbers. Answers to the blanks stand on grey. This is the key to the worksheet "
                "with the number {number}."
            )(places, self._worksheet.number)
        is_given = any(cell.is_given for cell in self._worksheet.blank_cells)
        given = " An input, weight or bias has as many decimals as its neighbours."
        return sentence(
            "Work out what belongs in the empty boxes. Round each output to {places}, halves up, "
            "and compute on with the rounded number.{given}"
        )(places, given if is_given else "")

    def place_section(self, section: Section) -> None:
        """One layer: heading, question, tables, footnotes of the key, room for working."""
        lines = self._lines_of_grids(section)
        first = max((grid.height for grid in lines[0]), default=0) if lines else 0
        if first > self._content.height() * MOST_KEPT:
            first = 12 * ROW  # it is cut anyway
        texts = self._heading(section)
        self._y += BETWEEN
        self._make_room(sum(self._height(*text) for text in texts) + 12 * MM + first)
        for text, style in texts:
            self._place_text(text, style)
        if self._worksheet.ask_shapes:
            self._place_shape_question(section)
        self._y += 1 * MM
        for line in lines:
            self._place_line(line)
        if self._is_key:
            self._place_footnotes(section)
        elif self._worksheet.space_for_working:
            self._place_rules(section)

    def _heading(self, section: Section) -> list[tuple[str, Style]]:
        """The section's name, and what must be known to compute its outputs."""
        formula = [f"Formula:  {section.printed.formula}"] if self._worksheet.show_formulas else []
        rule = "    ".join((*formula, *section.settings))
        texts = [(section.name, HEADING)]
        if rule:
            texts.append((rule, TEXT))
        if self._worksheet.show_formulas:
            texts.append((section.printed.description, SMALL))
        if not section.is_given:
            given = sentence("The inputs are the outputs of {source}.")(section.source_name)
            texts.append((given, TEXT))
        return texts

    def _lines_of_grids(self, section: Section) -> list[list[Grid]]:
        """The section's tables, side by side where they fit into the width."""
        worksheet = self._worksheet
        grids: list[Grid | None] = []
        if section.is_given:
            grids.append(grid_of(section.inputs.title, [section.inputs], worksheet))
        if section.parameters:
            title = " and ".join(each.title for each in section.parameters)
            title = title[:1] + title[1:].lower()
            grids.append(grid_of(title, section.parameters, worksheet))
        grids.append(grid_of(section.outputs.title, [section.outputs], worksheet))
        lines: list[list[Grid]] = []
        used = 0.0
        for grid in grids:
            for piece in grid.pieces(self._content.width()) if grid is not None else []:
                if lines and used + BESIDE + piece.width <= self._content.width():
                    lines[-1].append(piece)
                    used += BESIDE + piece.width
                else:
                    lines.append([piece])
                    used = piece.width
        return lines

    def _place_line(self, line: list[Grid]) -> None:
        """Tables side by side; those that are too high go on on the next page."""
        while line:
            height = max(grid.height for grid in line)
            page_height = self._content.height()
            is_kept_whole = height <= page_height * MOST_KEPT
            if height > self._room and (is_kept_whole or self._room < page_height / 4):
                self._make_room(height)
            rest: list[Grid] = []
            x, used = self._content.left(), 0.0
            for grid in line:
                count = min(
                    len(grid.rows), max(1, int((self._room - grid.head) // grid.row_height))
                )
                part, left = grid.split_rows(count)
                part.place(self.pages[-1], x, self._y, self._worksheet, self._is_key)
                if left.rows:
                    rest.append(left)
                x += grid.width + BESIDE
                used = max(used, part.height)
            self._y += used + BELOW
            line = rest

    def _place_shape_question(self, section: Section) -> None:
        content, page = self._content, self.pages[-1]
        height = 8 * MM
        question = sentence("{known}. What is the shape of the outputs?")(section.shapes_known)
        box_width = 28 * MM
        width = min(TEXT.metrics.horizontalAdvance(question) + 3 * MM, content.width() - box_width)
        page.texts.append(PageText(QRectF(content.left(), self._y, width, height), question, TEXT))
        box = QRectF(content.left() + width, self._y + 0.5 * MM, box_width, height - MM)
        page.boxes.append(PrintedBox(box, None, True, FILLED if self._is_key else ""))
        if self._is_key:
            page.texts.append(PageText(box, section.shape_answer, ANSWER, CENTER))
        self._y += height + MM

    def _place_footnotes(self, section: Section) -> None:
        cells = [cell for cell, *_ in section.outputs.cells()]
        notes = [note for cell in cells if (note := self._worksheet.footnotes.get(cell))]
        if notes:
            numbers = ",  ".join(f"({number}) {on_paper(text)}" for number, text in notes)
            text = sentence("With all its digits the network gives:  {numbers}.")(numbers)
            self._place_text(text, SMALL)

    def _place_rules(self, section: Section) -> None:
        """Ruled lines, more where more is asked; what is left of the page may cut them short."""
        blanks = self._worksheet.blanks
        asked = sum(cell in blanks for each in section.matrices for cell, *_ in each.cells())
        if not asked:
            return
        n_operands = len(section.printed.operands(0, len(section.inputs.column_names)))
        count = FEW_RULES if n_operands == 1 else min(MOST_RULES, FEW_RULES + asked // 3)
        label_height = 4 * MM
        if self._room < label_height + FEW_RULES * RULE:
            self._turn_page()
        count = min(count, int((self._room - label_height) // RULE))
        content, page = self._content, self.pages[-1]
        place = QRectF(content.left(), self._y, content.width(), label_height)
        page.texts.append(PageText(place, "Working", SMALL))
        self._y += label_height
        for _ in range(count):
            self._y += RULE
            page.strokes.append(Stroke(content.left(), self._y, content.right(), self._y, 4, PALE))
        self._y += BELOW

    def place_feet(self) -> None:
        """The title, the worksheet's number and that of the page, at the foot of each."""
        content = self._content
        kind = "key" if self._is_key else "worksheet"
        place = QRectF(content.left(), content.bottom() + 2 * MM, content.width(), FOOTER)
        for number, page in enumerate(self.pages, start=1):
            title = f"{self._worksheet.title or 'Untitled'}, {kind}"
            left, middle = (place.adjusted(0, 0, -room * MM, 0) for room in (62, 30))
            page.texts.append(PageText(left, title, SMALL, LEFT))
            page.texts.append(PageText(middle, f"Number {self._worksheet.number}", SMALL, RIGHT))
            page.texts.append(PageText(place, f"Page {number} of {len(self.pages)}", SMALL, RIGHT))

    def _height(self, text: str, style: Style) -> float:
        bounds = QRectF(0, 0, self._content.width(), 1e6)
        return style.metrics.boundingRect(bounds, int(WRAPPED), text).height() + MM

    def _place_text(self, text: str, style: Style) -> None:
        height = self._height(text, style)
        self._make_room(height)
        place = QRectF(self._content.left(), self._y, self._content.width(), height)
        self.pages[-1].texts.append(PageText(place, text, style, WRAPPED))
        self._y += height
