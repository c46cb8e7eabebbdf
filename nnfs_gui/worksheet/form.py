"""Asks what a worksheet prints, what it leaves blank, and on which paper."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QWidget,
)

from nnfs_core.project.project import Project
from nnfs_core.worksheet import (
    MOST_DECIMALS,
    Cell,
    Choice,
    Sheet,
    every_output,
    offered_layers,
    one_neuron_a_layer,
    random_share,
    sample_numbers,
    samples_text,
    suggested_choice,
)
from nnfs_gui.printing.paper import ORIENTATIONS, SIZES, Paper, usual_size
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.text_fields import TextLine

Preset = Callable[[Sheet], frozenset[Cell]]

BY_HAND = "hand"
PRESETS = {
    "every": "Every output",
    "neuron": "One neuron a layer",
    "outputs": "A random share of the outputs",
    "all": "A random share of all numbers",
    "none": "Nothing",
    BY_HAND: "What I click in the pages",
}
SEEDED = {"neuron": "&Neuron", "outputs": "S&eed", "all": "S&eed"}  # what the seed is called
SHARED = ("outputs", "all")
EXTRAS = {
    "name_line": "Line for name and &date",
    "show_formulas": "&Formula of each layer",
    "ask_shapes": "Ask for the s&hapes",
    "space_for_working": "Space for work&ing",
}
SPIN_WIDTH = 96
MOST_LIST = 2_000  # characters
MOST_ROWS = 6  # of the list of layers, before it scrolls


@dataclass(frozen=True)
class PageChoices:
    """Holds what of a worksheet has nothing to do with its numbers."""

    title: str
    extras: dict[str, bool]
    paper: Paper


class WorksheetForm(QWidget):
    """Asks for all choices; `changed` tells that anything was chosen anew."""

    changed = Signal()

    def __init__(self, project: Project, title: str) -> None:
        super().__init__()
        self._n_samples = project.batch.n_samples
        suggested = suggested_choice(project)
        self._title = named(TextLine(title), "worksheet_title")
        self._samples = named(
            TextLine(samples_text(suggested.samples), most=MOST_LIST), "worksheet_samples"
        )
        self._samples.setToolTip("Numbers of samples, such as 0-2, 5")
        self._layers = named(QListWidget(), "worksheet_layers")
        self._list_layers(project, suggested.layers)
        self._decimals = _spin("worksheet_decimals", 0, MOST_DECIMALS, suggested.decimals)
        self._decimals.setToolTip(
            "Longer numbers are rounded to so many decimals, and so are the answers"
        )
        self._preset = _combo("worksheet_preset", PRESETS)
        self._share = _spin("worksheet_share", 5, 100, 30)
        self._share.setSingleStep(5)
        self._share.setSuffix(" %")
        self._seed = _spin("worksheet_seed", 0, 10**6, 0)
        self._size = _combo("worksheet_paper", {name: name for name in SIZES})
        self._size.setCurrentIndex(self._size.findData(usual_size()))
        self._orientation = _combo("worksheet_orientation", ORIENTATIONS)
        self._extras = {
            name: named(QCheckBox(text), f"worksheet_{name}") for name, text in EXTRAS.items()
        }
        self._rows = QFormLayout()
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for text, field, changed in (
            ("&Title", self._title, self._title.textChanged),
            ("&Samples", self._samples, self._samples.textChanged),
            ("&Layers", self._layers, self._layers.itemChanged),
            ("Deci&mals", self._decimals, self._decimals.valueChanged),
            ("Leave &blank", self._preset, self._preset.currentIndexChanged),
            ("Sh&are", self._share, self._share.valueChanged),
            ("S&eed", self._seed, self._seed.valueChanged),
            ("&Paper", self._size, self._size.currentIndexChanged),
            ("&Orientation", self._orientation, self._orientation.currentIndexChanged),
        ):
            self._rows.addRow(text, field)
            field.setAccessibleName(text.replace("&", ""))
            changed.connect(self.changed)
        self._preset.currentIndexChanged.connect(self._show_preset)
        boxes = self._extras.values()
        for box in boxes:
            box.setChecked(True)
            box.toggled.connect(self.changed)
        self.setLayout(in_column(self._rows, *boxes, 1, margins=(0, 0, 8, 0), spacing=8))
        self._show_preset()

    @property
    def looks(self) -> PageChoices:
        return PageChoices(
            self._title.text().strip(),
            {name: box.isChecked() for name, box in self._extras.items()},
            Paper(self._size.currentData(), self._orientation.currentData()),
        )

    def choice(self) -> Choice:
        """What is printed; raises NnfsError with a sentence when a field makes no sense."""
        layers = tuple(index for index, is_taken in self._listed_layers() if is_taken)
        n_samples = self._n_samples
        samples = sample_numbers(self._samples.text(), n_samples) if n_samples else ()
        return Choice(samples, layers, self._decimals.value())

    def preset(self) -> Preset | None:
        """What chooses the blanks; None when the user does."""
        seed, share = self._seed.value(), self._share.value() / 100
        presets: dict[str, Preset] = {
            "every": every_output,
            "neuron": lambda sheet: one_neuron_a_layer(sheet, seed),
            "outputs": lambda sheet: random_share(sheet, share, seed),
            "all": lambda sheet: random_share(sheet, share, seed, outputs_only=False),
            "none": lambda sheet: frozenset(),
        }
        return presets.get(self._preset.currentData())

    def choose_by_hand(self) -> None:
        """Say that the user chooses the blanks; `changed` does not tell it."""
        with QSignalBlocker(self._preset):
            self._preset.setCurrentIndex(self._preset.findData(BY_HAND))
        self._show_preset()

    def _show_preset(self) -> None:
        preset = self._preset.currentData()
        self._rows.setRowVisible(self._share, preset in SHARED)
        self._rows.setRowVisible(self._seed, preset in SEEDED)
        label = self._rows.labelForField(self._seed)
        if isinstance(label, QLabel) and preset in SEEDED:
            label.setText(SEEDED[preset])
            self._seed.setAccessibleName(SEEDED[preset].replace("&", ""))

    def renew(self, project: Project) -> None:
        """Offer the layers and samples of a project that has changed; the choices stay."""
        left_out = {index for index, is_taken in self._listed_layers() if not is_taken}
        self._n_samples = project.batch.n_samples
        self._list_layers(project, set(offered_layers(project)) - left_out)

    def _list_layers(self, project: Project, taken: Collection[int]) -> None:
        layers = self._layers
        layers.blockSignals(True)
        layers.clear()
        for index in offered_layers(project):
            item = QListWidgetItem(project.network.names[index], layers)
            item.setData(Qt.ItemDataRole.UserRole, index)
            is_taken = index in taken
            item.setCheckState(Qt.CheckState.Checked if is_taken else Qt.CheckState.Unchecked)
        rows = max(2, min(MOST_ROWS, layers.count()))
        layers.setFixedHeight(rows * max(24, layers.sizeHintForRow(0)) + 6)
        layers.blockSignals(False)

    def _listed_layers(self) -> list[tuple[int, bool]]:
        """Each layer that is offered, and whether it is taken."""
        items = [self._layers.item(row) for row in range(self._layers.count())]
        return [
            (item.data(Qt.ItemDataRole.UserRole), item.checkState() == Qt.CheckState.Checked)
            for item in items
        ]


def _spin(name: str, least: int, most: int, value: int) -> QSpinBox:
    spin = named(QSpinBox(), name)
    spin.setRange(least, most)
    spin.setValue(value)
    spin.setFixedWidth(SPIN_WIDTH)
    return spin


def _combo(name: str, texts: Mapping[Any, str]) -> QComboBox:
    combo = named(QComboBox(), name)
    for value, text in texts.items():
        combo.addItem(text, value)
    return combo
