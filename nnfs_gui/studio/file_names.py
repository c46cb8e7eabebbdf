"""Proposes where files about the project are saved, and what they are called."""

from __future__ import annotations

import re
from pathlib import Path

from nnfs_core.project.document import Document

LONGEST_STEM = 40  # characters of a title


def file_stem(document: Document) -> str:
    """What files of the project are called: as its own file, or after its title."""
    if document.path is not None:
        return document.path.stem
    words = re.findall(r"\w+", document.project.title[: 4 * LONGEST_STEM].lower())
    return "_".join(words)[:LONGEST_STEM].strip("_") or "network"


def proposed_path(document: Document, what: str = "") -> Path:
    """Where a file is proposed, without suffix: beside the project's; `what` ends its name."""
    folder = Path.home() if document.path is None else document.path.parent
    return folder / " ".join(filter(None, [file_stem(document), what.replace("/", "-")]))
