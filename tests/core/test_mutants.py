"""Files that were damaged at random: each is read, or refused in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnfs_core.files.tables.chunks.suffixes import WORKBOOK_SUFFIXES
from nnfs_core.formats import FORMATS
from tests.torture.damage import with_checksums
from tests.torture.good_files import good_files
from tests.torture.mutants import read_mutant, refusal

FIRST = [format.suffixes[0] for format in FORMATS]
WITHOUT_A_WINDOW = [*FIRST, ".tsv", ".xls", ".ods", ".toml", ".clipboard", ".journal"]
every_suffix = pytest.mark.parametrize("suffix", WITHOUT_A_WINDOW)


@every_suffix
def test_every_good_file_is_read(tmp_path: Path, suffix: str) -> None:
    for number, content in enumerate(good_files(suffix)):
        path = tmp_path / f"{number}{suffix}"
        path.write_bytes(content)
        assert refusal(suffix, path) == ""


@every_suffix
def test_a_damaged_file_is_read_or_refused_in_a_sentence(tmp_path: Path, suffix: str) -> None:
    seeds = range(30 if suffix in WORKBOOK_SUFFIXES else 300)  # each starts a process of its own
    refused = [read_mutant(suffix, seed, tmp_path) for seed in seeds]
    assert 0 < sum(refused) < len(refused)


def test_the_checksums_of_a_damaged_journal_are_those_that_the_app_would_write() -> None:
    for content in good_files(".journal"):
        assert with_checksums(content) == content
        damaged = content[:-3] + b"???"
        assert with_checksums(damaged) not in (content, damaged)
