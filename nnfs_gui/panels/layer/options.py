"""Makes fields for whatever options a kind of layer has, from what the kind says of them."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QFormLayout, QWidget

from nnfs_core import edits
from nnfs_core.layers import Dense, Layer, Option
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.fields import NumberField, WholeField
from nnfs_gui.widgets.named import named

Field = QCheckBox | WholeField | NumberField


class OptionFields(QWidget):
    """Shows one field an option, in the kind's order; a dense layer's seed is elsewhere."""

    def __init__(self, studio: Studio, kind: type[Layer]) -> None:
        super().__init__()
        self._studio = studio
        self._index = 0
        options = {} if kind is Dense else kind.options()
        self._fields = {name: self._field(name, each) for name, each in options.items()}
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for name, field in self._fields.items():
            if isinstance(field, QCheckBox):
                layout.addRow(field)
            else:
                layout.addRow(options[name].title, field)
        self.setVisible(bool(options))

    def show_layer(self, index: int, layer: Layer) -> None:
        """Show the options of a layer of this kind."""
        self._index = index
        for name, value in layer.option_values().items():
            field = self._fields.get(name)
            if field is None:
                continue
            with QSignalBlocker(field):
                if isinstance(field, QCheckBox):
                    field.setChecked(bool(value))
                elif isinstance(field, WholeField):
                    field.setValue(int(value))
                else:
                    field.setValue(value)

    def enter(self) -> bool:
        """Take what is typed but not entered yet; False, after a notice, when it will not do."""
        for field in self._spins():
            if field.interaction.refusal:
                self._studio.notices.error(field.interaction.refusal)
                return False
            field.interpretText()
        return True

    @property
    def is_typed(self) -> bool:
        """True while something waits to be entered."""
        return any(field.interaction.is_typed for field in self._spins())

    def drop(self) -> None:
        """Show the options again instead of what is typed."""
        for field in self._spins():
            field.interaction.drop()

    def _spins(self) -> list[WholeField | NumberField]:
        return [each for each in self._fields.values() if not isinstance(each, QCheckBox)]

    def _field(self, name: str, described: Option) -> Field:
        field: Field
        if described.switch:
            field = QCheckBox(described.title)
            field.clicked.connect(lambda on: self._set(name, described, float(on), None))
        else:
            if described.whole:
                field = WholeField()
                field.setRange(int(described.minimum), int(described.maximum))
            else:
                field = NumberField()
                field.setRange(described.minimum, described.maximum)
            spin = field
            field.interaction.refused.connect(self._studio.notices.error)
            field.valueChanged.connect(
                lambda value: self._set(name, described, value, spin.interaction.key)
            )
        named(field, f"option_{name}", described.title, tip=described.hint)
        return field

    def _set(self, name: str, described: Option, value: float, merge: object) -> None:
        index = self._index
        self._studio.attempt(
            Edit(
                f"Set {described.title.lower()}",
                lambda project: edits.set_option(project, index, name, value),
                merge=merge,
            )
        )
