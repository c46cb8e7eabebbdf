"""Asks what a worksheet prints, what it leaves blank, and on which paper."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
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
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.named import named
from nnfs_gui.worksheet.paper import SIZES, Paper

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
        self._title = _line("worksheet_title", title)
        self._samples = _line("worksheet_samples", samples_text(suggested.samples))
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
        if QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem:
            self._size.setCurrentIndex(self._size.findData("Letter"))
        self._orientation = _combo("worksheet_orientation", {False: "Portrait", True: "Landscape"})
        self._extras = {name: _check(f"worksheet_{name}", text) for name, text in EXTRAS.items()}
        self._build()
        self._connect()

    def _build(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._share_label, self._seed_label = QLabel("Sh&are"), QLabel()
        rows: list[tuple[QLabel, QWidget]] = [
            (QLabel("&Title"), self._title),
            (QLabel("&Samples"), self._samples),
            (QLabel("&Layers"), self._layers),
            (QLabel("Deci&mals"), self._decimals),
            (QLabel("Leave &blank"), self._preset),
            (self._share_label, self._share),
            (self._seed_label, self._seed),
            (QLabel("&Paper"), self._size),
            (QLabel("&Orientation"), self._orientation),
        ]
        for label, field in rows:
            label.setBuddy(field)
            field.setAccessibleName(label.text().replace("&", ""))
            form.addRow(label, field)
        column = in_column(form, margins=(0, 0, 8, 0), spacing=8)
        self.setLayout(column)
        for box in self._extras.values():
            column.addWidget(box)
        column.addStretch(1)
        self._show_preset()

    def _connect(self) -> None:
        self._title.textChanged.connect(self.changed)
        self._samples.textChanged.connect(self.changed)
        self._layers.itemChanged.connect(self.changed)
        for spin in (self._decimals, self._share, self._seed):
            spin.valueChanged.connect(self.changed)
        self._preset.currentIndexChanged.connect(self._show_preset)
        for combo in (self._preset, self._size, self._orientation):
            combo.currentIndexChanged.connect(self.changed)
        for box in self._extras.values():
            box.toggled.connect(self.changed)

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
        samples: tuple[int, ...] = ()
        if self._n_samples:
            samples = sample_numbers(self._samples.text(), self._n_samples)
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
        self._preset.blockSignals(True)
        self._preset.setCurrentIndex(self._preset.findData(BY_HAND))
        self._preset.blockSignals(False)
        self._show_preset()

    def _show_preset(self) -> None:
        preset = self._preset.currentData()
        seed_name = SEEDED.get(preset, "")
        self._seed_label.setText(seed_name)
        self._seed.setAccessibleName(seed_name.replace("&", ""))
        for widgets, is_wanted in (
            ((self._share_label, self._share), preset in SHARED),
            ((self._seed_label, self._seed), bool(seed_name)),
        ):
            for widget in widgets:
                widget.setVisible(is_wanted)

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


def _line(name: str, text: str) -> QLineEdit:
    return named(QLineEdit(text), name)


def _spin(name: str, least: int, most: int, value: int) -> QSpinBox:
    spin = named(QSpinBox(), name)
    spin.setRange(least, most)
    spin.setValue(value)
    spin.setFixedWidth(SPIN_WIDTH)
    return spin


def _combo(name: str, texts: dict[str, str] | dict[bool, str]) -> QComboBox:
    combo = named(QComboBox(), name)
    pairs: Iterable[tuple[object, str]] = texts.items()
    for value, text in pairs:
        combo.addItem(text, value)
    return combo


def _check(name: str, text: str) -> QCheckBox:
    box = named(QCheckBox(text), name)
    box.setChecked(True)
    return box
