#!/usr/bin/env bash
# python-calamine 0.9.1: of a sheet whose table begins at C5, iter_rows() gives the four empty rows above
# it, but not the two empty columns before it. So rows are counted as in the spreadsheet and columns are
# not, while to_python() leaves out both by default, and with skip_empty_area=False gives both. Besides,
# total_height and total_width are those of the last row and column counted from 0, one too few.
#
# Guess before running: iter_rows() gives the rows that to_python() gives.
# Seen (Linux, Python 3.11), for a table of two cells in C5:D5: iter_rows() ['', ''] four times, then [1, 2];
#   to_python() [[1, 2]]; with the empty area five rows of four cells; total_height 4, total_width 3.
# Fails when iter_rows() begins elsewhere, or the totals are counted from 1.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "python-calamine==0.9.1" "XlsxWriter==3.3.1"
cat >"$folder/rows.py" <<'PYTHON'
import sys

import xlsxwriter
from python_calamine import CalamineWorkbook

path = sys.argv[1]
with xlsxwriter.Workbook(path) as book:
    book.add_worksheet().write_row("C5", [1, 2])
sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
rows, table, area = [*sheet.iter_rows()], sheet.to_python(), sheet.to_python(skip_empty_area=False)
print(f"iter_rows() {rows}\nto_python() {table}\nwith the empty area {area}")
print(f"total_height {sheet.total_height}, total_width {sheet.total_width}, start {sheet.start}")
assert table == [[1, 2]], "to_python() begins elsewhere now"
assert area == [["", "", "", ""]] * 4 + [["", "", 1, 2]], "the empty area is another now"
assert rows == [["", ""]] * 4 + [[1, 2]], "iter_rows() begins elsewhere now"
assert (sheet.total_height, sheet.total_width) == (4, 3), "the totals are counted otherwise now"
print("As found: iter_rows() gives the empty rows above a table, and no empty columns before it.")
PYTHON
"$folder/venv/bin/python" "$folder/rows.py" "$folder/some.xlsx"
