"""What is tried out: shown at once, kept as one step or let go, never by accident."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from nnfs_core import Document, NnfsError, Project
from nnfs_core.project.project import empty_project
from tests.core.strategies import Edit, any_edit, projects
from tests.projects import titled

FILE = Path("some.nnfs")


def try_titles(document: Document, *titles: str, merge: str | None = None) -> None:
    for title in titles:
        document.try_out(f"Title = {title}", titled(document, title), merge)


def history(document: Document) -> list[object]:
    """All that undo and redo lead to, with its names, found by going there and back."""
    told: list[object] = [document.project, document.is_modified, document.path]
    n_undone = n_redone = 0
    while document.undo_text:
        told.append(document.undo_text)
        document.undo()
        told.append(document.project)
        n_undone += 1
    for _ in range(n_undone):
        document.redo()
    while document.redo_text:
        told.append(document.redo_text)
        document.redo()
        told.append(document.project)
        n_redone += 1
    for _ in range(n_redone):
        document.undo()
    return told


def edited(document: Document, sequence: list[Edit]) -> None:
    for number, edit in enumerate(sequence):
        try:
            document.apply(f"Edit {number}", edit(document.project))
        except NnfsError:
            continue


edits_of = st.lists(any_edit, max_size=4)


@settings(max_examples=60)
@given(projects(), edits_of, st.integers(0, 4), edits_of, st.sampled_from(["let go", "undo"]))
def test_a_trial_let_go_leaves_document_and_history_as_they_were(
    project: Project, sequence: list[Edit], n_undone: int, tried: list[Edit], way: str
) -> None:
    document = Document(project)
    edited(document, sequence)
    for _ in range(n_undone):
        document.undo()
    before = history(document)
    for edit in tried:
        try:
            document.try_out("Try", edit(document.project), merge="slider")
        except NnfsError:
            continue
    if document.is_trying:
        document.let_go() if way == "let go" else document.undo()
    after = history(document)
    assert all(new is old or new == old for new, old in zip(after, before, strict=True))
    assert after[0] is before[0]


@settings(max_examples=60)
@given(projects(), edits_of, st.integers(0, 4), any_edit)
def test_a_trial_kept_is_the_same_as_the_edit(
    project: Project, sequence: list[Edit], n_undone: int, edit: Edit
) -> None:
    tried, applied = Document(project), Document(project)
    for document in (tried, applied):
        edited(document, sequence)
        for _ in range(n_undone):
            document.undo()
    try:
        changed = edit(tried.project)
    except NnfsError:
        return
    if changed is tried.project:
        return
    tried.try_out("Change", changed)
    tried.keep()
    applied.apply("Change", changed)
    assert history(tried) == history(applied)


class Trials(RuleBasedStateMachine):
    """Whatever is done in whatever order: the document does as a list of titles does."""

    def __init__(self) -> None:
        super().__init__()
        self.document = Document()
        self.past: list[str] = []  # titles that undo leads to
        self.now, self.saved = "", ""
        self.future: list[str] = []
        self.trial: str | None = None
        self.count = 0

    def fresh(self) -> str:
        self.count += 1
        return str(self.count)

    def settle(self) -> None:
        if self.trial is not None:
            self.past, self.now, self.future = [*self.past, self.now], self.trial, []
            self.trial = None

    @rule(merge=st.sampled_from(["one", "other", None]))
    def try_out(self, merge: str | None) -> None:
        self.trial = self.fresh()
        try_titles(self.document, self.trial, merge=merge)

    @rule()
    def keep(self) -> None:
        self.document.keep()
        self.settle()

    @rule()
    def let_go(self) -> None:
        self.document.let_go()
        self.trial = None

    @rule()
    def apply(self) -> None:
        title = self.fresh()
        self.document.apply("Edit", titled(self.document, title))
        self.settle()
        self.past, self.now, self.future = [*self.past, self.now], title, []

    @rule()
    def apply_nothing(self) -> None:
        self.document.apply("Nothing", self.document.project)

    @rule()
    def undo(self) -> None:
        self.document.undo()
        if self.trial is not None:
            self.trial = None
        elif self.past:
            self.future.append(self.now)
            self.now = self.past.pop()

    @rule()
    def redo(self) -> None:
        self.document.redo()
        if self.trial is None and self.future:
            self.past.append(self.now)
            self.now = self.future.pop()

    @rule()
    def save(self) -> None:
        self.document.keep()
        self.document.mark_saved(self.document.project, FILE)
        self.settle()
        self.saved = self.now

    @precondition(lambda self: self.count > 3)
    @rule()
    def open(self) -> None:
        self.now = self.saved = self.fresh()
        self.past, self.future, self.trial = [], [], None
        self.document.replace(replace(empty_project(), title=self.now), FILE)

    @invariant()
    def agrees(self) -> None:
        document, is_trying = self.document, self.trial is not None
        assert document.project.title == (self.now if self.trial is None else self.trial)
        assert document.is_trying == is_trying
        assert document.is_modified == (self.now != self.saved)
        assert (document.undo_text is not None) == bool(self.past or is_trying)
        assert (document.redo_text is not None) == bool(self.future and not is_trying)


TestTrials = Trials.TestCase
TestTrials.settings = settings(max_examples=60, stateful_step_count=25)


def test_everyone_hears_of_a_trial_of_its_keeping_and_of_its_end() -> None:
    document = Document()
    heard: list[tuple[str, str]] = []
    told: list[bool] = []
    document.changed.connect(lambda old, new: heard.append((old.title, new.title)))
    document.status_changed.connect(lambda: told.append(document.is_trying))
    try_titles(document, "a", "b")
    document.keep()
    try_titles(document, "c")
    document.let_go()
    document.let_go()
    document.keep()
    assert heard == [("", "a"), ("a", "b"), ("b", "c"), ("c", "b")]
    assert told == [True, True, False, True, False]


def test_the_values_of_one_slider_are_one_change_and_another_slider_joins_it() -> None:
    document = Document()
    try_titles(document, "1", "2", merge="first")
    assert document.trial_text == "Title = 2"
    try_titles(document, "3", merge="second")
    assert document.trial_text == "Title = 2 and Title = 3"
    try_titles(document, "4", merge="first")
    assert document.trial_text == "Title = 4 and Title = 3"
    try_titles(document, "5")
    assert document.trial_text == "Title = 4 and 2 more changes"
    assert document.undo_text == document.trial_text
    document.undo()
    assert (document.project.title, document.trial_text) == ("", None)


def test_trying_out_what_was_there_before_lets_go() -> None:
    document = Document()
    first = document.project
    document.try_out("Nothing", first)
    assert not document.is_trying
    try_titles(document, "a")
    document.try_out("Back", first)
    assert not document.is_trying
    assert document.project is first


def test_an_edit_keeps_the_trial_as_a_step_of_its_own() -> None:
    document = Document()
    document.apply("Drag", titled(document, "a"), merge="drag")
    try_titles(document, "b")
    document.apply("Drag", titled(document, "c"), merge="drag")
    names = []
    while document.undo_text:
        names.append((document.undo_text, document.project.title))
        document.undo()
    assert names == [("Drag", "c"), ("Title = b", "b"), ("Drag", "a")]


def test_a_save_that_ends_during_a_trial_is_of_what_was_there_before_it() -> None:
    document = Document()
    document.apply("Edit", titled(document, "a"))
    saving = document.project
    try_titles(document, "b")
    document.mark_saved(saving, FILE)
    assert document.is_trying
    assert not document.is_modified
    document.keep()
    assert document.is_modified


def test_only_another_project_is_another_start() -> None:
    document = Document()
    started = document.n_starts
    try_titles(document, "a")
    document.let_go()
    try_titles(document, "b")
    document.keep()
    document.undo()
    assert document.n_starts == started
    document.replace(empty_project())
    assert document.n_starts != started
