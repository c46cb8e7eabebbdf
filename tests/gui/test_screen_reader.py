"""The real app as a screen reader has it, over AT-SPI: every role, name, description and state."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.gui.running_app import LONGEST, TOP, App

PYTHON = "/usr/bin/python3"  # the system's, for which pyatspi is made
PROGRAMS = ("Xvfb", "dbus-daemon", PYTHON)
NEEDS = "needs Xvfb, a D-Bus daemon, AT-SPI and the system's pyatspi"
ACTED_ON = {
    "push button",
    "check box",
    "radio button",
    "combo box",
    "text",
    "spin button",
    "slider",
    "page tab",
    "list",
    "list item",
    "table",
    "menu item",
    "image",
    "canvas",
    "chart",
    "tree",
    "toggle button",
    "entry",
    "password text",
}
NO_ROLE = {"filler", "unknown", "invalid"}

DESCRIBED = "object:property-change:accessible-description"

Thing = dict[str, Any]


def is_missing() -> bool:
    if not all(map(shutil.which, PROGRAMS)):
        return True
    imports = subprocess.run([PYTHON, "-c", "import pyatspi"], capture_output=True)
    return imports.returncode != 0 or not Path("/usr/libexec/at-spi-bus-launcher").exists()


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A screen and a session bus of its own, as an environment."""
    if is_missing():
        if os.environ.get("CI"):
            pytest.fail(NEEDS)
        pytest.skip(NEEDS)
    runtime = tmp_path_factory.mktemp("runtime")
    runtime.chmod(0o700)
    with ExitStack() as started:

        def start(*command: str) -> str:
            """The first line that a program prints once it is ready."""
            process = started.enter_context(
                subprocess.Popen(
                    command,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    text=True,
                    env=os.environ | {"XDG_RUNTIME_DIR": str(runtime)},
                )
            )
            started.callback(process.terminate)
            assert process.stdout is not None
            line = process.stdout.readline().strip()
            assert line, command
            return line

        # else it begins anew, and takes nobody in, when the app has asked whether it is there
        stays = "-noreset"
        screen = ("-screen", "0", "1600x1000x24", "-nolisten", "tcp", stays)
        display = start("Xvfb", "-displayfd", "1", *screen)
        bus = start("dbus-daemon", "--session", "--nofork", "--print-address")
        yield {
            "DISPLAY": f":{display}",
            "DBUS_SESSION_BUS_ADDRESS": bus,
            "XDG_RUNTIME_DIR": str(runtime),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }


@pytest.fixture(scope="module")
def app(screen: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    home = tmp_path_factory.mktemp("home")
    app = App(home, "--example", "Iris", "--size", "1440x900", environment=screen)
    app.do("activate")
    yield app
    app.close()


class Reader:
    """Reads the app with pyatspi, in a process of the system's Python."""

    def __init__(self, screen: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [PYTHON, str(TOP / "tests" / "gui" / "screen_reader.py")],
            env=os.environ | screen,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, what: str) -> list[Thing]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def tree(self) -> list[Thing]:
        """All that is shown."""
        return self.ask("tree")

    def until_gone(self, role: str) -> None:
        """Wait until nothing of a role is shown."""
        end = time.monotonic() + LONGEST
        while any(each["role"] == role for each in self.tree()):
            assert time.monotonic() < end

    def until(self, is_it: Callable[[Thing], bool]) -> Thing:
        """What the keyboard came to, once it is what is awaited; else all that it came to."""
        told, end = list[Thing](), time.monotonic() + LONGEST
        while time.monotonic() < end:
            new = [
                each for each in self.ask("events") if each["is_on"] or each["kind"] == DESCRIBED
            ]
            told += new
            found = next(filter(is_it, new), None)
            if found is not None:
                return found
            time.sleep(0.02)
        raise AssertionError(told)


@pytest.fixture(scope="module")
def reader(screen: dict[str, str], app: App) -> Iterator[Reader]:
    reader = Reader(screen)
    yield reader
    reader.process.communicate("\n", timeout=LONGEST)


def faults(things: list[Thing]) -> list[str]:
    """What a screen reader would say nothing or nonsense about."""
    found = []
    for each in things:
        role, name, states = each["role"], each["name"], set(each["states"])
        said = f"{name} {each['description']}"
        what = f"{role} {name!r} {each['description']!r}"
        if role in ACTED_ON and not name:
            found.append(f"no name: {what}")
        if role == "combo box" and not (each["labelled"] or each["description"]):
            found.append(f"a choice of what: {what}")
        if "<" in said and ">" in said:
            found.append(f"HTML: {what}")
        if name.startswith("&"):
            found.append(f"a mnemonic is heard: {what}")
        if role in NO_ROLE and (name or each["description"] or "focusable" in states):
            found.append(f"no role: {what}")
        if "_" in name and name == name.lower() and " " not in name:
            found.append(f"a name of the program: {what}")
    return found


def names(things: list[Thing], role: str) -> list[str]:
    return [each["name"] for each in things if each["role"] == role]


VIEWS = {
    "flow and explanation": ("view.flow", "view.explain"),
    "one layer": ("view.selected_layer", "view.layer"),
    "softmax and program": ("view.softmax", "view.code"),
    "distribution and glossary": ("view.distribution", "help.glossary"),
}


@pytest.mark.parametrize("view", VIEWS)
def test_whatever_is_shown_has_role_and_name_and_no_html_is_heard(
    app: App, reader: Reader, view: str
) -> None:
    for action in VIEWS[view]:
        app.do(f"trigger {action}")
    things = reader.tree()
    assert len(things) > 150
    assert faults(things) == []


@pytest.mark.parametrize("dialog", ["file.worksheet", "file.print", "help.keys"])
def test_whatever_a_dialog_shows_has_role_and_name(app: App, reader: Reader, dialog: str) -> None:
    app.do(f"trigger {dialog}")
    things = reader.tree()
    app.do("close")
    reader.until_gone("dialog")
    assert "dialog" in {each["role"] for each in things}
    assert faults(things) == []


def test_the_search_of_commands_tells_where_one_types_and_what_is_found(
    app: App, reader: Reader
) -> None:
    app.do("trigger view.commands")
    told = reader.until(lambda told: told["name"] == "Search commands")
    app.do("close")
    assert told["role"] == "text"


def test_the_layers_are_a_list_with_one_that_is_selected(app: App, reader: Reader) -> None:
    app.do("trigger view.flow")
    things = reader.tree()
    (start,) = (n for n, each in enumerate(things) if each["name"] == "Layers in order")
    items = [each for each in things[start:] if each["depth"] == things[start]["depth"] + 1]
    layers = [each for each in items if each["role"] == "list item"]
    assert things[start]["role"] == "list"
    assert layers[0]["name"] == "Input batch, 150 samples × 4 features"
    assert layers[1]["name"] == "Dense 1, 4 inputs, 8 neurons, 40 parameters"
    assert ["selected" in each["states"] for each in layers].count(True) == 1


def test_arrow_keys_in_a_heatmap_tell_the_cell(app: App, reader: Reader) -> None:
    app.do("trigger view.flow")
    app.do("activate")
    app.do("focus flow_matrices")
    reader.until(lambda told: told["role"] == "canvas")
    app.do("key Down")
    told = reader.until(lambda told: "sample 1 · neuron 0 = " in told["name"])
    assert told["role"] == "label"


def test_arrow_keys_in_a_derivation_tell_each_number(app: App, reader: Reader) -> None:
    app.do("trigger view.explain")
    app.do("activate")
    app.do("focus term_table")
    reader.until(lambda told: told["role"] == "list")
    app.do("key Right")
    told = reader.until(lambda told: told["name"].startswith("weight 0 sepal length (cm): "))
    assert told["role"] == "list item"


def test_arrow_keys_in_the_table_of_values_tell_row_and_column(app: App, reader: Reader) -> None:
    app.do("trigger view.selected_layer")
    app.do("activate")
    app.do("focus values_table")
    app.do("key Right")
    reader.until(lambda told: ", neuron 1: " in told["name"])


def test_a_notice_is_a_notification(app: App, reader: Reader) -> None:
    app.do("activate")
    app.do("focus batch_table")
    app.do("trigger edit.fill_down")
    told = reader.until(lambda told: told["role"] == "notification")
    assert told["name"] == "Nothing stands above to fill down from."


def test_a_section_tells_that_it_is_folded(app: App, reader: Reader) -> None:
    app.do("activate")
    app.do("trigger view.explain")
    app.do("focus shapes_section_fold")
    app.do("key Space")
    told = reader.until(lambda told: told["kind"] == DESCRIBED)
    assert (told["role"], told["name"], told["description"]) == (
        "push button",
        "Shapes",
        "Unfold this section",
    )
    app.do("key Space")
    told = reader.until(lambda told: told["kind"] == DESCRIBED)
    assert told["description"] == "Fold this section"


def test_what_faults_and_filled_fields_bring_has_names_too(app: App, reader: Reader) -> None:
    app.do("trigger help.glossary")
    app.do("type glossary_search rank")
    app.do("cell nan")
    app.do("key Return")
    app.do("await show_fault_input")
    things = reader.tree()
    app.do("trigger edit.undo")
    names = {each["name"] for each in things}
    assert {"Clear", "Fault"} <= names, sorted(names)
    assert faults(things) == []
