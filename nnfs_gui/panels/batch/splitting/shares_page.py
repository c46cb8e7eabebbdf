"""Asks for the shares of training, validation and test, a seed, and whether by class."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QWidget

from nnfs_core import edits
from nnfs_core.edits.drawn_split import Shares, percent
from nnfs_core.edits.split_plan import planned_shares
from nnfs_core.project.batch import Batch
from nnfs_core.project.subset import Subset
from nnfs_core.wording import sentence
from nnfs_gui.panels.batch.splitting.way import Way
from nnfs_gui.widgets.fields import NumberField, WholeField
from nnfs_gui.widgets.glossary_tips import term_tip
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import give_tip

USUAL = 70.0, 15.0, 15.0  # percent
KEYS = {Subset.TRAINING: "&Training %", Subset.VALIDATION: "&Validation %", Subset.TEST: "T&est %"}
TERMS = {
    Subset.TRAINING: "training_set",
    Subset.VALIDATION: "validation_set",
    Subset.TEST: "test_set",
}
MOST_SEED = 2**31 - 1


class SharesPage(QWidget):
    """Offers shares that are to be 100 % together; `changed` tells that one is chosen anew."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        form = QFormLayout(self)
        self._shares = {subset: self._share(subset, form) for subset in Subset}
        self._seed = named(WholeField(), "split_seed", "Seed", tip=term_tip("seed"))
        self._seed.setRange(0, MOST_SEED)
        self._seed.setKeyboardTracking(True)
        self._seed.valueChanged.connect(self.changed)
        form.addRow("&Seed", self._seed)
        self._stratified = named(QCheckBox("The same shares in ever&y class"), "split_stratified")
        give_tip(self._stratified, term_tip("stratified"))
        self._stratified.setChecked(True)
        self._stratified.toggled.connect(self.changed)
        form.addRow(self._stratified)

    @property
    def shares(self) -> Shares:
        """The shares, from 0 to 1."""
        training, validation, test = (field.value() / 100 for field in self._shares.values())
        return training, validation, test

    def begin(self, batch: Batch) -> None:
        """Offer what the batch allows."""
        self._stratified.setVisible(batch.has_classes)

    def way(self, batch: Batch) -> Way:
        """To split as it is chosen."""
        shares, seed = self.shares, self._seed.value()
        stratified = batch.has_classes and self._stratified.isChecked()
        parts = " / ".join(percent(share) for share in shares)
        text = sentence("Split the samples {shares} % (seed {seed})")(parts, seed)
        plan = partial(planned_shares, shares=shares, seed=seed, stratified=stratified)
        training, validation, test = shares
        return Way(
            text,
            lambda batch, cancelled: plan(batch, cancelled=cancelled),
            lambda project, cancelled: edits.split_by_shares(
                project,
                training,
                validation,
                test,
                seed=seed,
                stratified=stratified,
                cancelled=cancelled,
            ),
        )

    def _share(self, subset: Subset, form: QFormLayout) -> NumberField:
        spoken = sentence("Percent for {subset}")(subset.title)
        field = named(NumberField(), f"split_{subset.title}", spoken, tip=term_tip(TERMS[subset]))
        field.setRange(0, 100)
        field.setKeyboardTracking(True)
        field.setValue(USUAL[subset])
        field.valueChanged.connect(self.changed)
        form.addRow(KEYS[subset], field)
        return field
