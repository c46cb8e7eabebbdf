"""Shows where the selected number comes from, step by step, and where it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QToolButton, QWidget

from nnfs_core.project.changes import Part
from nnfs_core.project.place import INPUT, Place
from nnfs_gui.panels.explain.derivation.derivation import Cell
from nnfs_gui.panels.explain.derivation.derivation_view import DerivationView
from nnfs_gui.panels.explain.explainer import Explainer
from nnfs_gui.panels.explain.what_if.what_if import WhatIf, can_change
from nnfs_gui.studio.panel import Panel, scrolling
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.fields import notice_frame, wrapped_label, wrapped_message
from nnfs_gui.widgets.named import named, restyle

if TYPE_CHECKING:
    from nnfs_gui.panels.explain.sections.sections import Sections

START = 150  # milliseconds in which the window is painted before the sections are made


class ExplainPanel(Panel):
    """Explains the selected number: its derivation, then one section for each further question."""

    def __init__(self, studio: Studio, settings: Settings) -> None:
        super().__init__(studio, "explain_panel", "Explain")
        self._settings = settings
        self._sections: Sections | None = None
        self.body.setContentsMargins(0, 0, 0, 0)
        self.explainer = Explainer(studio, self)
        self._place = studio.selection.place
        named(self.header.summary, "explain_title", role="title")
        self._add_history_buttons()
        earlier = "Of an earlier state: press F5."
        self._stale = named(wrapped_label("error", earlier), "explain_stale")
        self._stale.setContentsMargins(10, 2, 10, 8)
        self._stale.hide()
        self._hint = named(wrapped_label("muted"), "explain_hint")
        self._message = named(wrapped_message(), "explain_message")
        self._message_frame = named(notice_frame("info"), "explain_message_frame")
        self._message_frame.setLayout(in_column(self._message, margins=(8, 6, 8, 6)))
        self.view = DerivationView(studio, self._can_change)
        self.view.table.followed.connect(studio.select_shown)
        self.view.table.hovered.connect(self._hover)
        self.what_if = WhatIf(studio, self.explainer, self.view)
        above = self._hint, self._message_frame, self.view
        self._page = in_column(*above, 1, margins=(10, 2, 10, 10), spacing=6)
        page = QWidget()
        page.setLayout(self._page)
        scroll = named(scrolling(page), "explain_scroll")
        # always there, so that a page that grows does not lay the table out anew
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = scroll.verticalScrollBar()
        restyle(bar, "idle", "true")  # and then its handle is not seen
        bar.rangeChanged.connect(lambda least, most: restyle(bar, "idle", str(most == 0).lower()))
        self.body.addWidget(scroll, 1)
        self.body.addWidget(self._stale)  # below, where it moves nothing that the mouse may hold
        self.explainer.changed.connect(self._show_explained)
        self.explainer.dimmed_changed.connect(self.view.table.set_dimmed)
        studio.runner.stale_changed.connect(lambda: self._stale.setVisible(studio.runner.needs_run))
        # also before a run, or without any
        studio.document.changed.connect(self._follow_project, Part.NUMBERS)
        studio.selection.hover_changed.connect(self._light_up)
        studio.selection.history_changed.connect(self._show_history)
        self._show_history()
        self.explainer.refresh()
        start = QTimer(self, singleShot=True, interval=START)
        start.timeout.connect(lambda: self.sections.refresh())
        start.start()

    @property
    def sections(self) -> Sections:
        """What stands below the derivation, made a moment after the panel."""
        if self._sections is None:
            from nnfs_gui.panels.explain.sections.sections import Sections

            self._sections = Sections(self.studio, self.explainer, self._settings)
            self._page.insertWidget(self._page.count() - 1, self._sections)
        return self._sections

    def refresh_hidden(self) -> None:
        if self._sections is not None:
            self._sections.refresh_hidden()

    @property
    def main_widget(self) -> QWidget:
        return self.view.table

    def edit_commands(self) -> dict[str, Callable[[], None]]:
        """What the Edit menu finds while the focus is in the panel."""
        return self.view.table.edit_commands()

    def _add_history_buttons(self) -> None:
        selection = self.studio.selection
        self._back, self._forward = QToolButton(), QToolButton()
        for button, name, tip, go in (
            (self._back, "Back", "Back (Alt+Left)", selection.back),
            (self._forward, "Forward", "Forward (Alt+Right)", selection.forward),
        ):
            named(button, f"explain_{name.lower()}", name, tip=tip)
            self.studio.theme.give_icon(button, name.lower())
            button.clicked.connect(go)
            self.header.add_widget(button)

    def _show_history(self) -> None:
        self._back.setEnabled(self.studio.selection.can_go_back)
        self._forward.setEnabled(self.studio.selection.can_go_forward)

    def _show_explained(self) -> None:
        explained = self.explainer.explained
        came_from, self._place = self._place, explained.place
        explanation = explained.explanation
        self._show_title()
        self._hint.setText(explained.hint)
        self._hint.setVisible(bool(explained.hint))
        self._message.setText(explained.message)
        restyle(self._message_frame, "level", "error" if explained.is_fault else "info")
        self._message_frame.setVisible(bool(explained.message))
        self.view.setVisible(explanation is not None)
        if explanation is not None:
            self.view.show_explained(explained, came_from)
        if self._sections is not None:
            self._sections.refresh()

    def _follow_project(self, *ignored: object) -> None:
        if self._sections is not None:
            self._sections.ask()

    def _show_title(self) -> None:
        """Say what is explained, in short as its formula does; or at least where it would be."""
        explained = self.explainer.explained
        project = explained.evaluation.project if explained.evaluation else self.studio.project
        place, names = explained.place, project.network.names
        layer = "Input batch" if place.layer == INPUT else "".join(names[place.layer :][:1])
        if explained.explanation is None:
            self.header.summary.setText(layer)
        else:
            short = f"{layer} [{place.sample}, {place.neuron}]"
            self.header.summary.setText(explained.explanation.title, short)

    def _hover(self, place: Place | None) -> None:
        studio = self.studio
        studio.selection.hover(None if place is None else studio.shown_places.now(place))

    def _light_up(self, place: Place | None) -> None:
        lit = None if place is None else self.studio.shown_places.then(place)
        self.view.table.set_lit_place(lit)

    def _can_change(self, cell: Cell) -> bool:
        return can_change(self.explainer.explained.place, cell)
