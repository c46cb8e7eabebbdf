"""These tests hold that Qt never guesses whether a text is HTML: one room says how texts show."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

GUI = Path(__file__).parents[2] / "nnfs_gui"
THE_ONE_PLACE = GUI / "widgets" / "plain.py"
HTML = ("term_tip", "kind_tip", "header_tip")
GUESSING = ("QLabel", "QMessageBox", "QProgressDialog", "QInputDialog", "QErrorMessage")


def guesses(module: ast.Module) -> Iterator[str]:
    """Where a module shows a text that Qt would guess at, or one that nobody looked at."""
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(value=ast.Name(id=name))) if (
                name in GUESSING
            ):
                yield f"line {node.lineno}: {name}"
            case ast.ClassDef(bases=bases):
                kinds = {base.id for base in bases if isinstance(base, ast.Name)}
                yield from (f"line {node.lineno}: a {kind}" for kind in kinds & {*GUESSING})
            case ast.Call(func=ast.Attribute(attr="setToolTip"), args=[tip]):
                if not is_plain(tip) or is_html(tip):
                    yield f"line {node.lineno}: a tooltip"
            case ast.Call(func=ast.Attribute(attr="showText"), args=[_, tip, *_]):
                if not is_plain(tip):
                    yield f"line {node.lineno}: a tooltip"


def is_html(text: ast.expr) -> bool:
    """True for what gives HTML: that is for `give_tip`, which lets it be heard without tags."""
    return isinstance(text, ast.Call) and isinstance(text.func, ast.Name) and text.func.id in HTML


def is_plain(text: ast.expr) -> bool:
    match text:
        case ast.Constant():
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name.endswith("_tip")
        case ast.IfExp(body=one, orelse=other):
            return is_plain(one) and is_plain(other)
        case ast.Name(id=name):
            return name.isupper()
    return False


@pytest.mark.parametrize(
    "source",
    [
        "QLabel('x')",
        "QMessageBox.question(self, 'x', name)",
        "class Title(QLabel): pass",
        "card.setToolTip(name)",
        "card.setToolTip(term_tip('batch'))",
        "card.setToolTip(f'{name}')",
        "card.setToolTip(plain_tip(name) + name)",
        "QToolTip.showText(at, name, card)",
    ],
)
def test_what_guesses_is_found(source: str) -> None:
    assert len([*guesses(ast.parse(source))]) == 1


@pytest.mark.parametrize(
    "source", ["PlainLabel('x')", "a.setToolTip('x')", "a.setToolTip(plain_tip(x))"]
)
def test_what_does_not_guess_is_fine(source: str) -> None:
    assert not [*guesses(ast.parse(source))]


def test_no_widget_guesses_whether_a_text_is_html() -> None:
    found = {
        str(path.relative_to(GUI)): lines
        for path in GUI.rglob("*.py")
        if path != THE_ONE_PLACE and (lines := [*guesses(ast.parse(path.read_text("utf-8")))])
    }
    assert not found
