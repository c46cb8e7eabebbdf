"""Shows what a picture is of, its scale, and what it is drawn with."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QToolButton, QWidget

from nnfs_core.project.pictures import PictureSize
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.elided_label import ElidedLabel
from nnfs_gui.widgets.fields import NumberField
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.scale_bar import ScaleBar

LARGEST_INK = 1e12
WIDTHS = 1, 2, 3  # of the pen, in pixels
SMALL = 16  # pixels along a side; on larger pictures the pen begins wider


class PictureTools(QWidget):
    """Offers ink, pen and eraser; `clear_wanted` and `new_wanted` ask for an empty sample."""

    clear_wanted = Signal()
    new_wanted = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.title = named(ElidedLabel("title"), "picture_title")
        self.prediction = named(ElidedLabel("muted"), "picture_prediction")
        self.scale_bar = ScaleBar(studio.theme)
        self._ink = named(NumberField(), "picture_ink", "Ink to draw with")
        self._ink.setToolTip("The number that the pen draws; the right button draws 0")
        self._ink.setRange(-LARGEST_INK, LARGEST_INK)
        self._ink.interaction.refused.connect(studio.notices.error)
        self._pen = named(QComboBox(), "picture_pen", "Width of the pen")
        self._pen.setToolTip("How wide the pen is; wider ones are soft at their edge")
        self._pen.addItems([f"{width} px" for width in WIDTHS])
        self._pen.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._pen.setMinimumWidth(54)
        self.erase = named(QToolButton(), "picture_erase", role="toggle")
        self.erase.setText("Erase")
        self.erase.setCheckable(True)
        self.erase.setToolTip("Draw 0, as the right button does")
        clear = named(QToolButton(), "picture_clear", "Clear the sample", role="link")
        clear.setText("Clear")
        clear.setToolTip("Set all pixels of this sample to 0")
        clear.clicked.connect(self.clear_wanted)
        new = named(QToolButton(), "picture_new", "Add an empty sample")
        new.setToolTip("Add an empty sample to draw on")
        new.clicked.connect(self.new_wanted)
        studio.theme.give_icon(new, "add")
        self._given = 0.0  # the ink of the scale, until the user chooses another
        self._size: PictureSize | None = None
        drawn_with = in_row((self._ink, 1), (self._pen, 1), spacing=3)
        buttons = in_row(self.erase, 1, clear, 1, new, spacing=0)
        parts = self.title, self.prediction, self.scale_bar, drawn_with, buttons
        self.setLayout(in_column(*parts, 1, margins=(0, 0, 0, 0), spacing=3))

    @property
    def ink(self) -> float:
        """The number that is drawn: what is typed last, else the largest of the scale."""
        self._ink.interpretText()
        return self._ink.value()

    @property
    def refusal(self) -> str:
        """Why what is typed cannot be drawn; empty when it can."""
        return self._ink.interaction.refusal

    @property
    def pen_width(self) -> int:
        """In pixels of the picture."""
        return WIDTHS[self._pen.currentIndex()]

    def offer_ink(self, ink: float) -> None:
        """Draw with this, unless the user has chosen something else."""
        if self._ink.value() == self._given and not self._ink.interaction.is_typed:
            with QSignalBlocker(self._ink):
                self._ink.setValue(ink)
        self._given = ink

    def begin_with(self, size: PictureSize) -> None:
        """Choose the pen for pictures of another size."""
        if size != self._size:
            self._size = size
            self._pen.setCurrentIndex(0 if max(size.height, size.width) <= SMALL else 1)
