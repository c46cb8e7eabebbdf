"""The real app is killed, crashes or is told to end, and the next start has what was not saved."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nnfs_core import Project, edits, load, save
from tests.gui.running_app import LONGEST, App
from tests.journals import same
from tests.projects import classifier

posix_only = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
pytestmark = posix_only


Start = Callable[..., App]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    apps: list[App] = []

    def begin(*arguments: str | Path, waits: bool = True) -> App:
        apps.append(App(tmp_path / "home", *arguments))
        if arguments and waits:
            apps[-1].do("opened")
        return apps[-1]

    (tmp_path / "home").mkdir()
    yield begin
    for app in apps:
        app.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A saved project."""
    path = tmp_path / "flowers.nnfs"
    save(classifier(), path)
    return path


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + LONGEST
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def edited(file: Path, value: float) -> Project:
    return edits.set_input(load(file), 0, 0, value)


def on_show(app: App, tmp_path: Path) -> Project:
    app.do(f"save {tmp_path / 'shown.nnfs'}")
    return load(tmp_path / "shown.nnfs")


def test_killed_after_an_edit_the_next_start_gives_it_back_bit_for_bit(
    start: Start, file: Path, tmp_path: Path
) -> None:
    first = start(file)
    first.do("fail so that it is seen to go on after an error that nobody expected")
    first.do("cell 0.30000000000000004")
    first.do("key Return")
    wait_until(lambda: first.n_kept == 1)
    (old,) = first.state.glob("*/journal")
    assert first.end(signal.SIGKILL) == -signal.SIGKILL
    second = start()
    second.do("await recovery_dialog")
    assert second.do("text offer_name") == "flowers.nnfs"
    second.do("press offer_recover")
    second.do("hidden recovery_dialog")
    assert same(on_show(second, tmp_path), edited(file, 0.1 + 0.2))
    assert load(file).batch.inputs[0, 0] != 0.1 + 0.2
    wait_until(lambda: not old.exists())  # it is in the second's own journal by now
    assert second.end(signal.SIGKILL) == -signal.SIGKILL
    third = start()
    third.do("await recovery_dialog")
    third.do("press offer_look")
    third.do("await look_strip")
    assert same(on_show(third, tmp_path), edited(file, 0.1 + 0.2))
    third.do("press look_discard")
    wait_until(lambda: third.n_kept == 0)


def test_several_killed_windows_are_all_offered(start: Start, file: Path) -> None:
    apps = [start(file), start(file)]
    for number, app in enumerate(apps):
        app.do(f"cell {number}5")
        app.do("key Return")
    wait_until(lambda: apps[0].n_kept == 2)
    for app in apps:
        app.end(signal.SIGKILL)
    third = start(file)
    third.do("await recovery_dialog")
    third.do("press recovery_later")
    third.do("hidden recovery_dialog")
    third.do("trigger file.quit")
    assert third.process.wait(LONGEST) == 0
    assert third.n_kept == 2


def test_told_to_end_it_keeps_even_what_is_only_typed_and_asks_nothing(
    start: Start, file: Path, tmp_path: Path
) -> None:
    app = start(file)
    app.do("cell 41")
    app.do("key Return")
    app.do("trigger file.new")
    app.do("await unsaved_box")  # which nobody answers
    app.process.send_signal(signal.SIGTERM)  # as a session ends, by both at once
    app.process.send_signal(signal.SIGHUP)
    assert app.process.wait(LONGEST) in (128 + signal.SIGTERM, 128 + signal.SIGHUP)
    for number, value in ((signal.SIGHUP, 41), (signal.SIGINT, 42)):
        app = start()
        app.do("await recovery_dialog")
        app.do("press offer_recover")
        app.do("hidden recovery_dialog")
        assert same(on_show(app, tmp_path), edited(file, value))
        app.do(f"cell {value + 1}")  # without Enter
        assert app.end(number) == 128 + number
        assert app.n_kept == 1


def test_told_to_end_with_nothing_unsaved_it_leaves_nothing(start: Start, file: Path) -> None:
    app = start(file)
    app.do("cell 1 and")  # which will not do
    assert app.end(signal.SIGTERM) == 128 + signal.SIGTERM
    assert app.n_kept == 0


def test_told_to_end_during_a_save_the_file_is_whole_and_nothing_is_lost(
    start: Start, file: Path, tmp_path: Path
) -> None:
    app = start(file)
    app.do("grow 400000")
    app.do("trigger file.save")
    assert app.end(signal.SIGTERM) == 128 + signal.SIGTERM
    if load(file).batch.n_samples == 9:
        assert app.n_kept == 1
    else:
        assert load(file).batch.n_samples == 400_000
    assert not list(tmp_path.glob(".nnfs-*"))  # which a killed save would leave


def test_told_twice_it_ends_at_once_even_when_it_is_stuck(start: Start, file: Path) -> None:
    app = start(file)
    app.do("stick 600")
    app.process.send_signal(signal.SIGINT)
    time.sleep(1.2)  # what comes at once is one
    assert app.end(signal.SIGTERM) == 128 + signal.SIGTERM
