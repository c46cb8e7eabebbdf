"""Stacks the sections below the derivation, and refreshes each when there is time for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from nnfs_gui.panels.explain.explainer import Explainer
from nnfs_gui.panels.explain.refresher import Refresher
from nnfs_gui.panels.explain.section import Section
from nnfs_gui.panels.explain.sections.causes_section import CausesSection
from nnfs_gui.panels.explain.sections.code_section import CodeSection
from nnfs_gui.panels.explain.sections.curve_section import CurveSection
from nnfs_gui.panels.explain.sections.numerics_section import NumericsSection
from nnfs_gui.panels.explain.sections.sample_section import SampleSection
from nnfs_gui.panels.explain.sections.shapes_section import ShapesSection
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column

SOON = 40  # milliseconds, in which the derivation is painted and keys and sliders can go on
LATER = 150  # milliseconds without another selection before long work starts in the background


class Sections(QWidget):
    """Holds a section for each further question about the selected number."""

    def __init__(self, studio: Studio, explainer: Explainer, settings: Settings) -> None:
        super().__init__()
        self.curve = CurveSection(studio, explainer)
        self.causes = CausesSection(studio)
        self.sample = SampleSection(studio, explainer)
        self.code = CodeSection(studio, explainer)
        self.shapes = ShapesSection(studio)
        self.numerics = NumericsSection(studio)
        sections: tuple[Section, ...] = (
            self.curve,
            self.causes,
            self.sample,
            self.code,
            self.shapes,
            self.numerics,
        )
        self._soon = Refresher(self, (self.sample, self.code, self.shapes), SOON)
        self._later = Refresher(self, (self.causes, self.numerics), LATER, waits_for_rest=True)
        for section in sections:
            name = section.objectName()
            section.set_folded(name in settings.folded_sections)
            section.fold_changed.connect(partial(settings.remember_folding, name))
            section.unfolded.connect(section.refresh)
        self.setLayout(in_column(*sections, margins=(0, 0, 0, 0), spacing=6))

    def refresh(self) -> None:
        """Show what belongs to the derivation now, and the rest soon or later."""
        self.curve.refresh()
        self.ask()

    def ask(self) -> None:
        """Have all but the curve refreshed, as another project asks for it."""
        self._soon.ask()
        self._later.ask()

    def refresh_hidden(self) -> None:
        """Refresh what else would wait until it is scrolled into view."""
        self._soon.refresh_hidden()
        self._later.refresh_hidden()
