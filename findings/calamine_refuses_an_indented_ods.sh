#!/usr/bin/env bash
# python-calamine 0.9.1 refuses an .ods file in whose content.xml a line break or a blank stands between
# two cells of a row, with a CalamineError "Expecting 'table-cell', found 'Text(...)'". OpenDocument
# allows white space there, and a program that writes its XML indented, for people or for version
# control, makes just such files; odfpy 1.4.1 reads the same two numbers from both. White space between
# the rows is no matter to calamine.
#
# Guess before running: both files are read alike, as white space between elements means nothing there.
# Seen (Linux, Python 3.11): without breaks [1.0, 2.0]; with a break between rows [1.0, 2.0]; with a
# break between cells a CalamineError; odfpy 1 and 2 from all three.
# Fails when calamine reads the third file, or refuses one of the others.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "python-calamine==0.9.1" "odfpy==1.4.1"
cat >"$folder/indented.py" <<'PYTHON'
import sys
import zipfile

from odf.opendocument import load
from odf.table import TableCell
from python_calamine import CalamineError, CalamineWorkbook

KIND = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = "urn:oasis:names:tc:opendocument:xmlns"
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="{NAMES}:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""


def written(name, between_rows, between_cells):
    cells = [
        f'<table:table-cell office:value-type="float" office:value="{n}"><text:p>{n}</text:p></table:table-cell>'
        for n in (1, 2)
    ]
    row = f"<table:table-row>{between_cells}{between_cells.join(cells)}{between_cells}</table:table-row>"
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document-content xmlns:office="{NAMES}:office:1.0" xmlns:table="{NAMES}:table:1.0"'
        f' xmlns:text="{NAMES}:text:1.0" office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="one">{between_rows}{row}{between_rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    path = f"{sys.argv[1]}/{name}.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", KIND)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", content)
    return path


def calamine(path):
    try:
        return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[0]
    except CalamineError as error:
        return str(error)


def odfpy(path):
    return [float(cell.getAttribute("value")) for cell in load(path).getElementsByType(TableCell)]


seen = {}
for name, rows, cells in (("plain", "", ""), ("rows", "\n  ", ""), ("cells", "", "\n    ")):
    path = written(name, rows, cells)
    seen[name] = calamine(path)
    print(f"{name}: calamine {seen[name]}, odfpy {odfpy(path)}")
    assert odfpy(path) == [1.0, 2.0], "odfpy reads the file otherwise now"
assert seen["plain"] == seen["rows"] == [1.0, 2.0], "calamine refuses more now"
assert "Expecting 'table-cell'" in seen["cells"], "calamine reads indented rows now"
print("As found: calamine takes no white space between the cells of a row.")
PYTHON
"$folder/venv/bin/python" "$folder/indented.py" "$folder"
