"""This room shows program text in colours, with line numbers and marks on what changed.

It may import widgets and work; never the studio.
"""

from nnfs_gui.code_view.changes import TextChanges, changes_between
from nnfs_gui.code_view.coloring import Span, colored_lines
from nnfs_gui.code_view.view import CodeView
