"""Asks how large a picture is to be and what it shows, with a look at it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QSpinBox,
    QWidget,
)

from nnfs_core.wording import sentence
from nnfs_gui.panels.outputs.pictures.files import LONGEST_SIDE, image
from nnfs_gui.panels.outputs.pictures.picture import OutputsPicture
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel
from nnfs_gui.widgets.sentence import Sentence

SHOWN = ("All of it", "What is in view")
SCALES = (1, 2, 3, 4)
PREVIEW = QSize(360, 300)
HINTS = {
    "PNG": "How many pixels of the picture stand, along a side, for one of the screen.",
    "SVG": "Each cell is a rectangle; of more than 100,000 cells, each small group of them is.",
    "PDF": "One page, as large as the picture; its text can be searched.",
}


class PictureDialog(QDialog):
    """Asks how to save `whole`, or only what is `seen`; it remembers what was chosen last."""

    def __init__(
        self,
        studio: Studio,
        settings: Settings,
        format_name: str,
        whole: OutputsPicture,
        seen: OutputsPicture,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        named(self, "picture_dialog", "How to save the picture")
        self.setWindowTitle(sentence("Picture as {name}")(format_name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._settings, self._whole, self._seen = settings, whole, seen
        self._wanted_width = settings.picture_width
        self._is_pixels = format_name == "PNG"
        self._drawing = studio.lanes.worker(self, "The preview")
        self._shown = named(QComboBox(), "picture_shown", "What the picture shows")
        self._shown.addItems(SHOWN)
        self._shown.setCurrentIndex(0 if settings.picture_is_whole else 1)
        self._is_usual = named(QCheckBox("As its numbers &need"), "picture_usual_width")
        self._is_usual.setChecked(settings.picture_width is None)
        self._width = named(QSpinBox(), "picture_width", "Width of the picture in pixels")
        self._width.setSuffix(" pixels")
        self._width.setSingleStep(20)
        self._scale = named(QComboBox(), "picture_scale", "Pixels for each of the screen")
        for scale in SCALES:
            self._scale.addItem(f"{scale} ×", scale)
        self._scale.setCurrentIndex(self._scale.findData(settings.picture_scale))
        self._size = named(PlainLabel(), "picture_size", role="muted")
        self._fault = Sentence("picture_fault")
        self._preview = named(PlainLabel(), "picture_preview", "Preview of the picture")
        self._preview.setFrameShape(QFrame.Shape.StyledPanel)
        self._preview.setFixedSize(PREVIEW + QSize(8, 8))
        self._preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        save = self._buttons.addButton("&Save…", QDialogButtonBox.ButtonRole.AcceptRole)
        named(save, "picture_save").setProperty("primary", "true")
        self._build(format_name)
        self._take_width()
        self._shown.currentIndexChanged.connect(self._take_width)
        self._is_usual.toggled.connect(self._take_width)
        self._width.valueChanged.connect(self._choose_width)
        self._scale.currentIndexChanged.connect(self._refresh)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.accepted.connect(self._remember)

    @property
    def picture(self) -> OutputsPicture:
        """What was chosen."""
        shown = self._whole if self._shown.currentIndex() == 0 else self._seen
        width = None if self._is_usual.isChecked() else self._width.value()
        return replace(shown, chosen_width=width)

    @property
    def scale(self) -> int:
        return int(self._scale.currentData()) if self._is_pixels else 1

    def done(self, result: int) -> None:
        self._drawing.cancel()
        super().done(result)

    def _build(self, format_name: str) -> None:
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.addRow("S&how", self._shown)
        rows.addRow("&Width", self._width)
        rows.addRow("", self._is_usual)
        rows.addRow("S&cale", self._scale)
        rows.setRowVisible(self._scale, self._is_pixels)
        hint = named(PlainLabel(HINTS[format_name], wordWrap=True), "picture_hint", role="muted")
        form = in_column(rows, self._size, hint, 1, spacing=8)
        columns = in_row((form, 1), self._preview, spacing=14)
        self.setLayout(in_column(columns, self._fault, self._buttons, spacing=10))
        self.setMinimumWidth(680)

    def _take_width(self, *ignored: object) -> None:
        """Offer the widths that what is shown can have."""
        shown, is_usual = self.picture, self._is_usual.isChecked()
        with QSignalBlocker(self._width):
            self._width.setRange(shown.least_width, LONGEST_SIDE)
            self._width.setValue((not is_usual and self._wanted_width) or shown.usual_width)
        self._width.setEnabled(not is_usual)
        self._refresh()

    def _choose_width(self, width: int) -> None:
        self._wanted_width = width
        self._refresh()

    def _refresh(self, *ignored: object) -> None:
        """Say how large the picture gets, and draw it small."""
        picture, scale = self.picture, self.scale
        size = picture.size * scale
        self._size.setText(sentence("{width:,} × {height:,} pixels")(size.width(), size.height()))
        self._fault.show_text("", "error")
        share = min(PREVIEW.width() / size.width(), PREVIEW.height() / size.height(), 1) * scale
        self._drawing.run(
            lambda progress, cancelled: image(picture, share, progress, cancelled),
            self._show,
            lambda text: self._fault.show_text(text, "error"),
        )

    def _show(self, drawn: QImage) -> None:
        self._preview.setPixmap(QPixmap.fromImage(drawn))

    def _remember(self) -> None:
        self._settings.picture_is_whole = self._shown.currentIndex() == 0
        self._settings.picture_width = self.picture.chosen_width
        if self._is_pixels:
            self._settings.picture_scale = self.scale
