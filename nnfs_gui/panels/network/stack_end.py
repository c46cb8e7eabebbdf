"""Ends the stack below the last card: what to do with an empty network, and "Add layer"."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from nnfs_core.layers import KINDS, Layer
from nnfs_gui.panels.network import operations
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.menus import add_entry
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel


class StackEnd(QWidget):
    """Shows the hint and its starter only while there is no layer."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self.hint = PlainLabel(
            "Add a layer from the palette below, or start with a ready classifier."
        )
        named(self.hint, "empty_network_hint", role="muted")
        self.hint.setWordWrap(True)
        self.starter = named(QPushButton("Start with a classifier"), "starter_classifier")
        self.starter.setProperty("primary", "true")
        self.starter.setToolTip("Adds Dense, ReLU, Dense and Softmax, fitting the batch")
        self.starter.clicked.connect(lambda: operations.add_classifier(studio))
        self.add = named(QPushButton("+ Add layer"), "add_layer", "Add a layer at the end")
        self.add.setProperty("role", "add")
        self.add.setToolTip("Adds a layer at the end")
        self.add.clicked.connect(self._offer_kinds)
        column = in_column(self.hint, self.starter, self.add, margins=(0, 5, 0, 4), spacing=8)
        self.setLayout(column)

    def show_hint(self, is_empty: bool) -> None:
        """Tell what to do first while the network is empty."""
        self.hint.setVisible(is_empty)
        self.starter.setVisible(is_empty)

    def _offer_kinds(self) -> None:
        menu = named(QMenu(self, toolTipsVisible=True), "add_layer_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind in KINDS:
            append = partial(self._append, kind)
            add_entry(menu, kind.title, f"add_{kind.kind}", append, tip=kind.description)
        menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def _append(self, kind: type[Layer]) -> None:
        operations.add(self._studio, kind, len(self._studio.project.network))
