"""Reads the tables in the folder `data`: measured samples, and weights trained beforehand."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from nnfs_core.layers import Dense
from nnfs_core.project.batch import Batch

DATA = Path(__file__).parent / "data"


def read_batch(file_name: str, class_names: Sequence[str]) -> Batch:
    """The samples of a table with a header, whose last column holds each sample's class name."""
    with (DATA / file_name).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    *columns, target_name = header
    number_of = {name: number for number, name in enumerate(class_names)}
    return Batch(
        np.array([row[:-1] for row in rows], dtype=np.float64),  # (samples, features)
        [number_of[row[-1]] for row in rows],
        columns,
        class_names=class_names,
        target_name=target_name,
    )


def read_dense(file_name: str) -> Dense:
    """A dense layer from a table (n_inputs + 1, n_neurons): the weights, below them the biases."""
    table = np.loadtxt(DATA / file_name, delimiter=",", ndmin=2)
    return Dense(table[:-1], table[-1])
