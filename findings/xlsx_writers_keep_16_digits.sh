#!/usr/bin/env bash
# XlsxWriter 3.3.1 and openpyxl 3.1.5 write the numbers of cells with 16 significant digits, where 17 are
# needed: a quarter of these doubles come back as a neighbour, without a warning, and no option asks for
# all digits. XlsxWriter writes the result that it is given for a formula with all of them, so that a
# number and the formula that refers to it disagree until the sheet is calculated again.
#
# Guess before running: XlsxWriter rounds both, openpyxl writes the shortest text that reads back.
# Seen (Linux, Python 3.11), 10,000 random doubles written by each and read from the sheet's XML:
#   XlsxWriter changes 2,543 numbers and no result of a formula, openpyxl the same 2,543; 1 + 2^-52 is
#   written as 1 by both.
# Fails when one of these is otherwise.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/digits.py" <<'PYTHON'
import random
import re
import zipfile

import openpyxl
import xlsxwriter

chance = random.Random(0)
numbers = [chance.uniform(-1, 1) * 10 ** chance.randrange(-20, 20) for _ in range(10_000)]
numbers[0] = 1 + 2**-52

with xlsxwriter.Workbook("xlsxwriter.xlsx") as book:
    sheet = book.add_worksheet()
    for row, number in enumerate(numbers):
        sheet.write_number(row, 0, number)
        sheet.write_formula(row, 1, "=A1", None, number)
book = openpyxl.Workbook()
for number in numbers:
    book.active.append([number])
book.save("openpyxl.xlsx")


def texts(name, column):
    with zipfile.ZipFile(name) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    return re.findall(rf'<c r="{column}\d+"[^>]*>.*?<v>([^<]*)</v>', xml)


def changed(name, column="A"):
    read = [float(text) for text in texts(name, column)]
    assert len(read) == len(numbers)
    return sum(one != other for one, other in zip(read, numbers, strict=True))


print(changed("xlsxwriter.xlsx"), changed("xlsxwriter.xlsx", "B"), changed("openpyxl.xlsx"), end=" ")
print(texts("xlsxwriter.xlsx", "A")[0], texts("openpyxl.xlsx", "A")[0])
PYTHON
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet XlsxWriter==3.3.1 openpyxl==3.1.5
seen=$(cd "$folder" && venv/bin/python digits.py)
echo "$seen"
[[ $seen == "2543 0 2543 1 1" ]] || { echo "expected other counts" >&2; exit 1; }
echo "As found: both round numbers to 16 digits."
