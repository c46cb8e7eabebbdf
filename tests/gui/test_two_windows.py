"""Two real apps have one project open: each learns what the other saves, and replaces none of it
unasked."""

from __future__ import annotations

from pathlib import Path

from nnfs_core import load
from tests.gui.test_crashing import App, Start, file, on_show, posix_only, start, wait_until
from tests.journals import same

__all__ = ["file", "start"]  # fixtures
pytestmark = posix_only


def enter(app: App, value: float) -> None:
    """Type a number into the first cell."""
    app.do(f"cell {value}")
    app.do("key Return")


def in_file(path: Path) -> float:
    return float(load(path).batch.inputs[0, 0])


def save(app: App, path: Path, value: float) -> None:
    app.do("trigger file.save")
    wait_until(lambda: in_file(path) == value)


def load_theirs(app: App) -> None:
    app.do("await file_strip")
    app.do("press load_theirs")
    app.do("hidden file_strip")


def says(app: App, name: str, text: str) -> None:
    app.do(f"await {name}")
    wait_until(lambda: app.do(f"text {name}") == text)


def test_each_learns_what_the_other_saves_and_chooses(
    start: Start, file: Path, tmp_path: Path
) -> None:
    first, second = start(file, waits=False), start(file, waits=False)
    for app in (first, second):
        twice = "flowers.nnfs is open in another window, too: whoever saves last is asked."
        says(app, "notice_text", twice)
    enter(first, 1)
    enter(second, 2)
    save(first, file, 1)
    says(second, "file_strip_text", "flowers.nnfs was changed by another program or window.")
    second.do("press compare_theirs")
    says(second, "notice_text", "Compared with flowers.nnfs: 1 sample differs.")
    second.do("press pinned_close")
    second.do("trigger file.save")
    second.do("await replace_box")
    second.do("press replace_cancel")
    second.do("hidden replace_box")
    assert in_file(file) == 1
    second.do("press keep_mine")
    second.do("hidden file_strip")
    save(second, file, 2)
    load_theirs(first)
    assert on_show(first, tmp_path).batch.inputs[0, 0] == 2
    first.do("trigger edit.undo")
    assert on_show(first, tmp_path).batch.inputs[0, 0] == 1
    first.do("trigger edit.redo")
    for app, other, value in ((first, second, 3), (second, first, 4)):
        enter(app, value)
        save(app, file, value)
        load_theirs(other)
        assert same(on_show(other, tmp_path), load(file))
        app.do("hidden file_strip")
