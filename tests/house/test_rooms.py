"""These tests hold what makes the house easy to find one's way in: rooms, floors and names."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
PACKAGES = ("nnfs_core", "nnfs_gui")
CORE_FILES = {
    "__init__",
    "__main__",
    "errors",
    "progress",
    "arrays",
    "wording",
    "formats",
    "reading",
}
GUI_FILES = {"__init__", "app"}
MOST_FLOORS = 23
A_VERB = re.compile(r"(This \w+ )?[A-Za-z]+s\b(?! of\b)")  # Draws ..., Holds ..., This room ...


def modules(package: str) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((TOP / package).rglob("*.py")):
        yield path.relative_to(TOP), ast.parse(path.read_text("utf-8"))


@pytest.mark.parametrize(
    ("package", "allowed"), [("nnfs_core", CORE_FILES), ("nnfs_gui", GUI_FILES)], ids=PACKAGES
)
def test_few_files_lie_outside_the_rooms(package: str, allowed: set[str]) -> None:
    assert {path.stem for path in (TOP / package).glob("*.py")} <= allowed


@pytest.mark.parametrize("package", PACKAGES)
def test_every_room_says_what_lives_there_and_what_it_may_import(package: str) -> None:
    rooms = [path.parent for path in (TOP / package).glob("*/**/*.py")]
    silent = [
        str(room.relative_to(TOP))
        for room in sorted(set(rooms))
        if "import" not in (ast.get_docstring(ast.parse(_init(room))) or "")
    ]
    assert not silent


@pytest.mark.parametrize("package", PACKAGES)
def test_no_two_public_classes_share_a_name(package: str) -> None:
    names = Counter(
        node.name
        for _, module in modules(package)
        for node in module.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert not [name for name, count in names.items() if count > 1]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_and_public_class_begins_by_saying_what_it_does(package: str) -> None:
    silent = [
        f"{path}: {getattr(node, 'name', 'the module')}"
        for path, module in modules(package)
        for node in (module, *module.body)
        if isinstance(node, ast.Module | ast.ClassDef)
        and not getattr(node, "name", "").startswith("_")
        and not A_VERB.match(ast.get_docstring(node) or "")
    ]
    assert not silent


def test_the_floors_are_few_and_without_exceptions() -> None:
    linter = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    floors = [floor for contract in linter["contracts"] for floor in contract.get("layers", ())]
    assert 0 < len(floors) <= MOST_FLOORS
    assert not any("ignore_imports" in contract for contract in linter["contracts"])
    assert any(contract["type"] == "acyclic_siblings" for contract in linter["contracts"])
    assert not linter.get("exclude_type_checking_imports")


def _init(room: Path) -> str:
    path = room / "__init__.py"
    return path.read_text("utf-8") if path.exists() else ""
