"""This room reads and writes tables of text, and guesses how a table means to be read.

It may import what its parent room may.
"""

from __future__ import annotations

from nnfs_core.files.tables.cells import format_cells, parse_cells, parse_number
from nnfs_core.files.tables.choice import TableChoice
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.files.tables.guess import ColumnGuess, TableGuess, preview, sniff
from nnfs_core.files.tables.reading import TableReport, open_table, read_table
from nnfs_core.files.tables.writing import write_batch
