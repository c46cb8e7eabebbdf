"""Follows the selection from layer to layer with the inspector, in the right dock."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from nnfs_core.layers import Layer
from nnfs_core.project.place import INPUT, Place
from nnfs_core.project.project import Project
from nnfs_gui.panels.layer.batch_page import BatchPage
from nnfs_gui.panels.layer.layer_page import LayerPage
from nnfs_gui.studio.panel import Panel, scrolling
from nnfs_gui.studio.studio import Studio


class LayerPanel(Panel):
    """Shows the selected layer, with a page for each kind made when it is first needed.

    Behind another tab it waits until it becomes visible, so that no selection or edit waits for it.
    """

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "layer_panel", "Layer")
        self.body.setContentsMargins(0, 0, 0, 0)
        self._pages = QStackedWidget()
        self._scrolls: dict[QWidget, QScrollArea] = {}  # of each page
        self._batch = BatchPage(studio)
        self._layers: dict[type[Layer], LayerPage] = {}
        self._add(self._batch)
        self._shown: QWidget = self._batch
        self.body.addWidget(self._pages)
        studio.open_editors.watch(self)
        studio.document.changed.connect(self._on_document_changed)
        studio.selection.changed.connect(self._on_selection_changed)
        studio.runner.finished.connect(self._on_evaluation)
        self.came_on_screen.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the selected layer of the present project."""
        index, layers = self.studio.selection.place.layer, self.studio.project.network.layers
        if index != INPUT:
            page = self._page(type(layers[index]))
            page.show_layer(index)
            self._show(page)
            self.header.summary.setText(self.studio.project.network.names[index])
        else:
            self._batch.show_batch()
            self._show(self._batch)
            self.header.summary.setText("Input batch")

    def enter(self) -> bool:
        """Take what is typed for the layer on show; False, after a notice, when it will not do."""
        return not isinstance(self._shown, LayerPage) or self._shown.enter()

    @property
    def is_typed(self) -> bool:
        """True while something is typed for the layer on show."""
        return isinstance(self._shown, LayerPage) and self._shown.is_typed

    def drop(self) -> None:
        """Show what the project says of the layer instead of what is typed."""
        if isinstance(self._shown, LayerPage):
            self._shown.drop()

    def _page(self, kind: type[Layer]) -> LayerPage:
        if kind not in self._layers:
            self._layers[kind] = LayerPage(self.studio, kind)
            self._add(self._layers[kind])
        return self._layers[kind]

    def _add(self, page: QWidget) -> None:
        self._scrolls[page] = scrolling(page)
        self._pages.addWidget(self._scrolls[page])

    def _show(self, page: QWidget) -> None:
        before, self._shown = self._shown, page
        had_kinds = isinstance(before, LayerPage) and before.kinds.hasFocus()
        self._pages.setCurrentWidget(self._scrolls[page])
        if had_kinds and isinstance(page, LayerPage) and page is not before:
            page.kinds.setFocus()  # the same list, of the page of another kind

    def _on_document_changed(self, old: Project, new: Project) -> None:
        if not self._waits:
            self.refresh()

    def _on_selection_changed(self, old: Place, new: Place) -> None:
        page = self._shown
        if isinstance(page, LayerPage) and old.layer != new.layer and page.index == old.layer:
            with self.studio.open_editors.entering():
                if not page.enter():
                    page.drop()
        if not self._waits:
            self.refresh()

    @property
    def _waits(self) -> bool:
        return self.isVisible() and not self.is_on_screen

    def _on_evaluation(self) -> None:
        if self._waits:
            return
        page, index = self._shown, self.studio.selection.place.layer
        if isinstance(page, LayerPage) and page.index == index < len(self.studio.project.network):
            page.show_evaluation()
