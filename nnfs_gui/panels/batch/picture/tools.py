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
SPACE = 3  # screen pixels between two rows
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
        self._begun: tuple[PictureSize, int] | None = None
        self._rows = [QWidget(), QWidget()]
        margins = 0, 0, 0, 0
        drawn_with = in_row((self._ink, 1), (self._pen, 1), margins=margins, spacing=3)
        self._rows[0].setLayout(drawn_with)
        buttons = in_row(self.erase, 1, clear, 1, new, margins=margins, spacing=0)
        self._rows[1].setLayout(buttons)
        parts = self.title, self.prediction, self.scale_bar, *self._rows
        self.setLayout(in_column(*parts, 1, margins=margins, spacing=SPACE))

    @property
    def least_width(self) -> int:
        """In screen pixels, of all that may be shown."""
        return max(row.minimumSizeHint().width() for row in self._rows)

    @property
    def least_height(self) -> int:
        """In screen pixels, of what says which sample this is."""
        parts = self.title, self.prediction, self.scale_bar
        return sum(part.sizeHint().height() + SPACE for part in parts)

    def fit(self, height: int) -> None:
        """Offer as much as there is room for; keys and the right button need none of it."""
        room = height - self.least_height
        for row in self._rows:
            room -= row.minimumSizeHint().height() + SPACE
            row.setVisible(room + SPACE >= 0)

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
            self._show_ink(ink)
        self._given = ink

    def begin_with(self, size: PictureSize, n_starts: int) -> None:
        """Choose pen and ink for pictures of another size or, by `n_starts`, another project."""
        if (size, n_starts) != self._begun:
            self._begun = size, n_starts
            self._pen.setCurrentIndex(0 if max(size.height, size.width) <= SMALL else 1)
            self._show_ink(self._given)

    def _show_ink(self, ink: float) -> None:
        with QSignalBlocker(self._ink):
            self._ink.setValue(ink)
