"""Samples that are pictures: how they are recognised, said, drawn on, and when they end."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import Batch, Document, Network, NnfsError, Project, ShapeError, edits
from nnfs_core.examples import example_named
from nnfs_core.project.pictures import (
    MOST_PIXELS,
    NO_PICTURES,
    PictureSize,
    recognised_size,
)

EIGHT, TWENTY_EIGHT = PictureSize(8, 8), PictureSize(28, 28)


def by_place(pattern: str, side: int, start: int = 0) -> list[str]:
    places = range(start, start + side)
    return [pattern.format(row, column) for row in places for column in places]


def project_of(columns: list[str] | None = None, n_features: int = 64) -> Project:
    return Project(Network(), Batch(np.zeros((3, n_features)), columns=columns))


@pytest.mark.parametrize(
    ("columns", "size"),
    [
        (by_place("pixel {},{}", 8), EIGHT),
        (by_place("pixel_{}_{}", 8), EIGHT),  # as scikit-learn calls them
        (by_place("{}x{}", 28, start=1), TWENTY_EIGHT),  # as MNIST is found in tables
        ([f"pixel{number}" for number in range(784)], TWENTY_EIGHT),
        ([f"pixel{number}" for number in range(1, 785)], TWENTY_EIGHT),
        ([f"Pixel {number}" for number in range(64)], EIGHT),
        ([f"px_{number}" for number in range(64)], EIGHT),
        ([f"x{number}" for number in range(64)], EIGHT),  # nobody has named them
        ([str(number) for number in range(784)], TWENTY_EIGHT),
    ],
)
def test_usual_pictures_are_told_by_the_names_of_their_pixels(
    columns: list[str], size: PictureSize
) -> None:
    assert recognised_size(columns) == size


@pytest.mark.parametrize(
    "columns",
    [
        [f"sensor {number}" for number in range(64)],
        [f"x{number}" for number in range(63, -1, -1)],
        [*(f"x{number}" for number in range(63)), "age"],
        [f"pixel{number}" for number in range(5, 69)],
        [*(f"pixel{number}" for number in range(63)), "pixel65"],
        by_place("pixel {},{}", 8)[::-1],
        by_place("city {},{}", 8),
        [f"pixel{number}" for number in range(63)] + ["x63"],
        [f"pixel {number},0" for number in range(64)],
        [f"x{number}" for number in range(63)],
        [f"x{number}" for number in range(100)],
        [""] * 64,
        ["¹"] * 64,
        [],
    ],
)
def test_other_features_are_no_pictures(columns: list[str]) -> None:
    assert recognised_size(columns) is None


def test_a_batch_of_64_features_that_nobody_named_is_pictures_until_one_is_named() -> None:
    project = project_of()
    assert project.batch.picture_size == EIGHT
    assert edits.rename_feature(project, 5, "age").batch.picture_size is None


def test_the_digits_are_pictures_without_a_word() -> None:
    batch = example_named("Digits").build().batch
    assert batch.picture_size == EIGHT
    assert batch.said_pictures is None


def test_what_is_said_goes_before_what_the_names_tell() -> None:
    project = edits.say_pictures(project_of(), PictureSize(4, 16))
    assert project.batch.picture_size == PictureSize(4, 16)
    off = edits.say_pictures(project, NO_PICTURES)
    assert off.batch.picture_size is None
    assert edits.say_pictures(off, None).batch.picture_size == EIGHT
    assert edits.say_pictures(off, NO_PICTURES) is off


@pytest.mark.parametrize("sides", [(0, 8), (8, 0), (-8, -8), (10**9, 10**9), (MOST_PIXELS + 1, 1)])
def test_sizes_beyond_reason_are_refused(sides: tuple[int, int]) -> None:
    with pytest.raises(ShapeError, match="from 1 to 10,000 pixels"):
        PictureSize(*sides)


def test_pictures_need_a_feature_for_each_pixel() -> None:
    with pytest.raises(ShapeError, match="8 x 9 are 72 pixels, but a sample has 64 features"):
        edits.say_pictures(project_of(), PictureSize(8, 9))


def test_with_more_or_fewer_features_the_samples_are_no_longer_said_to_be_pictures() -> None:
    said = edits.say_pictures(project_of(n_features=6), PictureSize(2, 3))
    for other in (edits.insert_features(said, 6), edits.remove_features(said, [0])):
        assert other.batch.said_pictures is None
    assert edits.insert_samples(said, 0, 2).batch.picture_size == PictureSize(2, 3)
    assert edits.set_precision(said, "float32").batch.picture_size == PictureSize(2, 3)


def test_that_they_are_no_pictures_holds_with_any_features() -> None:
    said = edits.say_pictures(project_of(), NO_PICTURES)
    assert edits.remove_features(said, [63]).batch.said_pictures == NO_PICTURES


def test_undo_brings_back_that_they_were_pictures() -> None:
    document = Document(project_of(n_features=6))
    document.apply("Say", edits.say_pictures(document.project, PictureSize(3, 2)))
    document.apply("Insert", edits.insert_features(document.project, 0))
    document.undo()
    assert document.project.batch.picture_size == PictureSize(3, 2)
    document.undo()
    assert document.project.batch.picture_size is None


@given(
    st.lists(st.floats(-9, 9) | st.just(np.nan), min_size=4, max_size=4),
    st.integers(0, 2),
)
def test_drawing_changes_the_drawn_pixels_of_one_sample_and_nothing_else(
    pixels: list[float], sample: int
) -> None:
    before = np.array([[1.0, 2, 3, 4], [5, np.nan, 7, 8], [9, 10, 11, 12]])
    project = Project(Network(), Batch(before))
    drawn = edits.draw_on_sample(project, sample, np.array(pixels))
    expected = before.copy()
    expected[sample] = np.where(np.isnan(pixels), before[sample], pixels)
    np.testing.assert_array_equal(drawn.batch.inputs, expected)
    if np.isnan(pixels).all():
        assert drawn is project


def test_a_drawing_that_does_not_fit_is_refused() -> None:
    project = project_of(n_features=4)
    for sample, n_pixels in ((-1, 4), (3, 4), (0, 5), (0, 3)):
        with pytest.raises(NnfsError, match="There is no sample"):
            edits.draw_on_sample(project, sample, np.zeros(n_pixels))
    half = edits.set_precision(project, "float16")
    with pytest.raises(NnfsError, match="too large for float16"):
        edits.draw_on_sample(half, 0, np.full(4, 1e6))
