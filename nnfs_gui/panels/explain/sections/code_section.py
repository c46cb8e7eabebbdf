"""Shows the explained number as a few lines of code, to read, to copy and to run."""

from __future__ import annotations

from functools import partial
from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup, QGuiApplication
from PySide6.QtWidgets import QMenu, QToolButton

from nnfs_core.explain import number_code
from nnfs_core.explain.number_code import Language
from nnfs_gui.code_view import CodeView, colored_lines
from nnfs_gui.panels.explain.explainer import Explainer
from nnfs_gui.panels.explain.section import Section
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.menus import add_entry
from nnfs_gui.widgets.named import named
from nnfs_gui.work.quick import is_quick

LANGUAGES: dict[Language, str] = {"python": "Basic Python", "numpy": "NumPy"}
MOST_LINES = 14  # visible; longer programs are scrolled


class CodeSection(Section):
    """Shows the same number in the language of choice, which stays chosen."""

    def __init__(self, studio: Studio, explainer: Explainer) -> None:
        super().__init__(studio, "number_code_section", "In code")
        self._explainer = explainer
        self._language: Language = "python"
        self._menu = QMenu(self)
        group = QActionGroup(self._menu)
        for language, title in LANGUAGES.items():
            name, choose = f"number_code_{language}", partial(self._choose, language)
            is_present = language == self._language
            group.addAction(add_entry(self._menu, title, name, choose, is_checked=is_present))
        self._choice, self._copy = QToolButton(), QToolButton()
        self._choice.setObjectName("number_code_language")
        self._choice.setMenu(self._menu)
        self._choice.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        named(self._copy, "number_code_copy", "Copy the program", tip="Copy the program")
        self._copy.setText("Copy")
        self._copy.clicked.connect(self.copy)
        for button in (self._choice, self._copy):
            button.setProperty("role", "link")
            self.add_to_head(button)
        self._view = named(CodeView(studio.theme, numbered=False), "number_code_view")
        self._view.setAccessibleName("The same number in code")
        self._view.horizontalScrollBar().rangeChanged.connect(self._fit_height)
        self.body.addWidget(self._view)
        self._name_language()

    def refresh(self) -> None:
        explanation = self._explainer.explained.explanation
        is_shown = explanation is not None and is_quick(terms_explained=explanation.n_terms)
        self.setVisible(is_shown)
        if not is_shown or explanation is None or self.is_folded:
            return
        text = number_code(explanation, self._language).rstrip("\n")
        if text == self._view.toPlainText():
            return
        across = self._view.horizontalScrollBar().value()
        has_colors = is_quick(lines_colored=text.count("\n") + 1)
        self._view.show_code(text, colored_lines(text) if has_colors else ())
        self._view.horizontalScrollBar().setValue(across)
        self._fit_height()

    def copy(self) -> None:
        """Put the program on the clipboard."""
        QGuiApplication.clipboard().setText(self._view.toPlainText() + "\n")

    def _fit_height(self, *ignored: object) -> None:
        """As high as the lines, and the scroll bar where one of them is too long for the panel."""
        view, bar = self._view, self._view.horizontalScrollBar()
        # A bar that came and went with the height would change the width, and that the height.
        policy = Qt.ScrollBarPolicy
        is_whole = view.blockCount() <= MOST_LINES
        view.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if is_whole else policy.ScrollBarAlwaysOn
        )
        lines = min(view.blockCount(), MOST_LINES) * view.fontMetrics().lineSpacing()
        below = bar.sizeHint().height() if bar.maximum() > 0 else 0
        around = 2 * (view.document().documentMargin() + view.frameWidth()) + 2
        height = ceil(lines + around + below)
        if height != view.height():
            view.setFixedHeight(height)

    def _choose(self, language: Language) -> None:
        self._language = language
        self._name_language()
        self.refresh()

    def _name_language(self) -> None:
        title = LANGUAGES[self._language]
        self._choice.setText(f"{title} ▾")
        self._choice.setAccessibleName(f"Language: {title}")
        self._choice.setToolTip("The language of the program")
