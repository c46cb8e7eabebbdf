"""Draws strokes on the samples of the document: each is one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from nnfs_core import edits
from nnfs_core.arrays import FloatArray
from nnfs_core.project.pictures import PictureSize
from nnfs_core.project.project import Project
from nnfs_core.wording import sentence
from nnfs_gui.panels.batch.picture.stroke import PenStroke, Point
from nnfs_gui.studio.edit import BATCH, Edit
from nnfs_gui.studio.studio import Studio


class Drawing:
    """Carries the stroke under way into the project, so that the forward pass follows it.

    A sample that has yet to be read, or whose change takes long, is changed when the stroke ends.
    """

    def __init__(self, studio: Studio, show: Callable[[], None]) -> None:
        self._studio, self._show = studio, show
        self._stroke: PenStroke | None = None
        self._sample = 0
        self._key: object = None  # merges what the stroke changes into one step
        self._before: Project | None = None  # until something is drawn
        studio.document.leaving.connect(self.end)

    @property
    def is_drawing(self) -> bool:
        return self._stroke is not None

    def begin(
        self, sample: int, row: FloatArray, size: PictureSize, value: float, width: int, at: Point
    ) -> None:
        """Put the pen down on a sample, which is (features,) of `row` until then."""
        self.end()
        self._stroke = PenStroke(size, row, value, width)
        self._sample, self._key, self._before = sample, object(), self._studio.project
        self.reach(at)

    def reach(self, point: Point) -> None:
        """Move the pen on."""
        if self._stroke is None:
            return
        if self._studio.project.batch.input_rows.shape != self._shape:
            self._stroke = None  # the sample may be another one by now
            return
        self._stroke.reach(point)
        edit = self._edit()
        if edit.is_quick:
            self._studio.attempt(edit)
        else:
            self._show()

    def end(self) -> None:
        """Lift the pen."""
        stroke = self._stroke
        if stroke is None:
            return
        edit = self._edit()
        self._stroke = None
        if not edit.is_quick:
            self._studio.attempt(edit)
        self._show()

    def take_back(self) -> None:
        """Give the stroke up: the sample is what it was."""
        if self._stroke is None:
            return
        self._stroke = None
        document = self._studio.document
        if document.project is not self._before and document.undo_text == self._text:
            document.undo()
        self._show()

    def row_with(self, row: FloatArray, sample: int) -> FloatArray:
        """A sample (features,) as it looks while it is drawn on."""
        stroke = self._stroke
        if stroke is None or sample != self._sample or len(row) != len(stroke.before):
            return row
        pixels = stroke.pixels
        return np.where(np.isnan(pixels), row, pixels).astype(row.dtype)

    def clear(self, sample: int) -> None:
        """Set every pixel of a sample to 0."""
        self.end()
        blank = np.zeros(self._studio.project.batch.n_features)
        text = sentence("Clear sample {sample}")(self._studio.project.batch.sample_text(sample))
        self._studio.attempt(self._edit_of(text, sample, blank))

    @property
    def _text(self) -> str:
        return sentence("Draw on sample {sample}")(
            self._studio.project.batch.sample_text(self._sample)
        )

    @property
    def _shape(self) -> tuple[int, int]:
        """Of the batch when the stroke began."""
        assert self._before is not None
        return self._before.batch.input_rows.shape

    def _edit(self) -> Edit:
        assert self._stroke is not None
        return self._edit_of(self._text, self._sample, self._stroke.pixels, self._key)

    def _edit_of(self, text: str, sample: int, pixels: FloatArray, merge: object = None) -> Edit:
        change = partial(_drawn, sample=sample, pixels=pixels)
        rows = self._studio.project.batch.input_rows
        waits = not rows.are_in_memory(sample, sample + 1)
        return Edit(text, change, pixels.nbytes, BATCH, merge, waits=waits)


def _drawn(project: Project, sample: int, pixels: FloatArray) -> Project:
    return edits.draw_on_sample(project, sample, pixels)
