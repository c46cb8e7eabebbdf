"""Asks before a save replaces what others have written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QWidget

from nnfs_core.wording import sentence
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainMessageBox


class ReplaceQuestion(PlainMessageBox):
    """Asks whether to replace the file, to save elsewhere, or to look at what differs first.

    Nothing happens to the file by any other answer.
    """

    def __init__(
        self,
        name: str,
        *,
        replace: Callable[[], None],
        save_as: Callable[[], None],
        compare: Callable[[], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        named(self, "replace_box")
        self.setIcon(QMessageBox.Icon.Warning)
        self.setWindowTitle("The file has changed")
        self.setText(sentence("{name} was changed by another program or window.")(name))
        self.setInformativeText("It is not saved yet: replacing the file loses what they wrote.")
        role = QMessageBox.ButtonRole
        named(self.addButton("Replace", role.DestructiveRole), "replace_theirs")
        elsewhere = named(self.addButton("Save as…", role.AcceptRole), "save_elsewhere")
        named(self.addButton("Compare", role.ActionRole), "compare_theirs_first")
        named(self.addButton(QMessageBox.StandardButton.Cancel), "replace_cancel")
        self.setDefaultButton(elsewhere)
        answers = {
            "replace_theirs": replace,
            "save_elsewhere": save_as,
            "compare_theirs_first": compare,
            "replace_cancel": lambda: None,
        }
        self.buttonClicked.connect(lambda button: answers[button.objectName()]())
