#!/usr/bin/env bash
# python-calamine 0.9.1 loses what it read of some dates and hours, and raises nothing:
# - In .xlsx a number below 0 with the format of a date is read as a time without any day: -1 and -20000
#   are both midnight, -1.75 is six o'clock.
# - In .xlsx 36 hours ([h]:mm) are a timedelta; in .ods the same 36 hours, kept there as the duration
#   PT36H00M00S, are that very text, while 18 hours (PT18H00M00S) are a time: one column of durations
#   in an .ods file is a mixture of times and texts.
#
# Guess before running: a negative date as a float or an error; 36 hours as a timedelta in both files.
# Seen (Linux, Python 3.11):
#   .xlsx -1, -1.75, -20000: the times 00:00, 06:00, 00:00; 36 hours: 1 day, 12:00:00
#   .ods 18 hours: 18:00:00; 36 hours: 'PT36H00M00S'
# Fails when one of these is read otherwise.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "python-calamine==0.9.1" "XlsxWriter==3.3.1"
cat >"$folder/hours.py" <<'PYTHON'
import sys
import zipfile
from datetime import time, timedelta

import xlsxwriter
from python_calamine import CalamineWorkbook

xlsx, ods = f"{sys.argv[1]}/some.xlsx", f"{sys.argv[1]}/some.ods"
with xlsxwriter.Workbook(xlsx) as book:
    sheet = book.add_worksheet()
    date, hours = (book.add_format({"num_format": text}) for text in ("yyyy-mm-dd", "[h]:mm"))
    for column, number in enumerate((-1, -1.75, -20000)):
        sheet.write_number(0, column, number, date)
    sheet.write_number(0, 3, 1.5, hours)

NAMES = "urn:oasis:names:tc:opendocument:xmlns"
CELL = '<table:table-cell office:value-type="time" office:time-value="{0}"><text:p>{0}</text:p></table:table-cell>'
ROW = f"<table:table-row>{CELL.format('PT18H00M00S')}{CELL.format('PT36H00M00S')}</table:table-row>"
CONTENT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="{NAMES}:office:1.0" xmlns:table="{NAMES}:table:1.0"
 xmlns:text="{NAMES}:text:1.0" office:version="1.3"><office:body><office:spreadsheet>
<table:table table:name="one">{ROW}</table:table></office:spreadsheet></office:body></office:document-content>"""
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/"
 manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""
with zipfile.ZipFile(ods, "w") as archive:
    archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    archive.writestr("META-INF/manifest.xml", MANIFEST)
    archive.writestr("content.xml", CONTENT)


def first_row(path):
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[0]


in_xlsx, in_ods = first_row(xlsx), first_row(ods)
print(f".xlsx {in_xlsx}\n.ods {in_ods}")
assert in_xlsx == [time(0), time(6), time(0), timedelta(hours=36)], "the .xlsx file is read otherwise now"
assert in_ods == [time(18), "PT36H00M00S"], "the .ods file is read otherwise now"
print("As found: early dates lose their day, and long hours become a text.")
PYTHON
"$folder/venv/bin/python" "$folder/hours.py" "$folder"
