#!/usr/bin/env bash
# PySide6 6.11.3, QtTest: QTest.qWait and QTest.qSleep keep Python's global interpreter lock for all
# the time that they wait. A Python thread that should do some hundred short rounds in that second
# does one or two. QThread.msleep and QEventLoop.exec of the same length release the lock, and the
# thread goes on. So a test that waits with qWait for a worker thread's answer waits in vain until
# the time is up, however long that is; a loop of short waits, or an event loop, sees it at once.
#
# Guess before running: all four release the lock, since all of them are waits of Qt's own.
# Seen (Linux, Python 3.11, offscreen), rounds of 1 ms in one second:
#   QTest.qWait 1, QTest.qSleep 1, QThread.msleep about 880, QEventLoop.exec about 890
# Fails when qWait or qSleep let the thread run, or when one of the other two stops it.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "PySide6-Essentials==6.11.3"
cat >"$folder/rounds.py" <<'PYTHON'
import threading
import time

from PySide6.QtCore import QEventLoop, QThread, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

app = QGuiApplication([])
rounds = 0
over = threading.Event()


def work():
    global rounds
    while not over.is_set():
        time.sleep(0.001)
        rounds += 1


def event_loop(milliseconds):
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


thread = threading.Thread(target=work)
thread.start()
seen = {}
for name, wait in (
    ("QTest.qWait", QTest.qWait),
    ("QTest.qSleep", QTest.qSleep),
    ("QThread.msleep", QThread.msleep),
    ("QEventLoop.exec", event_loop),
):
    before = rounds
    wait(1000)
    seen[name] = rounds - before
    print(f"{name}: {seen[name]} rounds of the thread in one second")
over.set()
thread.join()
assert seen["QTest.qWait"] < 20 and seen["QTest.qSleep"] < 20, "the waits of QTest let threads run now"
assert seen["QThread.msleep"] > 100 and seen["QEventLoop.exec"] > 100, "other waits stop threads, too"
print("As found: the waits of QTest stop Python's threads; those of QtCore do not.")
PYTHON
QT_QPA_PLATFORM=offscreen "$folder/venv/bin/python" "$folder/rounds.py"
