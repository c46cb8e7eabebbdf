"""Saves worksheets and keys as PDF files, written whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import QWidget

from nnfs_core.files.atomic import replacing_together
from nnfs_core.progress import IsCancelled, never
from nnfs_core.wording import sentence
from nnfs_core.worksheet import Worksheet
from nnfs_gui.printing.paper import Paper
from nnfs_gui.printing.printing import Printing
from nnfs_gui.printing.printout import pdf_bytes
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.where_to_save import PDF, WhereToSave
from nnfs_gui.worksheet.layout import laid_out
from nnfs_gui.worksheet.painting import printout

Wanted = Literal["worksheet", "key", "both"]
TITLES: dict[Wanted, str] = {
    "worksheet": "Save the worksheet",
    "key": "Save the key",
    "both": "Save the worksheet, with its key beside it",
}
ENDINGS = {False: "worksheet", True: "key"}  # of the files' names, by whether it is the key


@dataclass(frozen=True)
class WorksheetFile:
    """Names one file to write: the worksheet, or its key."""

    path: Path
    is_key: bool


class WorksheetSaver(Printing):
    """Asks where to save, and saves; files are proposed in `folder`."""

    def __init__(self, studio: Studio, folder: Path, dialog: QWidget) -> None:
        super().__init__(studio, dialog)
        self._folder = folder

    def ask(self, wanted: Wanted, worksheet: Worksheet, paper: Paper) -> None:
        """Ask for a file, and for one name that gives both files theirs; then save."""

        def files(path: Path) -> list[WorksheetFile]:
            if wanted == "both":
                return [WorksheetFile(path, False), WorksheetFile(key_path(path), True)]
            return [WorksheetFile(path, wanted == "key")]

        WhereToSave(
            TITLES[wanted],
            self._folder / proposed_name(worksheet.title, is_key=wanted == "key"),
            [PDF],
            beside=lambda path: [file.path for file in files(path)[1:]],
        ).ask(self._dialog, lambda path: self._save_files(files(path), worksheet, paper))

    def _save_files(
        self, files: Sequence[WorksheetFile], worksheet: Worksheet, paper: Paper
    ) -> None:
        self._folder = files[0].path.parent
        names = " and ".join(file.path.name for file in files)
        self.run(
            f"Saving {names}",
            lambda progress, cancelled: save_files(worksheet, paper, files, cancelled),
            sentence("Saved {names}.")(names),
        )


def save_files(
    worksheet: Worksheet, paper: Paper, files: Sequence[WorksheetFile], cancelled: IsCancelled
) -> None:
    """Make all documents, then write all or none; raises NnfsError when one cannot be written."""
    documents = [
        sheet_bytes(worksheet, paper, is_key=file.is_key, cancelled=cancelled) for file in files
    ]
    with replacing_together() as replace:
        for file, document in zip(files, documents, strict=True):
            with replace(file.path) as stream:
                stream.write(document)


def sheet_bytes(
    worksheet: Worksheet, paper: Paper, *, is_key: bool, cancelled: IsCancelled = never
) -> bytes:
    """The worksheet, or its key, as a PDF file; raises Cancelled when asked to stop."""
    pages = laid_out(worksheet, paper, is_key=is_key)
    return pdf_bytes(printout(worksheet, pages, paper, is_key=is_key), cancelled=cancelled)


def proposed_name(title: str, *, is_key: bool) -> str:
    """A file's name without suffix, such as two-layers-key for a title."""
    kept = "".join(sign if sign.isalnum() else " " for sign in title.lower().replace("'", ""))
    return "-".join([*kept.split()[:8], ENDINGS[is_key]])


def key_path(worksheet: Path) -> Path:
    """The path of the key that belongs to a worksheet."""
    stem = worksheet.stem.removesuffix(f"-{ENDINGS[False]}")
    return worksheet.with_name(f"{stem}-{ENDINGS[True]}{worksheet.suffix}")
