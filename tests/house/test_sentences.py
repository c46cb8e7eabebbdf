"""These tests hold that what the app says can be translated: constant templates, then values."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

TOP = Path(__file__).parents[2]
ERRORS = ("NnfsError", "ShapeError", "QueryError", "DamagedError", "ChangedFileError")
FOR_DEVELOPERS = ("AssertionError", "TypeError", "ValueError")
# What these write stays in one language: programs, workbooks, and the command line.
WRITERS = {
    "nnfs_core/code/basic_python.py": "programs in Python alone",
    "nnfs_core/code/keras_program.py": "programs in Keras",
    "nnfs_core/code/literals.py": "the arrays of all programs",
    "nnfs_core/code/notebook.py": "notebooks",
    "nnfs_core/code/numpy_parts.py": "programs in NumPy",
    "nnfs_core/code/pieces.py": "the comments of all programs",
    "nnfs_core/code/sheet_looks.py": "the cells of a workbook",
    "nnfs_core/code/torch_program.py": "programs in PyTorch",
    "nnfs_core/explain/number_code.py": "the lines that compute one number",
    "nnfs_gui/app.py": "the answers of the command line, before any library is loaded",
}
A_TAG = re.compile(r"<[^>]*(>|$)")
A_WORD = re.compile(r"[a-z]{2,}")
WORDS = re.compile(r"[A-Za-z]{2,},? [a-z]{2,}")
AN_END = re.compile(r"""(?:[\w\0)”'"%]\.|[\w\0][?!])(?=\s|$)""")  # of a sentence; \0 is a value


def message_of(call: ast.AST) -> ast.expr | None:
    """The message that a call gives to an error of ours."""
    match call:
        case ast.Call(func=ast.Name(id=name), args=[message, *_]) if name in ERRORS:
            return message
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id="QueryError"), attr="at"), args=[*_, message]
        ):
            return message
    return None


def template_of(call: ast.AST) -> ast.expr | None:
    match call:
        case ast.Call(func=ast.Name(id="sentence"), args=[template]):
            return template
    return message_of(call)


def glued_texts(module: ast.Module) -> Iterator[str]:
    """The f-strings with two words in a row, with a sentence's end, or for the user of an error."""
    nodes = [*ast.walk(module)]
    messages = [message_of(node) for node in nodes]
    for_developers = {
        inner
        for node in nodes
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in FOR_DEVELOPERS
        for inner in ast.walk(node)
    }
    for node in nodes:
        if not isinstance(node, ast.JoinedStr) or node in for_developers:
            continue
        parts = [part.value if isinstance(part, ast.Constant) else "\0" for part in node.values]
        text = A_TAG.sub("", "".join(map(str, parts)))
        is_whole = A_WORD.search(text) and (AN_END.search(text) or node in messages)
        if "\0" in text and (is_whole or WORDS.search(text)):
            yield f"line {node.lineno}: {text}"


def misused_templates(module: ast.Module) -> Iterator[str]:
    """The templates that are no constants, or whose fields and values do not agree."""
    given = values_given(module)
    for call in ast.walk(module):
        template = template_of(call)
        if template is None:
            continue
        values = given.get(call, [])
        if not isinstance(template, ast.Constant):
            faults = ["it is no constant"] if values or message_of(call) is None else []
        else:
            faults = [*faults_of(str(template.value), values)]
        yield from (f"line {call.lineno}: {fault}" for fault in faults)


def values_given(module: ast.Module) -> dict[ast.AST, list[ast.Call]]:
    """The calls that give values to a template, at once or by the name that it has got."""
    given: dict[ast.AST, list[ast.Call]] = {}
    for scope in ast.walk(module):
        match scope:
            case ast.Call(func=ast.Call() as template):
                given.setdefault(template, []).append(scope)
            case ast.FunctionDef():
                named = {
                    target.id: template
                    for node in ast.walk(scope)
                    if isinstance(node, ast.Assign)
                    for target, template in [(node.targets[0], node.value)]
                    if isinstance(target, ast.Name) and template_of(template)
                }
                for node in ast.walk(scope):
                    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in named:
                        calls = given.setdefault(named[node.func.id], [])
                        calls += [node] if node not in calls else []  # scopes lie in each other
    return given


def faults_of(template: str, calls: list[ast.Call]) -> Iterator[str]:
    parsed = [each[1:] for each in Formatter().parse(template) if each[1] is not None]
    fields = [*dict.fromkeys(name for name, *_ in parsed)]
    if not all(name.isidentifier() and "{" not in (form or "") for name, form, _ in parsed):
        yield f"a field of {template!r} is more than a name"
    if fields and not calls:
        yield f"{template!r} gets no values"
    for call in calls:
        if call.keywords or len(call.args) != len(fields):
            yield f"{template!r} gets {len(call.args)} values"
        for field, value in zip(fields, call.args, strict=False):
            name, *owners = names_in(value)
            if field not in (name, *owners) and name in fields:
                yield f"{template!r} gets {name} for {field}"


def names_in(value: ast.expr) -> list[str]:
    """The names that lead to a value, its own first; an empty one where it has none."""
    match value:
        case ast.Attribute(attr=name):
            return [name, *names_in(value.value)]
        case ast.Name(id=name):
            return [name]
    return [""]


@pytest.mark.parametrize(
    "source",
    [
        'raise NnfsError(f"{name} has no neuron {neuron}")',
        'raise QueryError.at(3, f"expected {what}")',
        'text = f"Saved {name}."',
        'text = f"{name} is saved. {more}"',
        'text = f"What if {text}?"',
        'title = f"Compute in {precision}"',
        'part = f", of which {n} are shown"',
    ],
)
def test_a_glued_text_is_found(source: str) -> None:
    assert len([*glued_texts(ast.parse(source))]) == 1


@pytest.mark.parametrize(
    "source",
    [
        'raise ValueError(f"There is no layer {layer}.")',
        'text = f"layers.{name}"',
        'text = f"{width} x {height}."',
        'text = f"Dense {number}"',
        """text = f"<td class='one of many' width='{width}'>{text}</td>\"""",
        'text = sentence("Saved {name}.")(path.name)',
    ],
)
def test_what_is_no_glued_text_is_left(source: str) -> None:
    assert not [*glued_texts(ast.parse(source))]


@pytest.mark.parametrize(
    "source",
    [
        'sentence("Saved {name}.")(name, size)',
        'sentence("Saved {name} of {size}.")(name)',
        'sentence("Saved {name}.")(name=name)',
        'sentence("Saved {name}.")',
        'sentence("Saved {file.name}.")(file)',
        'sentence("Saved {}.")(name)',
        'sentence("Saved {name} of {size}.")(size, 3)',
        "sentence(text)(name)",
        'sentence(f"Saved {name}.")()',
        'NnfsError("Saved {name}.")',
        "NnfsError(text)(name)",
        'def saved():\n    text = sentence("Saved {name}.")\n    return text(name, size)',
    ],
)
def test_a_misused_template_is_found(source: str) -> None:
    assert len([*misused_templates(ast.parse(source))]) == 1


@pytest.mark.parametrize(
    "source",
    [
        'sentence("Saved {name} of {size:,} bytes as {name}.")(path.name, size)',
        'NnfsError("{name} is empty; {{}} is not.")(path.name)',
        'NnfsError("There is nothing to save.")',
        "NnfsError(str(error))",
        'def saved():\n    text = sentence("Saved {name}.")\n    return text(name)',
    ],
)
def test_a_template_with_its_values_is_left(source: str) -> None:
    assert not [*misused_templates(ast.parse(source))]


def modules() -> Iterator[tuple[str, ast.Module]]:
    for package in ("nnfs_core", "nnfs_gui"):
        for path in sorted((TOP / package).rglob("*.py")):
            yield path.relative_to(TOP).as_posix(), ast.parse(path.read_text("utf-8"))


def test_what_people_read_is_a_template_that_is_given_values() -> None:
    glued = {path: [*glued_texts(module)] for path, module in modules()}
    assert not {path: found for path, found in glued.items() if found and path not in WRITERS}
    assert all(glued[path] for path in WRITERS), "what glues no texts needs no exception"


def test_every_template_is_constant_and_gets_a_value_for_each_of_its_fields() -> None:
    misused = {
        path: [*misused_templates(module)]
        for path, module in modules()
        if path != "nnfs_core/errors.py"  # fills in what an error was made with
    }
    assert not {path: found for path, found in misused.items() if found}
