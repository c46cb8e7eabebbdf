"""Making the picture of a matrix: what it keeps, and what it does not read."""

from __future__ import annotations

from weakref import ref

import numpy as np
import pytest

from nnfs_core.matrix.pyramid import Window
from nnfs_core.matrix.rows import Rows
from nnfs_gui.panels.outputs.matrix.picture import Picture, PictureMaker
from nnfs_gui.widgets.heatmap import Scale
from nnfs_gui.widgets.theme import Theme
from tests.deferred import forgetting_rows, loads, slow_rows


@pytest.fixture
def scale(qapp: object) -> Scale:
    return Scale.diverging(Theme("light"), 20.0)


def picture_of(maker: PictureMaker, rows: Rows, scale: Scale) -> Picture | None:
    return maker.picture(rows, None, Window(0, 9, 0, 2), (9, 2), scale)


def made_for(maker: PictureMaker, rows: Rows, scale: Scale) -> Picture:
    """The picture of rows that are not in memory, once it was asked for and made."""
    assert picture_of(maker, rows, scale) is None
    request = maker.request
    assert request is not None
    maker.set_fine(request, request.tiling.read(slow_rows()))
    picture = picture_of(maker, rows, scale)
    assert picture is not None
    assert picture.values.tolist() == np.arange(18.0).reshape(9, 2).tolist()
    return picture


def test_a_picture_that_was_asked_for_keeps_no_rows_of_an_old_pass(scale: Scale) -> None:
    maker, rows = PictureMaker(), slow_rows()
    made_for(maker, rows, scale)
    old = ref(rows)
    rows = slow_rows()
    picture_of(maker, rows, scale)
    assert old() is None


def test_a_picture_that_was_asked_for_stays_where_another_block_changed(scale: Scale) -> None:
    maker, rows = PictureMaker(), slow_rows(12)
    made_for(maker, rows, scale)
    block = ref(rows.blocks[3])
    rows = Rows((*rows.blocks[:3], np.ones((3, 2))), 2, rows.dtype)
    picture = picture_of(maker, rows, scale)
    assert block() is None  # its place has been taken, and nothing else kept it
    assert picture is not None
    picture = maker.picture(rows, None, Window(0, 9, 0, 2), (9, 2), Scale.diverging(Theme(), 1.0))
    assert picture is not None
    assert maker.request is None


def test_blocks_that_go_while_a_picture_is_made_are_neither_read_nor_missed(scale: Scale) -> None:
    matrix = np.arange(18.0).reshape(9, 2)
    rows, maker = forgetting_rows(), PictureMaker()
    picture = maker.picture(rows, None, Window(2, 8, 0, 2), (9, 2), scale)
    assert picture is not None
    assert picture.values.tolist() == matrix[2:8].tolist()
    assert (picture.place.top(), picture.place.height()) == (2, 6)
    assert maker.picture(rows, None, Window(3, 9, 0, 2), (9, 2), scale) is None  # not yet
    assert maker.request is not None
    assert loads(rows) == [0, 0, 0]
