"""Writes the program off the GUI thread, with its colours and what an edit changed in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nnfs_core.code import Dialect, Program, write_program
from nnfs_core.progress import IsCancelled, Progress, stop_if
from nnfs_core.project.document import Document
from nnfs_core.project.project import Project
from nnfs_gui.code_view import Span, TextChanges, changes_between, colored_lines
from nnfs_gui.studio.file_names import file_stem


@dataclass(frozen=True, eq=False)
class ProgramSource:
    """Holds what a program is written from."""

    project: Project
    dialect: Dialect
    stem: str  # of the file names in it
    n_starts: int  # of the document; another number is another project, not an edit

    @classmethod
    def of(cls, document: Document, dialect: Dialect) -> ProgramSource:
        """The document as it is now."""
        return cls(document.project, dialect, file_stem(document), document.n_starts)

    def is_edit_of(self, other: ProgramSource | None) -> bool:
        """True when both are of one project, before and after some edits."""
        return other is not None and other.n_starts == self.n_starts

    def computes_as(self, other: ProgramSource | None) -> bool:
        """True when both give the same program but for the names of files."""
        return other is not None and other.project is self.project and other.dialect is self.dialect

    def difference_from(self, ran: ProgramSource | None) -> str:
        """What tells that a run was of another program than this one; empty if it was of this."""
        if self.computes_as(ran):
            return ""
        if ran is None or ran.project is not self.project:
            return "Before the last change"
        return f"As {ran.dialect.title}"

    def is_same(self, other: ProgramSource | None) -> bool:
        """True when both give the very same program."""
        return other is not None and self.computes_as(other) and other.stem == self.stem


@dataclass(frozen=True, eq=False)
class ShownProgram:
    """Holds a program with all that the view needs to show it."""

    source: ProgramSource
    program: Program
    spans: Sequence[Sequence[Span]]
    changes: TextChanges | None  # from the program before; None where that was quite another


def write(
    source: ProgramSource, before: ShownProgram | None, progress: Progress, cancelled: IsCancelled
) -> ShownProgram:
    """Write a program, and compare it with the one before an edit, if that was in its dialect.

    Raises NnfsError where there is no program to write, and Cancelled.
    """
    program = write_program(source.project, source.dialect, stem=source.stem)
    stop_if(cancelled)
    changes = None
    if (
        before is not None
        and before.source.dialect is source.dialect
        and source.is_edit_of(before.source)
    ):
        changes = changes_between(before.program.text, program.text)
    return ShownProgram(source, program, colored_lines(program.text, cancelled), changes)
