"""This room holds the panels, a folder each, and PANELS, the one list of them.

Panels never import each other: they know the studio, strips, the spreadsheet and all below.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, cast

from PySide6.QtCore import QObject, Signal

from nnfs_gui.studio.panel import Panel
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio

if TYPE_CHECKING:
    from nnfs_gui.panels.batch import BatchPanel
    from nnfs_gui.panels.code import CodePanel
    from nnfs_gui.panels.explain import ExplainPanel
    from nnfs_gui.panels.glossary import GlossaryPanel
    from nnfs_gui.panels.layer import LayerPanel
    from nnfs_gui.panels.network import NetworkPanel
    from nnfs_gui.panels.outputs import OutputsPanel

P = TypeVar("P", bound=Panel, covariant=True)

Side = Literal["left", "middle", "below", "right"]  # panels that share a side are tabs there


@dataclass(frozen=True)
class PanelEntry(Generic[P]):
    """Describes a panel: `id` is its name in lessons and begins its objectName, people read
    `title`."""

    id: str
    title: str
    side: Side
    make: Callable[[Studio, Settings], P]


def _of(folder: str, *, takes_settings: bool = False) -> Callable[[Studio, Settings], Any]:
    """Makes the panel of a folder, which is imported only then.

    So a panel that nobody looks at costs the start nothing.
    """

    def make(studio: Studio, settings: Settings) -> Any:
        kind = getattr(import_module(f"{__name__}.{folder}"), f"{folder.title()}Panel")
        return kind(studio, settings) if takes_settings else kind(studio)

    return make


NETWORK: PanelEntry[NetworkPanel] = PanelEntry("network", "Network", "left", _of("network"))
OUTPUTS: PanelEntry[OutputsPanel] = PanelEntry(
    "outputs", "Outputs", "middle", _of("outputs", takes_settings=True)
)
BATCH: PanelEntry[BatchPanel] = PanelEntry(
    "batch", "Input batch", "below", _of("batch", takes_settings=True)
)
EXPLAIN: PanelEntry[ExplainPanel] = PanelEntry(
    "explain", "Explain", "right", _of("explain", takes_settings=True)
)
LAYER: PanelEntry[LayerPanel] = PanelEntry("layer", "Layer", "right", _of("layer"))
CODE: PanelEntry[CodePanel] = PanelEntry("code", "Code", "right", _of("code", takes_settings=True))
GLOSSARY: PanelEntry[GlossaryPanel] = PanelEntry("glossary", "Glossary", "right", _of("glossary"))

# In the order in which F6 goes through them, and of the tabs at the right.
PANELS: tuple[PanelEntry[Panel], ...] = (NETWORK, OUTPUTS, BATCH, EXPLAIN, LAYER, CODE, GLOSSARY)


class Panels(QObject):
    """Holds the panels of one window, each made when it is first looked at or asked for.

    `made` has the entry of a new panel; whoever places panels hears it before anyone uses it.
    """

    made = Signal(object)  # PanelEntry

    def __init__(
        self,
        studio: Studio,
        settings: Settings,
        entries: Sequence[PanelEntry[Panel]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._studio, self._settings = studio, settings
        self.entries = entries
        self._panels: dict[str, Panel] = {}

    def __getitem__(self, entry: PanelEntry[P]) -> P:
        if entry.id not in self._panels:
            self._panels[entry.id] = entry.make(self._studio, self._settings)
            self.made.emit(entry)
        return cast(P, self._panels[entry.id])

    def __contains__(self, entry: PanelEntry[Any]) -> bool:
        """Whether a panel is there already."""
        return entry.id in self._panels

    def all(self) -> list[Panel]:
        """The panels that are there, in the order of their entries."""
        return [self[entry] for entry in self.entries if entry in self]
