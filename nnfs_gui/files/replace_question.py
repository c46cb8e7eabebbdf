"""Asks before a save replaces what others have written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
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
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.Warning)
        self.setWindowTitle("The file has changed")
        self.setText(sentence("{name} was changed by another program or window.")(name))
        self.setInformativeText("It is not saved yet: replacing the file loses what they wrote.")
        role = QMessageBox.ButtonRole
        answers = {
            self.addButton("Replace", role.DestructiveRole): ("replace_theirs", replace),
            self.addButton("Save as…", role.AcceptRole): ("save_elsewhere", save_as),
            self.addButton("Compare", role.ActionRole): ("compare_theirs_first", compare),
            self.addButton(QMessageBox.StandardButton.Cancel): ("replace_cancel", lambda: None),
        }
        for button, (button_name, _) in answers.items():
            named(button, button_name)
        self.setDefaultButton(
            next(each for each, (name, _) in answers.items() if name == "save_elsewhere")
        )
        self.buttonClicked.connect(lambda button: answers[button][1]())
