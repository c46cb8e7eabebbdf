"""This room writes results to files, some samples at a time: tables, workbooks, arrays, Parquet.

It may import what the results may.
"""

from nnfs_core.results.exporting.export import RESULT_FORMATS, ResultFormat, write_results
from nnfs_core.results.exporting.wanted import WantedResults
