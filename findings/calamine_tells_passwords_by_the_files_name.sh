#!/usr/bin/env bash
# python-calamine 0.9.1 tells a workbook by its name or by its content, and either way something is lost:
# - from_path goes by the suffix alone: an .xlsx file that is called old.xls is an "Invalid OLE", and one
#   called table.csv is read. Only an unknown suffix makes it look into the file.
# - from_filelike looks into the file and reads both, but of a workbook with a password it says "Cannot
#   detect file format", where from_path raises a PasswordError.
#
# Guess before running: both go by the content, and both raise PasswordError.
# Seen (Linux, Python 3.11): as above.
# Fails when from_path reads old.xls, or from_filelike knows of the password.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "python-calamine==0.9.1" "XlsxWriter==3.3.1"
here=$(cd "$(dirname "$0")" && pwd)
cat >"$folder/names.py" <<'PYTHON'
import shutil
import sys

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

folder, locked = sys.argv[1], f"{sys.argv[1]}/locked.xlsx"
shutil.copy(sys.argv[2], locked)
with xlsxwriter.Workbook(f"{folder}/good.xlsx") as book:
    book.add_worksheet("one").write(0, 0, 1)
for name in ("old.xls", "table.csv"):
    shutil.copy(f"{folder}/good.xlsx", f"{folder}/{name}")


def told(path):
    seen = []
    for opened in (CalamineWorkbook.from_path, lambda path: CalamineWorkbook.from_filelike(open(path, "rb"))):
        try:
            seen.append(str(opened(path).sheet_names))
        except CalamineError as error:
            seen.append(f"{type(error).__name__}: {error}")
    print(f"{path.rpartition('/')[2]}: from_path {seen[0]}; from_filelike {seen[1]}")
    return seen


by_name, by_content = told(f"{folder}/old.xls")
assert by_name.startswith("CalamineError"), "from_path looks into the file now"
assert by_content == "['one']", "from_filelike goes by names now"
assert told(f"{folder}/table.csv") == ["['one']", "['one']"], "an unknown suffix is no matter no more"
by_name, by_content = told(locked)
assert by_name.startswith("PasswordError"), "from_path no longer knows of the password"
assert by_content.startswith("CalamineError: Cannot detect"), "from_filelike knows of the password now"
print("As found: one goes by names alone, the other knows of no password.")
PYTHON
"$folder/venv/bin/python" "$folder/names.py" "$folder" "$here/../tests/data/locked_workbook.bin"
