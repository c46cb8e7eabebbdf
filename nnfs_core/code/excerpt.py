"""Collects what a program is written from: layers, the first samples, the app's outputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b

import numpy as np

from nnfs_core.arrays import AnyArray, FloatArray
from nnfs_core.code.identifiers import identifiers
from nnfs_core.code.kinds import KindCode, code_of
from nnfs_core.errors import NnfsError, ShapeError
from nnfs_core.layers import Layer
from nnfs_core.network.layer_pass import outputs_in_turn
from nnfs_core.project.project import Project

DIGEST = "digest"
DIGEST_BYTES = 6
MOST_ROWS = 5
MOST_NUMBERS = 1000  # that stand in the text; more go to a file of their own
# How far the same sums may drift apart when they are rounded in another order, for numbers about 1.
MOST_TOLERATED = 0.05  # of the largest output
TOLERANCES = {"float16": 2e-2, "float32": 1e-4, "float64": 1e-9}


@dataclass(frozen=True)
class LayerInCode:
    """Holds a layer with the counts of its inputs and outputs, its name and its name in code."""

    layer: Layer
    name: str  # as the user wrote it: anything
    variable: str  # an identifier
    precision: str  # of the project
    n_inputs: int
    n_outputs: int

    @property
    def code(self) -> KindCode:
        """How the layer is written in each dialect."""
        return code_of(self.layer)

    @property
    def arrays(self) -> dict[str, AnyArray]:
        """The layer's arrays by their names in code; those of one row are flat."""
        lists = self.code.lists
        return {
            f"{self.variable}_{field}": array.reshape(-1) if field in lists else array
            for field, array in self.layer.arrays().items()
        }

    @property
    def words(self) -> dict[str, str]:
        """What the templates of the layer's kind may name, but for what the layer receives."""
        options = {name: repr(value) for name, value in self.layer.option_values().items()}
        arrays = {field: f"{self.variable}_{field}" for field in self.layer.arrays()}
        is_half = self.precision == "float16"
        return {
            **options,
            **arrays,
            "name": f'"{self.variable}"',
            "n_inputs": str(self.n_inputs),
            "n_outputs": str(self.n_outputs),
            "wide": ".astype(np.float32)" if is_half else "",
            "narrow": ".astype(np.float16)" if is_half else "",
        }


@dataclass(frozen=True)
class Excerpt:
    """Holds a project cut down to some samples, with the outputs that the app computes for them."""

    project: Project
    stem: str  # of the file names
    parts: tuple[LayerInCode, ...]  # also of layers that are switched off
    inputs: FloatArray  # (rows, features)
    expected: FloatArray  # (rows, outputs)
    largest: float  # finite magnitude on the way through the layers
    sums: str  # the precision that the program sums in

    @classmethod
    def of(cls, project: Project, stem: str, n_rows: int | None = None) -> Excerpt:
        """The first `n_rows` samples, by default up to five, fewer where they are wide.

        Raises NnfsError when there is nothing to compute, a layer does not fit, or the samples
        cannot be read.
        """
        batch = project.batch
        parts = fitting_parts(project)
        if n_rows is None:
            width = max(1, batch.n_features + parts[-1].n_outputs)
            n_rows = max(1, min(MOST_ROWS, MOST_NUMBERS // width))
        inputs = np.ascontiguousarray(batch.input_rows.rows(0, max(1, n_rows)))
        outputs = [inputs, *outputs_in_turn(project.network.layers, inputs)]
        products = [
            _largest_product(layer, entering)
            for layer, entering in zip(project.network.layers, outputs[:-1], strict=True)
        ]
        largest = max(*products, *map(_largest, outputs))
        return cls(project, stem, parts, inputs, outputs[-1], largest, project.precision)

    def named(self, stem: str) -> Excerpt:
        """This excerpt for files of another stem."""
        return replace(self, stem=stem)

    @property
    def tolerance(self) -> float:
        """By how much the program's outputs may differ from the app's.

        It grows with the numbers that are summed, but never so far that outputs of another
        network would pass.
        """
        base = TOLERANCES[self.sums]
        most = max(base, MOST_TOLERATED * _largest(self.expected))
        return min(base * max(1.0, self.largest), most)

    @property
    def n_rows(self) -> int:
        return len(self.inputs)

    @property
    def active(self) -> tuple[LayerInCode, ...]:
        """The layers that are switched on."""
        return tuple(part for part in self.parts if part.layer.enabled)

    @cached_property
    def in_file(self) -> dict[str, AnyArray]:
        """The arrays that are too large for the text, by their names in code, in order.

        Before them comes their `digest`, by which the program knows its own file.
        """
        found: dict[str, AnyArray] = {}
        if self.inputs.size + self.expected.size > MOST_NUMBERS:
            found |= {"inputs": self.inputs, "expected": self.expected}
        if sum(part.layer.array_size for part in self.active) > MOST_NUMBERS:
            for part in self.active:
                found |= part.arrays
        return {DIGEST: digest_of(found), **found} if found else {}

    @cached_property
    def in_text(self) -> dict[str, AnyArray]:
        """The arrays that stand in the text, by their names in code."""
        every: dict[str, AnyArray] = {"inputs": self.inputs, "expected": self.expected}
        for part in self.active:
            every |= part.arrays
        return {name: array for name, array in every.items() if name not in self.in_file}


def digest_of(arrays: Mapping[str, AnyArray]) -> AnyArray:
    """A number (1,) that stands for arrays and their names: others have another one.

    It has so few digits that float64 holds it exactly.
    """
    digest = blake2b(digest_size=DIGEST_BYTES)
    for name, array in arrays.items():
        digest.update(f"{name} {array.dtype.name} {array.shape} ".encode())
        digest.update(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)
    return np.array([int.from_bytes(digest.digest(), "little")], np.int64)


def fitting_parts(project: Project) -> tuple[LayerInCode, ...]:
    """All layers of a project that can be computed; raises NnfsError when it cannot."""
    network, n_features = project.network, project.batch.n_features
    if not network.layers:
        raise NnfsError("The network has no layers; add one first.")
    if not any(layer.enabled for layer in network.layers):
        raise NnfsError("Every layer is switched off; switch one on first.")
    if not project.batch.n_samples:
        raise NnfsError("The batch has no samples; add one first.")
    if not n_features:
        raise NnfsError("The samples have no features; add one first.")
    shapes = network.shapes(n_features)
    for index, shape in enumerate(shapes):
        if not shape.fits:
            raise ShapeError(network.misfit(index, shape))
        if not shape.n_outputs:
            raise NnfsError("{name} has no neurons; add one first.")(network.names[index])
    return tuple(
        LayerInCode(layer, name, variable, project.precision, shape.received, shape.n_outputs)
        for layer, name, variable, shape in zip(
            network.layers, network.names, identifiers(network.names), shapes, strict=True
        )
    )


def differs(first: FloatArray, second: FloatArray, tolerance: float) -> bool:
    """True when two arrays differ by more than `tolerance`; NaN agrees with NaN only."""
    with np.errstate(all="ignore"):
        same = (first == second) | (np.isnan(first) & np.isnan(second))
        near = np.abs(first - second.astype(np.float64)) <= tolerance
    return not bool((same | near).all())


def _largest_product(layer: Layer, inputs: FloatArray) -> float:
    """The largest product of an input and a weight, to which the rounding of a sum is in scale."""
    weights = layer.arrays().get("weights")
    if weights is None or not layer.enabled:
        return 0.0
    # Of each input's weights, without a copy of them all: (n_inputs,)
    most = np.fmax(np.fmax.reduce(weights, axis=1), -np.fmin.reduce(weights, axis=1))
    with np.errstate(all="ignore"):
        return _largest(inputs.astype(np.float64) * most)


def _largest(numbers: FloatArray) -> float:
    """The largest magnitude of those that are finite; 0 when none is."""
    finite = numbers[np.isfinite(numbers)]
    return float(np.abs(finite).max()) if finite.size else 0.0
