"""Missing and infinite numbers in heatmaps: as many as there are, and told in the legend."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from nnfs_core import Batch, Network, Project, ReLU
from nnfs_core.explain import JourneyStop
from nnfs_gui.panels.explain.sections.path_stop import PathStop
from nnfs_gui.panels.outputs.matrix.plot import MatrixPlot
from nnfs_gui.panels.outputs.panel import OutputsPanel
from nnfs_gui.widgets.theme import Theme
from tests.gui.outputs import Show

N_ROWS = 20_000


def with_missing(share: float) -> Project:
    """A batch of ones of which a share is NaN."""
    inputs = np.ones((N_ROWS, 8))
    inputs[np.random.default_rng(0).random(inputs.shape) < share] = np.nan
    return Project(Network([ReLU()]), Batch(inputs))


def colors(panel: OutputsPanel, number: int) -> np.ndarray:
    """The colours of a matrix as they are painted, (pixels, channels), without lines and marks."""
    plot = panel.flow.matrix(number)
    picture, _ = plot.picture()
    assert picture is not None
    argb = picture.colors.reshape(-1)
    return np.stack([argb >> shift & 255 for shift in (16, 8, 0)], axis=1).astype(float)


def part_of_nan(panel: OutputsPanel, number: int) -> float:
    """How much of the colour of NaN is in a matrix that holds ones beside it, on average."""
    plot = panel.flow.matrix(number)
    assert plot.content is not None
    ends = plot.content.scale.colors_of(np.array([[1.0, np.nan]]))[0]
    one, missing = (np.array([int(each) >> shift & 255 for shift in (16, 8, 0)]) for each in ends)
    along = (missing - one).astype(float)
    return float(((colors(panel, number) - one) @ along / (along @ along)).mean())


@pytest.mark.parametrize("share", [0.045, 0.3, 0.8])
def test_a_matrix_looks_as_much_missing_as_it_is(show_outputs: Show, share: float) -> None:
    panel = show_outputs(with_missing(share))
    picture, _ = panel.flow.matrix(0).picture()
    assert not picture.is_exact
    assert part_of_nan(panel, 0) == pytest.approx(share, abs=0.03)


def test_one_missing_number_under_a_pixel_can_still_be_seen(show_outputs: Show) -> None:
    inputs = np.ones((N_ROWS, 8))
    inputs[12_345, 3] = np.nan
    panel = show_outputs(Project(Network([ReLU()]), Batch(inputs)))
    assert len({tuple(color) for color in colors(panel, 0).tolist()}) == 2


def legend(panel: OutputsPanel, plot: MatrixPlot) -> QImage:
    """What stands where the scale of a matrix does."""
    view, place = panel.flow.canvas.view, plot.mapRectToScene(plot.scale_rect).toRect()
    return view.grab(place).toImage()


def holds(picture: QImage, color: QColor) -> bool:
    """True when a square of the colour is in a picture."""
    return any(
        all(
            picture.pixelColor(x + a, y + b).rgb() == color.rgb()
            for a in range(4)
            for b in range(4)
        )
        for x in range(picture.width() - 4)
        for y in range(picture.height() - 4)
    )


def test_the_legend_tells_the_colour_of_nan_only_where_there_is_some(show_outputs: Show) -> None:
    for share, told in ((0.0, False), (0.3, True)):
        panel = show_outputs(with_missing(share), size=(900, 400))
        plot = panel.flow.matrix(0)
        missing = panel.studio.theme.color("not_a_number")
        assert holds(legend(panel, plot), missing) == told


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([1.0, np.nan], ("NaN",)),
        ([1.0, np.inf], ("∞",)),
        ([-np.inf, np.inf], ("∞", "-∞")),
        ([np.nan, -np.inf], ("NaN", "-∞")),
        ([1.0, 2.0], ()),
    ],
)
def test_the_legend_tells_just_what_there_is(
    show_outputs: Show, numbers: list[float], told: tuple[str, ...]
) -> None:
    panel = show_outputs(Project(Network([ReLU()]), Batch([numbers])))
    assert panel.flow.matrix(0).content.not_finite == told
    panel.flow.scale_switch.setCurrentIndex(0)  # the shared scale tells of all
    assert panel.flow.matrix(0).content.not_finite == told
    panel.grab()


def test_a_strip_of_many_neurons_shows_how_many_are_missing(qapp: QApplication) -> None:
    theme = Theme("light")
    values = np.ones(960)
    values[:5], values[10:20] = np.nan, np.nan  # half of the first pixel, all of the second
    stop = PathStop(JourneyStop(0, "Dense", values, ""), "960", False, 1.0)
    picture = stop.picture(theme)
    shown = [QColor(picture.pixel(x, 0)) for x in range(3)]
    assert shown[1] == theme.color("not_a_number")
    for channel in (QColor.red, QColor.green, QColor.blue):
        halfway = (channel(shown[1]) + channel(shown[2])) / 2
        assert channel(shown[0]) == pytest.approx(halfway, abs=1)
