"""This room writes the network and its first samples as programs, in several dialects.

Workbooks are in `nnfs_core.code.workbook`, which takes a while to import. It may import files,
the project and all below.
"""

from nnfs_core.code.dialect import Dialect
from nnfs_core.code.program import DIALECTS, Program, save_program, write_program
