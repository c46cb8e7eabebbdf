#!/usr/bin/env bash
# python-calamine 0.9.1: a cell of a workbook whose value is an error, such as #N/A or #DIV/0!, is read
# as the empty text '', just as a cell that holds nothing. So a column of measurements in which a
# formula failed looks like one in which nobody measured, and nothing in the result tells the two
# apart. openpyxl 3.1.5 gives the error as its text for the same file.
#
# Guess before running: the texts '#N/A' and '#DIV/0!', as in openpyxl.
# Seen (Linux, Python 3.11), an .xlsx with a number, two errors and a blank cell:
#   calamine [1.5, '', '', ''], openpyxl [1.5, '#N/A', '#DIV/0!', None]
# Fails when calamine tells an error from an empty cell, or openpyxl no longer does.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet \
    "python-calamine==0.9.1" "openpyxl==3.1.5" "XlsxWriter==3.3.1"
cat >"$folder/errors.py" <<'PYTHON'
import sys

import xlsxwriter
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

path = sys.argv[1]
with xlsxwriter.Workbook(path) as book:
    sheet = book.add_worksheet()
    sheet.write_number(0, 0, 1.5)
    sheet.write_formula(0, 1, "=NA()", None, "#N/A")
    sheet.write_formula(0, 2, "=1/0", None, "#DIV/0!")
    sheet.write_blank(0, 3, None, book.add_format({"bold": True}))
    sheet.write_number(0, 4, 2.5)
calamine = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[0][:4]
openpyxl = [cell.value for cell in load_workbook(path, data_only=True).active[1]][:4]
print(f"calamine {calamine}, openpyxl {openpyxl}")
assert calamine == [1.5, "", "", ""], "calamine tells errors now"
assert openpyxl == [1.5, "#N/A", "#DIV/0!", None], "openpyxl reads errors otherwise now"
print("As found: calamine reads an error as an empty cell.")
PYTHON
"$folder/venv/bin/python" "$folder/errors.py" "$folder/errors.xlsx"
