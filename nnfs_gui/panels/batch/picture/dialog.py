"""Asks what pictures the samples are, or that they are none."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QRadioButton, QWidget

from nnfs_core import edits
from nnfs_core.project.pictures import MOST_PIXELS, NO_PICTURES, PictureSize, recognised_size
from nnfs_core.project.project import Project
from nnfs_core.wording import counted, sentence
from nnfs_gui.studio.edit import BATCH, Edit
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.fields import WholeField, wrapped_label
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel


class PicturesDialog(QDialog):
    """Offers a height and a width whose product is the number of features, and off."""

    def __init__(self, studio: Studio, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "pictures_dialog", "Samples as pictures")
        self.setWindowTitle("Samples as pictures")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._studio = studio
        batch = studio.project.batch
        self._n_features = batch.n_features
        told = recognised_size(batch.columns)
        by_names = "As their &names tell: no pictures"
        if told is not None:
            by_names = sentence("As their &names tell: pictures of {size}")(told.text)
        self._by_names = named(QRadioButton(by_names), "pictures_by_names")
        self._are = named(QRadioButton("&Pictures, row by row from the top"), "pictures_said")
        self._none = named(QRadioButton("N&o pictures"), "pictures_none")
        self._height = self._side("pictures_height", "Height in pixels")
        self._width = self._side("pictures_width", "Width in pixels")
        heights, widths = PlainLabel("&Height"), PlainLabel("&Width")
        heights.setBuddy(self._height)
        widths.setBuddy(self._width)
        sides = in_row(heights, (self._height, 1), widths, (self._width, 1), spacing=6)
        self._fault = named(wrapped_label("muted"), "pictures_text")
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self._say)
        self._buttons.rejected.connect(self.reject)
        self.setLayout(
            in_column(
                self._by_names, self._are, sides, self._fault, self._none, self._buttons, spacing=8
            )
        )
        self.setMinimumWidth(340)
        self._begin(batch.said_pictures, told or _squarest(self._n_features))
        for button in (self._by_names, self._are, self._none):
            button.toggled.connect(self._check)
        self._height.valueChanged.connect(partial(self._fit, self._width))
        self._width.valueChanged.connect(partial(self._fit, self._height))
        self._check()

    def _side(self, name: str, spoken: str) -> WholeField:
        field = named(WholeField(), name, spoken)
        field.setRange(1, MOST_PIXELS)
        field.setKeyboardTracking(True)
        return field

    def _begin(self, said: PictureSize | None, likely: PictureSize) -> None:
        shown = likely if said is None or said == NO_PICTURES else said
        self._height.setValue(shown.height)
        self._width.setValue(shown.width)
        chosen = {None: self._by_names, NO_PICTURES: self._none}.get(said, self._are)
        chosen.setChecked(True)

    def _fit(self, other: WholeField, side: int) -> None:
        """Fit the other side to the one that was typed, where it can be."""
        self._are.setChecked(True)
        if self._n_features % side == 0:
            with QSignalBlocker(other):
                other.setValue(self._n_features // side)
        self._check()

    def _check(self) -> None:
        """Say whether there is a feature for each pixel."""
        height, width = self._height.value(), self._width.value()
        fits = height * width == self._n_features
        said = sentence("{height:,} x {width:,} are {n:,} pixels; a sample has {features}.")
        self._fault.setText(said(height, width, height * width, self._features))
        ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(fits or not self._are.isChecked())

    @property
    def _features(self) -> str:
        return counted(self._n_features, "feature")

    def _say(self) -> None:
        size: PictureSize | None = None
        text = "Take samples as their names tell"
        if self._are.isChecked():
            size = PictureSize(self._height.value(), self._width.value())
            text = sentence("Take samples as pictures of {size}")(size.text)
        elif self._none.isChecked():
            size, text = NO_PICTURES, "Take samples as no pictures"
        self.accept()
        self._studio.attempt(Edit(text, partial(_said, size=size), part=BATCH))


def _said(project: Project, size: PictureSize | None) -> Project:
    return edits.say_pictures(project, size)


def _squarest(n_features: int) -> PictureSize:
    """The sides nearest to a square, the height the smaller; 1 x 1 where there is nothing."""
    most = min(int(max(1, n_features) ** 0.5), MOST_PIXELS)
    height = next(side for side in range(most, 0, -1) if max(1, n_features) % side == 0)
    return PictureSize(height, min(MOST_PIXELS, max(1, n_features) // height))
