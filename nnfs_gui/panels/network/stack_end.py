"""Ends the stack below the last card: what to do with an empty network, and "Add layer"."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from nnfs_core.layers import KINDS, Layer, Standardise
from nnfs_core.project.changes import Part
from nnfs_core.project.project import Project
from nnfs_core.wording import sentence
from nnfs_gui.panels.network import operations
from nnfs_gui.panels.network.starters import CLASSIFIER, starter_for
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.menus import add_entry
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel, give_tip


class StackEnd(QWidget):
    """Shows the hint and its starter only while no layer has weights or a rule of its own."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self.hint = PlainLabel("Add a layer from the palette below, or start with ready ones.")
        named(self.hint, "empty_network_hint", role="muted")
        self.hint.setWordWrap(True)
        self.starter = named(QPushButton(CLASSIFIER.title), "starter")
        self.starter.setProperty("primary", "true")
        self.starter.clicked.connect(lambda: operations.add_starter(studio))
        self.add = named(QPushButton("+ Add layer"), "add_layer", "Add a layer at the end")
        self.add.setProperty("role", "add")
        self.add.setToolTip("Adds a layer at the end")
        self.add.clicked.connect(self._offer_kinds)
        column = in_column(self.hint, self.starter, self.add, margins=(0, 5, 0, 4), spacing=8)
        self.setLayout(column)
        studio.document.changed.connect(lambda old, new: self._show_start(new), Part.NUMBERS)
        self._show_start(studio.project)

    def _show_start(self, project: Project) -> None:
        """Tell what to do first while the network does no more than standardise."""
        is_empty = all(isinstance(layer, Standardise) for layer in project.network.layers)
        self.hint.setVisible(is_empty)
        self.starter.setVisible(is_empty)
        starter = starter_for(project.batch)
        self.starter.setText(starter.title)
        give_tip(self.starter, sentence("Adds {layers}, fitting the batch")(starter.layers))

    def _offer_kinds(self) -> None:
        menu = named(QMenu(self, toolTipsVisible=True), "add_layer_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind in KINDS:
            append = partial(self._append, kind)
            add_entry(menu, kind.title, f"add_{kind.kind}", append, tip=kind.description)
        menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def _append(self, kind: type[Layer]) -> None:
        operations.add(self._studio, kind, len(self._studio.project.network))
