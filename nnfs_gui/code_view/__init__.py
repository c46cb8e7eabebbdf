"""Program text as people read it: in colours, with line numbers, and with what changed marked."""

from __future__ import annotations

from nnfs_gui.code_view.changes import Changes, changes_between
from nnfs_gui.code_view.coloring import Span, colored_lines
from nnfs_gui.code_view.view import CodeView

__all__ = ["Changes", "CodeView", "Span", "changes_between", "colored_lines"]
