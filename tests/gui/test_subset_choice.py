"""The choice of the part that figures are of: it is there while samples are split."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from nnfs_core import Batch, Network, Project, edits
from nnfs_core.project.subset import Subset
from nnfs_gui.filtering.subset_choice import SubsetChoice
from nnfs_gui.studio.studio import Studio

Key = Qt.Key


@pytest.fixture
def studio() -> Studio:
    return Studio.create(Project(Network(), Batch([[1.0], [2.0], [3.0]])))


@pytest.fixture
def choice(qtbot: QtBot, studio: Studio) -> SubsetChoice:
    choice = SubsetChoice(studio)
    qtbot.addWidget(choice)
    choice.show()
    studio.document.apply("Split", edits.set_subsets(studio.project, [0, 1], Subset.TEST))
    return choice


def offered(choice: SubsetChoice) -> list[str]:
    return [choice.box.itemText(place) for place in range(choice.box.count())]


def test_nothing_is_to_be_chosen_while_samples_are_not_split(
    choice: SubsetChoice, studio: Studio
) -> None:
    assert choice.isVisible()
    studio.document.undo()
    assert not choice.isVisible()


def test_the_parts_that_have_samples_are_offered(
    qtbot: QtBot, choice: SubsetChoice, studio: Studio
) -> None:
    assert offered(choice) == ["all samples", "training", "test"]
    with qtbot.waitSignal(studio.subset_shown.changed):
        qtbot.keyClicks(choice.box, "te")
    assert choice.box.currentText() == "test"
    assert studio.subset_shown.subset is Subset.TEST


def test_figures_are_of_all_while_their_part_has_no_sample(
    qtbot: QtBot, choice: SubsetChoice, studio: Studio
) -> None:
    studio.subset_shown.choose(Subset.TEST)
    assert choice.box.currentText() == "test"
    with qtbot.waitSignal(studio.subset_shown.changed):
        studio.document.apply("Split", edits.set_subsets(studio.project, [0, 1], Subset.VALIDATION))
    assert offered(choice) == ["all samples", "training", "validation"]
    assert choice.box.currentText() == "all samples"
    studio.subset_shown.choose(Subset.VALIDATION)
    studio.document.apply("One", edits.remove_split(studio.project))
    assert studio.subset_shown.subset is None


def test_a_part_without_samples_cannot_be_chosen(choice: SubsetChoice, studio: Studio) -> None:
    studio.subset_shown.choose(Subset.VALIDATION)
    assert studio.subset_shown.subset is None


def test_a_choice_comes_back_with_the_split_that_undo_took(
    choice: SubsetChoice, studio: Studio
) -> None:
    studio.subset_shown.choose(Subset.TEST)
    studio.document.undo()
    assert studio.subset_shown.subset is None
    studio.document.redo()
    assert studio.subset_shown.subset is Subset.TEST
    assert choice.box.currentText() == "test"


def test_a_choice_is_not_kept_for_another_project(choice: SubsetChoice, studio: Studio) -> None:
    studio.subset_shown.choose(Subset.TEST)
    other = Project(Network(), Batch([[4.0], [5.0]]))
    studio.document.replace(edits.set_subsets(other, [0], Subset.TEST))
    assert choice.box.currentText() == "all samples"
