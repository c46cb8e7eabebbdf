"""What somebody is told who asks for what cannot be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nnfs_core import NnfsError


def refusal(act: Callable[..., object], *arguments: Any, **options: Any) -> str:
    """The sentence, on one line, with which an act is refused."""
    with pytest.raises(NnfsError) as refused:
        act(*arguments, **options)
    sentence = str(refused.value)
    assert "\n" not in sentence
    return sentence


def refusal_of_file(read: Callable[[Path], object], path: Path) -> str:
    """The same of a file, which the sentence begins with."""
    sentence = refusal(read, path)
    assert sentence.startswith(path.name)
    assert sentence.endswith(".")
    return sentence
