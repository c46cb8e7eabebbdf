"""Sets how many neurons a dense layer has, and asks before a slip fills the memory."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QPushButton, QWidget

from nnfs_core import edits
from nnfs_core.layers import Dense
from nnfs_core.machine.memory import free_memory
from nnfs_core.wording import sentence, size_text
from nnfs_gui.studio.edit import Edit, layer_part
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.boxes import in_column, in_row
from nnfs_gui.widgets.fields import WholeField, label_width, notice_frame, wrapped_label
from nnfs_gui.widgets.glossary_tips import term_tip
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel, give_tip

MAX_NEURONS = 100_000_000


class NeuronsField(QWidget):
    """Sets the number; when it takes much memory, says what that needs and offers two answers."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._index = 0
        self._wanted = 0
        self.spin = named(WholeField(), "neurons_spin", "Number of neurons")
        self.spin.setRange(1, MAX_NEURONS)
        self.spin.setGroupSeparatorShown(True)
        self.spin.setToolTip(
            "Present weights stay, new ones are drawn with the seed.\n"
            "The next dense layer gets as many inputs."
        )
        self.spin.valueChanged.connect(self._want)
        self.spin.interaction.refused.connect(studio.notices.error)
        label = PlainLabel("&Neurons")
        label.setBuddy(self.spin)
        give_tip(label, term_tip("neuron"))
        label.setMinimumWidth(label_width(label))
        row = in_row(label, (self.spin, 1), spacing=4)

        self._warning = named(notice_frame("warning"), "neurons_warning")
        self._text = named(wrapped_label(), "neurons_warning_text")
        self._make = named(QPushButton("Make them"), "neurons_make")
        self._make.clicked.connect(self._make_them)
        self._keep = named(QPushButton(), "neurons_keep")
        self._keep.clicked.connect(self._keep_them)
        answers = in_row(self._make, self._keep, 1)
        self._warning.setLayout(in_column(self._text, answers, margins=(8, 6, 8, 6)))

        self.setLayout(in_column(row, self._warning, margins=(0, 0, 0, 0), spacing=4))

    def show_layer(self, index: int, layer: Dense) -> None:
        """Show a dense layer; an unanswered question is dropped."""
        self._index = index
        self._show(layer.n_outputs)

    def enter(self) -> bool:
        """Take the number that is typed; False, after a notice, when it will not do as it is."""
        refusal = self.spin.interaction.refusal
        if not refusal:
            self.spin.interpretText()
            if not self._warning.isHidden():  # the question waits for its answer
                refusal = self._text.text()
        if refusal:
            self._studio.notices.error(refusal)
        return not refusal

    @property
    def is_typed(self) -> bool:
        """True while a number waits to be entered, or the question for its answer."""
        return self.spin.interaction.is_typed or not self._warning.isHidden()

    def drop(self) -> None:
        """Show the present number again; an unanswered question is dropped."""
        if not self._warning.isHidden():
            self._show_present()
        self.spin.interaction.drop()

    def _show(self, n_neurons: int) -> None:
        with QSignalBlocker(self.spin):
            self.spin.setValue(n_neurons)
        self._warning.hide()

    def _present(self) -> int:
        return self._studio.project.network.layers[self._index].n_outputs or 0

    def _show_present(self) -> None:
        if self._index < len(self._studio.project.network):
            self._show(self._present())

    def _want(self, n_neurons: int) -> None:
        n_bytes = edits.bytes_for_neurons(self._studio.project, self._index, n_neurons)
        free = free_memory()
        may_be_a_slip = n_bytes > min(256 * 2**20, free // 4)
        if n_neurons <= self._present() or not may_be_a_slip:
            self._warning.hide()
            self._set(n_neurons, n_bytes)
            return
        self._wanted = n_neurons
        possible = n_bytes <= free
        need = sentence("{n_neurons:,} neurons need {size}; {free} are free.")
        needed = need(n_neurons, size_text(n_bytes), size_text(free))
        self._text.setText(needed if possible else sentence("{needed} Choose fewer.")(needed))
        self._make.setVisible(possible)
        self._keep.setText(f"Keep {self._present():,}")
        self._warning.show()

    def _set(self, n_neurons: int, n_bytes: int) -> None:
        index = self._index
        edit = Edit(
            "Set number of neurons",
            lambda project: edits.set_neurons(project, index, n_neurons),
            n_bytes,
            layer_part(index),
            self.spin.interaction.key,
        )
        if not self._studio.attempt(edit, refused=self._show_present):
            self._show_present()

    def _make_them(self) -> None:
        self._warning.hide()
        n_bytes = edits.bytes_for_neurons(self._studio.project, self._index, self._wanted)
        self._set(self._wanted, n_bytes)

    def _keep_them(self) -> None:
        self._show_present()
        self.spin.setFocus()
        self.spin.selectAll()
