"""The check before the start names what Qt lacks and the command that installs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.system_libraries import (
    A_FONT,
    INSTALL,
    NEEDS,
    Need,
    commands,
    explanation,
    knows_a_font,
    loads,
    missing,
    package_manager,
)

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux's own loader")


def lacking(*names: str) -> list[Need]:
    """The needs of a window on a machine that has all but these."""
    return missing(NEEDS["window"], lambda need: need.name not in names)


def test_nothing_is_missing_where_everything_is_present() -> None:
    assert lacking() == []


def test_only_what_is_missing_is_named() -> None:
    assert [need.apt for need in lacking("libEGL.so.1", "libxcb-cursor.so.0")] == [
        "libegl1",
        "libxcb-cursor0",
    ]


def test_the_tests_need_no_x_server_and_a_window_does() -> None:
    assert not any("xcb" in need.name for need in NEEDS["tests"])
    assert set(NEEDS["tests"]) < set(NEEDS["window"])


@pytest.mark.parametrize("purpose", NEEDS)
def test_a_font_is_needed_to_read_anything(purpose: str) -> None:
    assert A_FONT in NEEDS[purpose]


@pytest.mark.parametrize("need", NEEDS["window"], ids=lambda need: need.name)
def test_every_need_has_a_package_for_every_package_manager(need: Need) -> None:
    for manager in INSTALL:
        package = getattr(need, manager)
        assert package == package.strip() != ""


def test_apt_refreshes_its_lists_and_then_installs() -> None:
    assert commands("apt", lacking("libEGL.so.1", "a font")) == [
        "apt-get update",
        "apt-get install --yes --no-install-recommends fonts-dejavu-core libegl1",
    ]


def test_dnf_installs_in_one_command() -> None:
    assert commands("dnf", lacking("libGL.so.1", "libxcb-icccm.so.4")) == [
        "dnf install --assumeyes libglvnd-glx xcb-util-wm"
    ]


def test_a_package_that_holds_many_libraries_is_asked_for_once() -> None:
    assert commands("pacman", lacking("libxcb-shm.so.0", "libxcb-xkb.so.1")) == [
        "pacman -Syu --needed --noconfirm libxcb"
    ]


def test_a_person_without_root_reads_what_is_missing_and_one_line_to_type() -> None:
    told = explanation(lacking("libxcb-cursor.so.0"), "apt")
    assert "libxcb-cursor.so.0" in told
    assert [line.strip() for line in told.splitlines() if "sudo" in line] == [
        "sudo apt-get update && sudo apt-get install --yes --no-install-recommends libxcb-cursor0"
    ]


def test_an_unknown_package_manager_still_gets_the_names() -> None:
    told = explanation(lacking("libEGL.so.1", "a font"), None)
    assert "libEGL.so.1, a font" in told
    assert "sudo" not in told


@pytest.mark.parametrize(
    ("program", "manager"),
    [("apt-get", "apt"), ("dnf", "dnf"), ("pacman", "pacman"), ("zypper", None)],
)
def test_the_package_manager_is_the_one_that_is_there(program: str, manager: str | None) -> None:
    assert package_manager(lambda name: name if name == program else None) == manager


@on_linux
def test_the_loader_is_asked_for_real() -> None:
    assert loads("libc.so.6")
    assert not loads("libnot-on-any-machine.so.7")


@on_linux
@pytest.mark.skipif(not knows_a_font(), reason="no fontconfig or no font on this machine")
def test_a_machine_without_fonts_is_noticed(tmp_path: Path) -> None:
    no_folders = tmp_path / "fonts.conf"
    no_folders.write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>")
    ask = "from scripts.system_libraries import knows_a_font; print(knows_a_font())"
    answer = subprocess.run(
        [sys.executable, "-c", ask],
        env={**os.environ, "FONTCONFIG_FILE": str(no_folders)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == "False"
