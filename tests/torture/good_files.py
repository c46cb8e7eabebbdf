"""Makes small good files of every kind, for damage to begin with."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from nnfs_core import KINDS, Batch, Dense, Network, Project, ReLU, Softmax, edits
from nnfs_core.files.layer_text import layers_to_text
from nnfs_core.formats import FORMATS, TABLES, Format
from nnfs_core.layers import Layer
from nnfs_core.learning.lessons.reading import BUILT_IN
from nnfs_core.recovery.folders import JOURNAL
from nnfs_core.recovery.journal import Journal
from nnfs_core.recovery.noted import Noted
from tests.projects import layer_of
from tests.sample_files import write_sample

DATA = Path(__file__).parents[1] / "data"
TEXTS = (
    "x;y;kind\n1,5;-2;cat\n3,25;;dog\n5;6;cat\n",
    'name,"a ""b""",y\n"one, two",1e5,0\n"three\nfour",NaN,1\n',
    "1\t2\t3\n4\t5\t6\n",
    "é,ü\r\n1,2\r\n",
)


@cache
def good_files(suffix: str) -> tuple[bytes, ...]:
    """Good files of a kind, as the app writes them and as others do."""
    match suffix:
        case ".toml":
            lessons = files("nnfs_core.learning.lessons") / "data"
            return tuple((lessons / f"{name}.toml").read_bytes() for name in BUILT_IN)
        case ".clipboard":
            layers = _layers()
            chosen = [*([layer] for layer in layers), layers]  # one alone, and all together
            return tuple(layers_to_text(each).encode() for each in chosen)
        case ".journal":
            return _journals()
        case ".ini":
            from tests.torture.settings import good_settings  # which needs Qt

            return (good_settings(),)
    format = next(each for each in FORMATS if suffix in each.suffixes)
    found = [*_written(format, suffix), *(each.read_bytes() for each in DATA.glob(f"*{suffix}"))]
    if format is TABLES:
        found += [text.encode(code) for text in TEXTS for code in ("utf-8", "utf-16", "latin-1")]
    return tuple(found)


def _layers() -> list[Layer]:
    """A layer of each kind, which takes 3 inputs."""
    return [layer_of(kind, 3) for kind in KINDS]


def _batches() -> list[Batch]:
    numbers = np.random.default_rng(0).standard_normal((7, 3))
    names = {"class_names": ["x", "y"], "labels": ["", "é", "1", "a,b", "'", "a", "a"]}
    return [
        Batch(numbers, np.arange(7) % 3 - 1, ["a", "b, c", 'd"e'], **names),
        Batch(numbers.astype(np.float32), numbers[:, :1]),
        Batch(numbers[:, :1].astype(np.float16)),
    ]


def _written(format: Format, suffix: str) -> list[bytes]:
    if format.write is not None and suffix not in format.written:
        suffix = format.written[0]
    found = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"good{suffix}"
        for batch in _batches():
            if format.holds is Project and format.write is not None:
                first = Dense.random(batch.n_features, 3, seed=2)
                layers = [first, *_layers()]
                format.write(path, Project(Network(layers), batch, "float64", "title", "notes"))
            else:
                write_sample(path, batch)
            found.append(path.read_bytes())
    return found


def _journals() -> tuple[bytes, ...]:
    """Journals of several states, with something tried out in the last."""
    found = []
    for batch in _batches():
        project = Project(Network([Dense.random(batch.n_features, 3), ReLU(), Softmax()]), batch)
        with tempfile.TemporaryDirectory() as folder:
            journal = Journal(Path(folder))
            for seed in range(3):
                project = edits.set_input(edits.redraw(project, 0, seed), seed, 0, seed)
                journal.note(Noted(project, Path("a.nnfs")))
            journal.note(Noted(project, None, replace(project, notes="tried"), "a note"))
            assert journal.folder is not None
            found.append((journal.folder / JOURNAL).read_bytes())
            journal.close()
    return tuple(found)
