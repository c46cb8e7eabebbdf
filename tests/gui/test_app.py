"""The start of the app as a whole process: its command line, its pictures and its refusals."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from nnfs_core import Batch, Dense, Network, Project, save
from nnfs_core.recovery.crashed import crashed
from nnfs_core.recovery.journal import Journal
from nnfs_core.recovery.noted import Noted
from nnfs_gui.app import has_display, parse
from nnfs_gui.start.exit_codes import PICTURE_FAILED

TOP = Path(__file__).parents[2]


def start(*arguments: str | Path, home: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """The real app in a process of its own, without a display unless one is given."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {key: value for key, value in os.environ.items() if key not in hidden}
    environment |= {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_STATE_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "main.py", *map(str, arguments)],
        cwd=TOP,
        env=environment | variables,
        capture_output=True,
        text=True,
        timeout=100,
    )


def test_a_picture_of_an_example_is_saved_without_a_display(tmp_path: Path) -> None:
    picture = tmp_path / "iris.png"
    run = start("--example", "iris", "--screenshot", picture, "--size", "1024x700", home=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1024, 700)
    colors = {image.pixel(x, y) for x in range(0, 1024, 5) for y in range(0, 700, 5)}
    assert len(colors) > 100


@pytest.mark.parametrize("example", ["Iris", "Softmax"])
def test_pictures_of_one_project_are_alike_to_the_pixel(tmp_path: Path, example: str) -> None:
    pictures = [tmp_path / f"{number}.png" for number in range(3)]
    with ThreadPoolExecutor() as pool:  # side by side, so that their work takes its time
        runs = [
            pool.submit(start, "--example", example, "--screenshot", path, home=tmp_path)
            for path in pictures
        ]
    assert [run.result().stderr for run in runs] == ["", "", ""]
    first, *others = (QImage(str(path)) for path in pictures)
    assert not first.isNull()
    assert all(other == first for other in others)


def test_a_network_file_on_the_command_line_opens(tmp_path: Path) -> None:
    file, picture = tmp_path / "small.nnfs", tmp_path / "small.png"
    save(Project(Network([Dense.random(2, 2)]), Batch([[1, 2]])), file)
    run = start(file, "--screenshot", picture, home=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert not QImage(str(picture)).isNull()


def test_a_picture_shows_no_offer_and_leaves_what_a_crash_left(tmp_path: Path) -> None:
    state, picture = tmp_path / "NNFS Studio", tmp_path / "small.png"
    journal = Journal(state)
    journal.note(Noted(Project(Network(), Batch([[1, 2]]))))
    journal.let_go()
    run = start("--screenshot", picture, home=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert len(crashed(state)) == 1
    assert len(os.listdir(state / "recovery")) == 1


def test_an_array_on_the_command_line_is_in_the_picture_without_a_question(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.eye(4))
    np.save(tmp_path / "text.npy", np.array(["a"]))
    run = start(tmp_path / "a.npy", "--screenshot", tmp_path / "a.png", home=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    run = start(tmp_path / "text.npy", "--screenshot", tmp_path / "b.png", home=tmp_path)
    assert run.returncode == PICTURE_FAILED
    assert "text.npy holds text" in run.stderr


def test_without_display_and_picture_one_sentence_is_said_and_nothing_aborts(
    tmp_path: Path,
) -> None:
    run = start(home=tmp_path)
    assert run.returncode == 2
    assert run.stderr.startswith("There is no display to open a window on")
    assert run.stderr.count("\n") == 1


def test_a_display_that_does_not_answer_is_no_display(tmp_path: Path) -> None:
    run = start(home=tmp_path, DISPLAY=":4711")
    assert run.returncode == 2
    assert run.stderr.startswith("There is no display to open a window on")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--example", "Nonsense"), 2, "Nonsense"),
        (("missing.nnfs",), 1, "missing.nnfs"),
        (("--size", "wide"), 2, "'wide' is not a size such as 1280x800"),
        (("--size", "10x10"), 2, "10x10 is outside"),
    ],
)
def test_what_cannot_be_shown_is_said_on_the_terminal(
    tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    run = start(*arguments, "--screenshot", tmp_path / "picture.png", home=tmp_path)
    assert run.returncode == code
    assert said in run.stderr
    assert "Traceback" not in run.stderr


def test_a_picture_into_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    run = start("--screenshot", tmp_path / "no" / "picture.png", home=tmp_path)
    assert run.returncode == 1
    assert "picture.png was not saved: there is no folder" in run.stderr


LATE = (
    *("nnfs_core.recovery.", "nnfs_core.results", "QtPrintSupport"),
    *("outputs.results", "outputs.scatter", "outputs.compare", "outputs.figures"),
    *("nnfs_core.reading", "files.array_", "tables.choice", "tables.reading", "tables.writing"),
    *("tables.chunks.source", "guessing.", "parsing.", "surveying.", "other_texts.", "columnar."),
    *("calamine", "xlsxwriter", "pyarrow"),
)


def test_neither_the_source_of_modules_nor_what_waits_for_later_is_read_at_the_start() -> None:
    program = (
        "import linecache; from nnfs_gui.start.qt import load_qt; load_qt();"
        "import nnfs_gui.start.launch;"
        "from nnfs_gui.panels import batch, explain, network, outputs;"
        "print([name for name in linecache.cache if 'nnfs' in name]);"
        "import sys;"
        f"late = {LATE};"
        "print([name for name in sys.modules if any(each in name for each in late)])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=TOP, capture_output=True, text=True, timeout=100
    )
    assert (run.stdout, run.stderr) == ("[]\n['nnfs_core.recovery.noted']\n", "")


def test_a_file_is_known_by_its_whole_path_wherever_it_is_recovered() -> None:
    assert parse(["a.nnfs"]).file == Path.cwd() / "a.nnfs"


def test_a_file_and_an_example_at_once_are_refused() -> None:
    with pytest.raises(SystemExit) as refused:
        parse(["a.nnfs", "--example", "Iris"])
    assert refused.value.code == 2


@pytest.mark.parametrize(
    ("environment", "platform", "found"),
    [
        ({}, "linux", False),
        ({}, "win32", True),
        ({}, "darwin", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({"DISPLAY": "nonsense"}, "linux", False),
        ({"DISPLAY": ":4711"}, "linux", False),
        ({"WAYLAND_DISPLAY": "no-such-socket", "XDG_RUNTIME_DIR": "/nowhere"}, "linux", False),
        ({"QT_QPA_PLATFORM": "xcb"}, "linux", False),
    ],
)
def test_a_display_is_found_where_qt_would_find_it(
    environment: dict[str, str], platform: str, found: bool
) -> None:
    assert has_display(environment, platform) is found
