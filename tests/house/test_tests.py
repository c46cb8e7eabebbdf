"""These tests hold how tests of the screen are written: as a person sees it, nothing private."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]


def private_names(module: ast.Module) -> Iterator[str]:
    """What a module takes from others though its name says that it is theirs alone.

    A class may have private names of its own, which it finds on `self` and `cls`.
    """
    for node in ast.walk(module):
        match node:
            case ast.Attribute(value=ast.Name(id="self" | "cls")):
                continue
            case ast.Attribute(attr=name):
                names = [name]
            case ast.ImportFrom(module=source, names=aliases):
                names = [*(source or "").split("."), *(alias.name for alias in aliases)]
            case ast.Import(names=aliases):
                names = [part for alias in aliases for part in alias.name.split(".")]
            case ast.Call(func=ast.Attribute(attr="setattr" | "delattr"), args=[*arguments]):
                texts = [each.value for each in arguments[:2] if isinstance(each, ast.Constant)]
                names = [part for text in texts for part in str(text).split(".")]
            case _:
                continue
        yield from (
            f"line {node.lineno}: {name}"
            for name in names
            if name.startswith("_") and not name.endswith("__")
        )


@pytest.mark.parametrize(
    "source",
    [
        "card._title.text()",
        "from nnfs_gui.work import _queue",
        "import nnfs_gui._queue",
        "monkeypatch.setattr(Card, '_restyle', paint)",
        "monkeypatch.setattr('nnfs_gui.work.worker._begin', begin)",
    ],
)
def test_what_is_private_is_found(source: str) -> None:
    assert len([*private_names(ast.parse(source))]) == 1


def test_tests_of_the_screen_touch_nothing_private() -> None:
    touched = {
        str(path.relative_to(TESTS)): found
        for path in (*(TESTS / "gui").rglob("*.py"), TESTS / "lesson_doing.py")
        if (found := [*private_names(ast.parse(path.read_text("utf-8")))])
    }
    assert not touched
