"""Says how a comparison begins, while no other state is kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel

TEXT = (
    "Pin the present state, then change the network: here you see which samples change their mind. "
    "Or open another network, to see both on the same samples."
)


class Beginning(QWidget):
    """Offers to pin the present state or, by `open_file`, to open a network."""

    def __init__(self, studio: Studio, open_file: Callable[[], None]) -> None:
        super().__init__()
        text = named(PlainLabel(TEXT, wordWrap=True), "compare_empty", role="muted")
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        pin = named(QPushButton("Pin the present state"), "compare_empty_pin")
        pin.clicked.connect(lambda: studio.pinned.pin_present())
        opens = named(QPushButton("Open a network…"), "compare_empty_open")
        opens.clicked.connect(lambda: open_file())
        buttons = in_row(1, pin, opens, 1, spacing=8)
        self.setLayout(in_column(1, text, buttons, 1, spacing=10))
