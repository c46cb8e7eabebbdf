"""Numbers as colours."""

from __future__ import annotations

import numpy as np
import pytest

from nnfs_gui.widgets.heatmap import Scale, text_on
from nnfs_gui.widgets.theme import Theme


@pytest.fixture
def theme(qapp: object) -> Theme:
    return Theme("light")


def test_a_diverging_scale_is_orange_below_zero_and_blue_above(theme: Theme) -> None:
    scale = Scale.diverging(theme, 2.0)
    colors = scale.colors_of(np.array([[-2.0, 0.0, 2.0]]))
    names = [f"#{color & 0xFFFFFF:06x}" for color in colors[0].tolist()]
    assert names == [theme.colors.below, theme.colors.middle, theme.colors.above]


def test_probabilities_are_always_coloured_from_zero_to_one(theme: Theme) -> None:
    colors = Scale.probabilities(theme).colors_of(np.array([[0.0, 1.0]]))
    names = [f"#{color & 0xFFFFFF:06x}" for color in colors[0].tolist()]
    assert names == [theme.colors.middle, theme.colors.likely]


def test_what_is_beyond_the_scale_gets_its_end_and_nan_its_own_colour(theme: Theme) -> None:
    scale = Scale.diverging(theme, 1.0)
    colors = scale.colors_of(np.array([[5.0, np.inf, -np.inf, np.nan]]))[0]
    assert colors[0] == colors[1] == scale.colors[-1]
    assert colors[2] == scale.colors[0]
    assert colors[3] == scale.not_a_number


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_largest_numbers_of_a_type_do_not_overflow(
    theme: Theme, dtype: type[np.floating]
) -> None:
    largest = float(np.finfo(dtype).max)
    scale = Scale.diverging(theme, largest)
    colors = scale.colors_of(np.array([[-largest, 0, largest]], dtype))[0]
    assert colors.tolist() == [scale.colors[0], scale.colors[256], scale.colors[-1]]


def test_a_picture_has_a_pixel_for_each_number(theme: Theme) -> None:
    scale = Scale.diverging(theme, 1.0)
    picture = scale.picture(np.array([[0.0, 1.0, 0.0], [0.0, 0.0, -1.0]]))
    assert (picture.width(), picture.height()) == (3, 2)
    assert picture.pixelColor(1, 0).name() == theme.colors.above
    assert picture.pixelColor(2, 1).name() == theme.colors.below


def test_text_is_dark_on_light_and_light_on_dark() -> None:
    assert text_on(0xFFFFFFFF).lightness() < 60
    assert text_on(0xFF202020).lightness() > 200
