"""This room lays a worksheet out on pages: the dialog, its preview, and the PDF.

It may import the studio and all below; never a panel.
"""

from nnfs_gui.worksheet.dialog import WorksheetDialog
