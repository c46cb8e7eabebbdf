"""Asks which of the network's classes the classes of opened data are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QWidget

from nnfs_core.project.batch import Batch
from nnfs_gui.studio.panel import scrolling
from nnfs_gui.widgets.boxes import in_column
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel

A_NEW_CLASS = "a new class"


class ClassDialog(QDialog):
    """Offers for each new class those of `known`; `chosen` takes the numbers that they are to have.

    A class that is none of them is numbered behind them.
    """

    def __init__(
        self,
        names: Sequence[str],
        known: Batch,
        chosen: Callable[[list[int | None]], None],
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        named(self, "class_dialog")
        self.setWindowTitle("Match classes")
        told = PlainLabel(
            "A network knows its classes by their numbers. Choose which of its classes each class "
            "of the data is.",
            wordWrap=True,
        )
        form, self._boxes = QFormLayout(), list[QComboBox]()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for number, name in enumerate(names):
            box = named(QComboBox(), f"class_{number}", name)
            box.addItems([A_NEW_CLASS, *map(known.class_name, range(known.n_classes))])
            label = PlainLabel(name, wordWrap=True)
            label.setBuddy(box)
            form.addRow(label, box)
            self._boxes.append(box)
        page = QWidget()
        page.setLayout(form)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        match = buttons.addButton("Match", QDialogButtonBox.ButtonRole.AcceptRole)
        named(match, "class_accept", role="primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: chosen(self.numbers))
        self.setLayout(in_column(told, (scrolling(page), 1), buttons, margins=(12, 12, 12, 12)))
        self.resize(420, 320)

    @property
    def numbers(self) -> list[int | None]:
        """For each new class the number of the network's class that it is, None for none."""
        return [box.currentIndex() - 1 if box.currentIndex() else None for box in self._boxes]
