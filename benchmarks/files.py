"""Saving and opening a 200 MB network against copying its file, all pushed to the disk."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.measure import Figure, in_turn, ratio_figure
from nnfs_core import Batch, Dense, Network, Project, load, save

ROUNDS = 7


def measure() -> list[Figure]:
    rng = np.random.default_rng(0)
    layers = [Dense(rng.standard_normal((5000, 5000)), np.zeros((1, 5000)))]
    project = Project(Network(layers), Batch(np.zeros((1, 5000))))
    # beside the project: the system's folder for temporary files may be in memory
    with TemporaryDirectory(dir=Path.cwd()) as folder:
        ours, copy = Path(folder, "network.nnfs"), Path(folder, "copy.nnfs")
        save(project, ours)

        def copied() -> None:
            shutil.copyfile(ours, copy)
            with copy.open("rb") as file:
                os.fsync(file.fileno())

        saving = in_turn(lambda: save(project, ours), copied, ROUNDS)
        opening = in_turn(lambda: load(ours), copied, ROUNDS)
        n_megabytes = ours.stat().st_size / 1e6
    return [
        ratio_figure(f"saving a network of {n_megabytes:.0f} MB", saving, "copying its file", 2.0),
        ratio_figure(
            f"opening a network of {n_megabytes:.0f} MB", opening, "copying its file", 2.0
        ),
    ]
