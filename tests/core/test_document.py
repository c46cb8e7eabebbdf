"""The document: undo, redo, merging, the saved mark, the history's bounds, and its signal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnfs_core import Batch, Dense, Document, Network, NnfsError, Project, ReLU, edits
from nnfs_core.project import history
from nnfs_core.project.changes import Part, changed_parts
from nnfs_core.project.history import bytes_given_up
from nnfs_core.project.project import empty_project
from tests.core.strategies import Edit, any_edit, bits_of, projects
from tests.projects import titled

FILE = Path("some.nnfs")


def apply_titles(document: Document, *titles: str, merge: str | None = None) -> None:
    for title in titles:
        document.apply(f"Title {title}", titled(document, title), merge)


@settings(max_examples=60)
@given(projects(), st.lists(any_edit, max_size=10))
def test_any_edits_undone_to_the_end_give_the_first_project_and_redone_the_last(
    project: Project, sequence: list[Edit]
) -> None:
    document = Document(project)
    states = [(project, bits_of(project))]
    for edit in sequence:
        try:
            changed = edit(document.project)
        except NnfsError:
            continue
        if changed is not document.project:
            document.apply("Edit", changed)
            states.append((changed, bits_of(changed)))
    for expected, bits in reversed(states[:-1]):
        document.undo()
        assert document.project is expected
        assert bits_of(document.project) == bits
    assert document.undo_text is None
    document.undo()
    assert document.project is project
    for expected, bits in states[1:]:
        document.redo()
        assert document.project is expected
        assert bits_of(document.project) == bits
    assert document.redo_text is None
    document.redo()
    assert document.project is states[-1][0]


def test_undo_and_redo_say_what_they_would_do() -> None:
    document = Document()
    assert (document.undo_text, document.redo_text) == (None, None)
    apply_titles(document, "a", "b")
    assert (document.undo_text, document.redo_text) == ("Title b", None)
    document.undo()
    assert (document.undo_text, document.redo_text) == ("Title a", "Title b")
    document.undo()
    assert (document.undo_text, document.redo_text) == (None, "Title a")


def test_a_new_edit_after_undo_clears_redo() -> None:
    document = Document()
    apply_titles(document, "a", "b")
    document.undo()
    apply_titles(document, "c")
    assert document.redo_text is None
    document.undo()
    assert document.project.title == "a"


def test_an_edit_that_changes_nothing_is_no_step() -> None:
    document = Document()
    calls: list[object] = []
    document.changed.connect(lambda old, new: calls.append(new))
    document.apply("Nothing", document.project)
    assert document.undo_text is None
    assert calls == []


def test_steps_with_one_merge_key_become_one() -> None:
    document = Document()
    first = document.project
    apply_titles(document, "a", "b", "c", merge="drag")
    assert document.undo_text == "Title c"
    document.undo()
    assert document.project is first
    document.redo()
    assert document.project.title == "c"


def test_steps_with_other_keys_or_none_stay_apart() -> None:
    document = Document()
    apply_titles(document, "a", merge="one")
    apply_titles(document, "b", merge="other")
    apply_titles(document, "c", "d")
    for title in ("c", "b", "a", ""):
        document.undo()
        assert document.project.title == title


def test_a_merge_does_not_reach_across_undo_redo_a_save_or_its_end() -> None:
    document = Document()
    apply_titles(document, "a", merge="drag")
    document.undo()
    document.redo()
    apply_titles(document, "b", merge="drag")
    document.mark_saved(document.project, FILE)
    apply_titles(document, "c", merge="drag")
    document.end_merge()
    apply_titles(document, "d", merge="drag")
    apply_titles(document, "e")
    document.undo()
    apply_titles(document, "f", merge="drag")
    for title in ("d", "c", "b", "a", ""):
        document.undo()
        assert document.project.title == title


def test_modified_follows_edits_undo_redo_and_saving() -> None:
    document = Document()
    assert not document.is_modified
    apply_titles(document, "a")
    assert document.is_modified
    document.undo()
    assert not document.is_modified
    document.redo()
    assert document.is_modified
    document.mark_saved(document.project, FILE)
    assert not document.is_modified
    assert document.path == FILE
    document.undo()
    assert document.is_modified
    document.redo()
    assert not document.is_modified


def test_what_was_shown_as_saved_can_be_counted_as_unsaved_work_of_a_file() -> None:
    document = Document()
    told: list[bool] = []
    document.status_changed.connect(lambda: told.append(document.is_modified))
    document.mark_unsaved(FILE)
    assert told == [True]
    assert (document.path, document.undo_text) == (FILE, None)


def test_an_edit_made_while_saving_is_not_saved() -> None:
    document = Document()
    apply_titles(document, "a")
    saving = document.project
    apply_titles(document, "b")
    document.mark_saved(saving, FILE)
    assert document.is_modified
    document.undo()
    assert not document.is_modified


def test_another_project_starts_a_new_history() -> None:
    document = Document()
    apply_titles(document, "a", "b")
    document.undo()
    other = empty_project()
    document.replace(other, FILE)
    assert document.project is other
    assert document.path == FILE
    assert (document.undo_text, document.redo_text) == (None, None)
    assert not document.is_modified


def test_listeners_hear_the_old_and_the_new_project() -> None:
    document = Document()
    heard: list[tuple[Project, Project]] = []

    def listener(old: Project, new: Project) -> None:
        heard.append((old, new))

    document.changed.connect(listener)
    first = document.project
    apply_titles(document, "a")
    second = document.project
    document.undo()
    document.redo()
    document.mark_saved(second, FILE)
    assert heard == [(first, second), (second, first), (first, second)]
    document.changed.disconnect(listener)
    document.undo()
    assert len(heard) == 3


def test_what_is_no_change_of_the_project_is_told_by_a_signal_of_its_own() -> None:
    document = Document()
    projects: list[Project] = []
    told: list[tuple[str | None, bool, Path | None]] = []
    document.changed.connect(lambda old, new: projects.append(new))
    document.status_changed.connect(
        lambda: told.append((document.undo_text, document.is_modified, document.path))
    )
    apply_titles(document, "a")
    document.mark_saved(document.project, FILE)
    document.try_out("b", titled(document, "b"))
    document.keep()
    assert [project.title for project in projects] == ["a", "b"]
    assert told == [
        ("Title a", True, None),
        ("Title a", False, FILE),
        ("b", False, FILE),
        ("b", True, FILE),
    ]


def test_a_listener_hears_of_the_parts_that_it_follows_and_of_no_others() -> None:
    document = Document(big_project())
    heard: list[str] = []
    for part in Part.ALL:
        document.changed.connect(lambda old, new, part=part: heard.append(part.name), part)
    apply_titles(document, "a")
    document.apply("Edit input", edits.set_input(document.project, 0, 0, 1))
    document.apply("Precision", edits.set_precision(document.project, "float32"))
    document.replace(replace(document.project, network=Network([ReLU()])))
    assert heard == ["NOTES", "BATCH", "BATCH", "PRECISION", "NETWORK"]


@given(projects(), any_edit)
def test_a_project_with_no_part_changed_holds_the_very_same_numbers(
    project: Project, edit: Edit
) -> None:
    try:
        changed = edit(project)
    except NnfsError:
        return
    parts = changed_parts(project, changed)
    assert parts == changed_parts(changed, project)
    if not parts & Part.NUMBERS:
        assert bits_of(changed) == bits_of(project)


def test_a_listener_that_fails_does_not_keep_the_news_from_the_others() -> None:
    document = Document()
    heard: list[str] = []

    def fails(old: Project, new: Project) -> None:
        raise ZeroDivisionError("the view is broken")

    document.changed.connect(fails)
    document.changed.connect(lambda old, new: heard.append(new.title))
    document.status_changed.connect(lambda: heard.append("status"))
    with pytest.raises(ZeroDivisionError, match="the view is broken"):
        apply_titles(document, "a")
    assert heard == ["a", "status"]
    assert document.project.title == "a"
    assert document.undo_text == "Title a"


def test_the_oldest_steps_are_forgotten_beyond_the_number_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(history, "HISTORY_STEPS", 3)
    kept = Document()
    apply_titles(kept, *"abcdef")
    while kept.undo_text:
        kept.undo()
    assert kept.project.title == "c"


def big_project() -> Project:
    return Project(Network(), Batch(np.zeros((4, 10))))  # 320 bytes


def test_the_oldest_steps_are_forgotten_beyond_the_bytes_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(history, "HISTORY_BYTES", 1000)
    kept = Document(big_project())
    for value in range(1, 8):
        kept.apply("Edit input", edits.set_input(kept.project, 0, 0, value))
    n_undone = 0
    while kept.undo_text:
        kept.undo()
        n_undone += 1
    assert n_undone == 3  # 960 bytes


def test_the_last_step_can_be_undone_however_large_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "HISTORY_BYTES", 1)
    kept = Document(big_project())
    first = kept.project
    kept.apply("Edit input", edits.set_input(first, 0, 0, 1))
    kept.undo()
    assert kept.project is first


def test_a_merged_step_counts_the_bytes_of_the_whole_drag(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "HISTORY_BYTES", 700)
    kept = Document(edits.append_layer(big_project(), edits.new_layer(big_project(), Dense, 0)))
    kept.apply("Rename", replace(kept.project, title="renamed"))
    before = kept.project
    kept.apply("Drag", replace(kept.project, title="drag"), merge="drag")
    kept.apply("Drag", edits.set_input(kept.project, 0, 0, 1), merge="drag")
    kept.apply("Drag", edits.set_weights(kept.project, 0, 0, 0, np.ones((10, 3))), merge="drag")
    assert bytes_given_up(before, kept.project) == 320 + 240
    kept.apply("Edit input", edits.set_input(kept.project, 0, 0, 2))
    kept.undo()
    assert kept.undo_text is None  # 880 bytes were too many: the drag was forgotten
