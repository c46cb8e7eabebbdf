"""The printable worksheet: its dialog, its pages, and the PDF files made of them."""

from __future__ import annotations

from nnfs_gui.worksheet.dialog import WorksheetDialog

__all__ = ["WorksheetDialog"]
