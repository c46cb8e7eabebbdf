"""Program text on the screen: its colours, its line numbers, and the marks of what changed."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

import nnfs_core
from nnfs_core.errors import Cancelled
from nnfs_gui.code_view import CodeView, Span, changes_between, colored_lines
from nnfs_gui.widgets.colors import DARK, LIGHT, Colors
from nnfs_gui.widgets.theme import Theme

TEXT = 'import numpy as np  # 😀 numbers\n\nx = 2.5\nname = """two\nlines"""\n'
CODE_COLORS = ("code_keyword", "code_name", "code_number", "code_string", "code_comment")
SOURCES = sorted(Path(nnfs_core.__file__).parent.rglob("*.py"))


@pytest.fixture
def show(qtbot: QtBot) -> Callable[..., CodeView]:
    """Shows a text of code, in colours."""

    def show(text: str, look: str = "light") -> CodeView:
        theme = Theme(look)
        theme.apply()
        view = CodeView(theme)
        view.theme = theme  # lives as long as the view
        qtbot.addWidget(view)
        view.resize(400, 300)
        with qtbot.waitExposed(view):
            view.show()
        view.show_code(text, colored_lines(text))
        return view

    return show


def colors_of(view: CodeView) -> set[str]:
    """Every colour that a view has somewhere, in letters so large that their colour is pure."""
    view.resize(1600, 600)
    view.zoomIn(24)
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    view.zoomOut(24)
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)
    return {QColor(int(pixel)).name() for pixel in np.unique(pixels)}


def parts(text: str, color: str) -> list[str]:
    """What of a text is in a colour."""
    return [
        line.encode("utf-16-le")[2 * span.start : 2 * (span.start + span.length)].decode(
            "utf-16-le"
        )
        for line, spans in zip(text.split("\n"), colored_lines(text), strict=True)
        for span in spans
        if span.color == color
    ]


def test_each_part_of_a_program_has_its_colour() -> None:
    assert parts(TEXT, "code_keyword") == ["import", "as"]
    assert parts(TEXT, "code_comment") == ["# 😀 numbers"]
    assert parts(TEXT, "code_number") == ["2.5"]
    assert parts(TEXT, "code_string") == ['"""', "two", "lines", '"""']
    assert parts("def forward(x):\n    return len(x)", "code_name") == ["forward", "len"]


def test_places_are_counted_as_qt_counts_them() -> None:
    assert colored_lines("'😀'; 7")[0][-1] == Span(6, 1, "code_number")


@pytest.mark.parametrize("path", SOURCES[::9], ids=lambda path: path.stem)
def test_comments_and_keywords_are_those_that_python_finds(path: Path) -> None:
    text = path.read_text("utf-8")
    tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    comments = [token.string for token in tokens if token.type == tokenize.COMMENT]
    found = "\n".join(parts(text, "code_comment"))
    assert all(comment in found for comment in comments)


@given(st.text(alphabet="ab'\"#\n\r\\ 1=(😀\u2028{}f", max_size=60))
def test_any_text_has_as_many_lines_of_colours_as_lines_and_none_beyond_its_end(text: str) -> None:
    lines = text.split("\n")
    colored = colored_lines(text)
    assert len(colored) == len(lines)
    for line, spans in zip(lines, colored, strict=True):
        end = 0
        for span in spans:
            assert span.start >= end
            end = span.start + span.length
        assert end <= len(line.encode("utf-16-le")) // 2


def test_a_string_goes_on_over_a_blank_line_and_code_goes_on_behind_it() -> None:
    text = 'x = 1\n\ny = """a\n\nif 2:\n"""\n\nif z: pass'
    assert parts(text, "code_string") == ['"""', "a", "if 2:", '"""']
    assert parts(text, "code_keyword") == ["if", "pass"]


def test_colouring_can_be_given_up() -> None:
    with pytest.raises(Cancelled):
        colored_lines(TEXT, lambda: True)


@pytest.mark.parametrize(("look", "colors"), [("light", LIGHT), ("dark", DARK)])
def test_the_colours_are_on_the_screen_in_either_look(
    show: Callable[..., CodeView], look: str, colors: Colors
) -> None:
    seen = colors_of(show(TEXT, look))
    for name in ("code_keyword", "code_number", "code_string", "code_comment"):
        assert getattr(colors, name) in seen


def test_another_look_colours_the_text_anew(show: Callable[..., CodeView]) -> None:
    view = show(TEXT)
    view.theme.set_mode("dark")
    seen = colors_of(view)
    assert DARK.code_number in seen
    assert LIGHT.code_number not in seen


def test_a_changed_line_is_marked_until_the_next_text(show: Callable[..., CodeView]) -> None:
    view = show(TEXT)
    assert LIGHT.accent_soft not in colors_of(view)
    new = TEXT.replace("2.5", "7.5")
    view.show_code(new, colored_lines(new), changes_between(TEXT, new))
    assert view.changed_lines == (2,)
    assert LIGHT.accent_soft in colors_of(view)
    view.show_code(new, colored_lines(new), changes_between(new, new))
    assert LIGHT.accent_soft not in colors_of(view)


def test_lines_that_come_above_do_not_move_what_is_visible(show: Callable[..., CodeView]) -> None:
    old = "\n".join(f"line_{number} = {number}" for number in range(500))
    view = show(old)
    view.verticalScrollBar().setValue(200)
    assert view.firstVisibleBlock().text() == "line_200 = 200"
    new = "first = 0\nsecond = 1\n" + old.replace("line_400 =", "other =")
    view.show_code(new, colored_lines(new), changes_between(old, new))
    assert view.firstVisibleBlock().text() == "line_200 = 200"
    assert view.changed_lines == (0, 1, 402)
    view.show_code("another text\n" * 500)
    assert view.verticalScrollBar().value() == 0


def test_wrapped_lines_do_not_move_what_is_visible(show: Callable[..., CodeView]) -> None:
    old = "\n".join(f"line_{number} = {number}  # {'a long remark ' * 9}" for number in range(200))
    view = show(old)
    view.verticalScrollBar().setValue(50)
    view.set_wrapped(True)
    assert view.firstVisibleBlock().text().startswith("line_50 ")
    assert view.horizontalScrollBar().maximum() == 0
    new = "first = 0\n" + old
    view.show_code(new, colored_lines(new), changes_between(old, new))
    assert view.firstVisibleBlock().text().startswith("line_50 ")
    view.set_wrapped(False)
    assert view.firstVisibleBlock().text().startswith("line_50 ")


@given(
    st.lists(st.sampled_from("abcd"), max_size=12), st.lists(st.sampled_from("abcd"), max_size=12)
)
def test_lines_that_are_not_marked_were_there_before(before: list[str], after: list[str]) -> None:
    old, new = "\n".join(before), "\n".join(after)
    marked = changes_between(old, new).lines
    if marked or old == new:
        rest = [line for number, line in enumerate(new.split("\n")) if number not in marked]
        lines = iter(old.split("\n"))
        assert all(line in lines for line in rest)  # in the same order


def test_the_view_goes_to_a_line(show: Callable[..., CodeView]) -> None:
    view = show("\n".join(str(number) for number in range(1000)))
    assert not view.is_line_visible(700)
    view.go_to_line(700)
    assert view.is_line_visible(700)
