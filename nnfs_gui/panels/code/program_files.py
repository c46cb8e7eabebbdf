"""Saves the network as a program or as a workbook, off the GUI thread."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from nnfs_core.code import Dialect, Program, save_program, write_program
from nnfs_core.code.weight_files import weights_name
from nnfs_core.errors import NnfsError
from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.wording import listed, sentence
from nnfs_gui.studio.file_names import proposed_path
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.where_to_save import WhereToSave
from nnfs_gui.work.lanes import Lane

if TYPE_CHECKING:
    from nnfs_core.code.workbook import WorkbookSaved

KINDS = {".py": "Python programs (*.py)", ".ipynb": "Jupyter notebooks (*.ipynb)"}
WORKBOOK = "Workbooks (*.xlsx)"


class ProgramFiles:
    """Asks where, saves the present project there, and tells what was saved."""

    def __init__(self, studio: Studio, window: QWidget) -> None:
        self._studio = studio
        self._window = window

    def choose_program(self, program: Program) -> None:
        """Ask for a file, and save the network to it as a program like this one."""
        dialect, has_numbers = program.dialect, bool(program.weight_files)

        def beside(path: Path) -> list[Path]:
            name = weights_name(path.stem, dialect.weights_suffix)
            return [path.with_name(name)] if has_numbers else []

        def chosen(path: Path) -> None:
            self.save(dialect, path, may_replace=beside(path))

        title = sentence("Save as {title}")(dialect.title)
        self._ask(title, KINDS[dialect.suffix], chosen, beside)

    def choose_workbook(self) -> None:
        """Ask for a file, and save the network to it as a workbook of live formulas."""
        self._ask("Save as a live workbook", WORKBOOK, self.save_workbook)

    def save(self, dialect: Dialect, path: Path, *, may_replace: Sequence[Path] = ()) -> None:
        """Save the network as a program in `dialect`, with the files that it needs next to it.

        Of these it only replaces those that it `may_replace`.
        """
        project = self._studio.project

        def work(progress: Progress, cancelled: IsCancelled) -> list[Path]:
            program = write_program(project, dialect, stem=path.stem)
            _check_name(path, program.modules)
            _check_weight_files(path, program, may_replace)
            return save_program(program, path, progress=progress, cancelled=cancelled)

        self._studio.tasks.run(
            f"Saving {path.name}",
            work,
            lambda paths: self._studio.tell_saved(
                "code", sentence("Saved {names}.")(listed([path.name for path in reversed(paths)]))
            ),
            lane=Lane.EXPORTING,
        )

    def save_workbook(self, path: Path) -> None:
        """Save the network and its batch as a workbook of live formulas."""
        project = self._studio.project

        def work(progress: Progress, cancelled: IsCancelled) -> WorkbookSaved:
            # imported when it is wanted: the start would wait for it
            from nnfs_core.code.workbook import save_workbook

            return save_workbook(project, path, progress=progress, cancelled=cancelled)

        def tell(saved: WorkbookSaved) -> None:
            first = sentence(" with the first {n_samples:,} of {n_in_batch:,} samples")
            part = "" if saved.is_whole else first(saved.n_samples, saved.n_in_batch)
            self._studio.tell_saved("workbook", sentence("Saved {name}{part}.")(path.name, part))

        self._studio.tasks.run(f"Saving {path.name}", work, tell, lane=Lane.EXPORTING)

    def _ask(
        self,
        title: str,
        kind: str,
        chosen: Callable[[Path], None],
        beside: Callable[[Path], Sequence[Path]] = lambda path: (),
    ) -> None:
        where = WhereToSave(title, proposed_path(self._studio.document), [kind], beside=beside)
        where.ask(self._window, chosen)


def _check_name(path: Path, modules: Sequence[str]) -> None:
    """Refuse a name under which a program would be taken for a module that it imports."""
    if modules and path.suffix == ".py" and path.stem in {*modules, *sys.stdlib_module_names}:
        raise NnfsError(
            "A program called {name} would hide Python's own module {stem} from itself: choose "
            "another name."
        )(path.name, path.stem)


def _check_weight_files(path: Path, program: Program, may_replace: Sequence[Path]) -> None:
    """Refuse to replace files of numbers that nobody has been asked about."""
    names = [name for name in program.weight_files if path.with_name(name) not in may_replace]
    taken = [name for name in names if os.path.exists(path.with_name(name))]
    if taken:
        raise NnfsError(
            "{taken} is there already, and {name} would keep its weights in a file of that name: "
            "save once more, or choose another name."
        )(taken[0], path.name)
