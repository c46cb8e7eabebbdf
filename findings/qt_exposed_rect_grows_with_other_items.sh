#!/usr/bin/env bash
# PySide6 6.11.3, QtWidgets: what QGraphicsView tells an item in QStyleOptionGraphicsItem.exposedRect
# (with ItemUsesExtendedStyleOption) is not the part of that item that is to be painted, but the least
# rectangle around everything to be painted in the whole view, as far as it lies in the item. With 20
# pixels of one item and all of another one beside it out of date, the first is told to paint itself
# whole, though nothing but its 20 pixels can come onto the screen, and MinimalViewportUpdate hands the
# view exactly those two regions. So an item that leaves out what is not exposed saves nothing as soon
# as another item changes with it; parts that are items of their own do, since Qt asks each of them
# by the true regions.
#
# Guess before running: the middle 20 pixels each time, perhaps a few more, whatever the other item does.
# Seen (Linux, offscreen), top and bottom told to the first item, 200 pixels high:
#   its middle alone is out of date            88 to 112
#   its middle, and all of the item beside it   0 to 200
#   its middle, and the top of that item        0 to 112
# Fails when the first item is told the same in all three cases.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "PySide6-Essentials==6.11.3"
cat >"$folder/exposed.py" <<'PYTHON'
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication, QGraphicsItem, QGraphicsScene, QGraphicsView

app = QApplication([])
told = {}


class Item(QGraphicsItem):
    def __init__(self, name, left):
        super().__init__()
        self.name = name
        self.setPos(left, 0)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def boundingRect(self):
        return QRectF(0, 0, 100, 200)

    def paint(self, painter, option, widget=None):
        told[self.name] = option.exposedRect.top(), option.exposedRect.bottom()


scene = QGraphicsScene(0, 0, 320, 200)
first, other = Item("first", 0), Item("other", 200)
scene.addItem(first)
scene.addItem(other)
view = QGraphicsView(scene)
view.resize(340, 220)
view.show()


def after(what, *updates):
    app.processEvents()
    told.clear()
    for item, rect in updates:
        item.update(rect)
    app.processEvents()
    print(f"{what}: the first item is told {told['first']}")
    return told["first"]


middle, whole, top = QRectF(0, 90, 100, 20), QRectF(0, 0, 100, 200), QRectF(0, 0, 100, 10)
app.processEvents()
alone = after("its middle", (first, middle))
beside_all = after("its middle and all of the other", (first, middle), (other, whole))
beside_top = after("its middle and the top of the other", (first, middle), (other, top))
assert 80 < alone[0] and alone[1] < 120, "the middle alone is told otherwise now"
assert beside_all == (0, 200) and beside_top[0] == 0, "the other item makes no difference any more"
print("As found: the exposed rectangle of an item grows with what changes elsewhere.")
PYTHON
QT_QPA_PLATFORM=offscreen "$folder/venv/bin/python" "$folder/exposed.py"
