"""Makes the pictures of README and docs with the app itself: `make pictures`."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QPushButton

import nnfs_gui.widgets.plotting  # noqa: F401 - sets up pyqtgraph before the first plot
from benchmarks.waiting import rest
from nnfs_core import edits
from nnfs_core.examples import example_named
from nnfs_core.project.place import Place
from nnfs_gui.files.data_import import DataImport
from nnfs_gui.files.file_operations import opening_place
from nnfs_gui.panels import CODE
from nnfs_gui.start.window_picture import is_at_rest
from nnfs_gui.studio.edit import Edit
from nnfs_gui.studio.settings import Settings
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.theme import Mode, Theme
from nnfs_gui.window.main_window import MainWindow

DOCS = Path(__file__).parent.parent / "docs"
SIZE = (1440, 900)
A_MOMENT = 400  # ms, for what follows an action
LONGEST_WAIT = 60_000  # ms, such as for a program


@dataclass(frozen=True)
class Picture:
    """A file, and what is done in the window of an example before it is taken."""

    name: str
    example: str
    look: Mode
    arrange: Callable[[Studio, MainWindow], None]


def select(place: Place) -> Callable[[Studio, MainWindow], None]:
    """Look at a number."""
    return lambda studio, window: studio.selection.select(place)


def run_numpy_program(studio: Studio, window: MainWindow) -> None:
    """Show the network in NumPy classes and run the program."""
    window.show_panel(CODE)
    rest(A_MOMENT)
    choice = window.panels[CODE].findChild(QComboBox)
    assert isinstance(choice, QComboBox)
    choice.setCurrentIndex(choice.findText("NumPy"))
    rest(A_MOMENT)
    window.panels[CODE].run()
    told = window.panels[CODE].findChild(QLabel, "run_text")
    assert isinstance(told, QLabel)
    wait_until(lambda: told.text().startswith("Agrees"))


def take_a_lesson(studio: Studio, window: MainWindow) -> None:
    """Start the lesson on softmax and go to its third step."""
    window.menus["lessons"].aboutToShow.emit()  # which reads the lessons
    lesson = next(each for each in window.menus["lessons"].actions() if "Softmax" in each.text())
    lesson.trigger()
    for _ in range(2):
        rest(A_MOMENT)
        window.actions_by_id["lesson.next"].trigger()


def compare_with_a_pin(studio: Studio, window: MainWindow) -> None:
    """Pin the state, change an input, and show the differences."""
    studio.selection.select(Place(1, 0, 1))
    window.actions_by_id["run.pin"].trigger()
    rest(A_MOMENT)
    studio.attempt(Edit("Edit input", lambda project: edits.set_input(project, 0, 1, 5.0)))
    rest(A_MOMENT)
    window.actions_by_id["view.differences"].trigger()


def open_a_table(studio: Studio, window: MainWindow) -> None:
    """Ask how a table is to be read that has an id, odd cells and classes spelled in two ways."""
    path = Path(tempfile.gettempdir()) / "penguins.csv"
    draw = Random(0)
    rows = [
        f"p{number},{draw.choice(['Biscoe', 'Dream'])},{draw.gauss(44, 5):.1f},"
        f"{draw.gauss(4200, 800):.0f},{['Adelie', 'Gentoo'][number % 2]}"
        for number in range(340)
    ]
    rows[7] = "p7,Dream,39.1,n.a.,Adelie"
    rows[9] = "p9,Biscoe,,3900,gentoo"
    path.write_text("\n".join(["id,island,bill,mass,species", *rows]), encoding="utf-8")
    DataImport(studio, window).open(path)
    wait_until(lambda: any(each.isVisible() for each in window.findChildren(QDialog)))
    counting = window.findChild(QLabel, "import_reason")
    assert isinstance(counting, QLabel)
    wait_until(lambda: not counting.text())
    path.unlink()


def prepare_features(studio: Studio, window: MainWindow) -> None:
    """Leave out some numbers of Iris, and ask how they are to be filled."""
    gaps = np.random.default_rng(0).integers(0, 150, (9, 2))
    for sample, other in gaps.tolist():
        inputs = edits.set_input(studio.project, sample, other % 4, np.nan)
        studio.document.apply("Edit input", inputs, "gaps")
    wait_until(lambda: is_at_rest(window, studio))
    window.actions_by_id["batch.fill_missing"].trigger()
    accept = window.findChild(QPushButton, "preparing_accept")
    assert isinstance(accept, QPushButton)
    wait_until(accept.isEnabled)


PICTURES = (
    Picture("window.png", "Two layers", "light", select(Place(1, 0, 1))),
    Picture("explain.png", "Iris", "dark", select(Place(3, 60, 1))),
    Picture("code.png", "Two layers", "light", run_numpy_program),
    Picture("lesson.png", "Softmax", "light", take_a_lesson),
    Picture("difference.png", "Two layers", "dark", compare_with_a_pin),
    Picture("import.png", "Two layers", "light", open_a_table),
    Picture("preparing.png", "Iris", "light", prepare_features),
)


def wait_until(is_done: Callable[[], bool]) -> None:
    """Let the window work until something is done; raises TimeoutError when it never is."""
    for _ in range(LONGEST_WAIT // A_MOMENT):
        if is_done():
            return
        rest(A_MOMENT)
    raise TimeoutError("The window is still at work.")


def main() -> None:
    take_all(PICTURES, DOCS, SIZE)


def take_all(pictures: Iterable[Picture], folder: Path, size: tuple[int, int]) -> None:
    """Take pictures of windows of a size into a folder."""
    app = QApplication.instance() or QApplication([])
    app.setApplicationName("NNFS Studio")
    with tempfile.TemporaryDirectory() as place:
        store = QSettings(str(Path(place) / "settings.ini"), QSettings.Format.IniFormat)
        for picture in pictures:
            take(picture, Settings(store), folder / picture.name, size)
            print(folder / picture.name)


def take(picture: Picture, settings: Settings, path: Path, size: tuple[int, int]) -> None:
    """Open the example, arrange the window and save its picture."""
    theme = Theme(picture.look)
    theme.apply()
    studio = Studio.create(example_named(picture.example).build(), theme=theme)
    window = MainWindow(studio, settings, remember_layout=False)
    window.resize(*size)
    studio.selection.begin(opening_place(studio.project))
    window.status_bar.tell_times(False)  # which are others each time
    window.show()
    studio.runner.run()
    rest(A_MOMENT)
    picture.arrange(studio, window)
    wait_until(lambda: is_at_rest(window, studio))
    rest(2 * A_MOMENT)
    dialogs = (each for each in window.findChildren(QDialog) if each.isVisible())
    next(dialogs, window).grab().save(str(path), "PNG")
    window.close_now()


if __name__ == "__main__":
    main()
