"""Defines the layer that brings each feature to one scale: (x - mean) / deviation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray, float_matrix, read_only, seal
from nnfs_core.errors import NnfsError, ShapeError
from nnfs_core.layers.layer import Layer
from nnfs_core.layers.working import Operation, Working, given, step
from nnfs_core.numerals import number_words, short_number
from nnfs_core.wording import sentence, shape_text


@dataclass(frozen=True, eq=False)
class Standardise(Layer):
    """Computes outputs = (inputs - means) / deviations, a feature at a time.

    means, deviations: (1, n_features), a flat (n_features,) is taken too. They are not learnt:
    `edits.standardise_layer` fits them to samples. Raises ShapeError when the two do not fit, and
    NnfsError when a deviation is not above 0.
    """

    means: FloatArray
    deviations: FloatArray

    kind = "standardise"
    title = "Standardise"
    formula = "(x - mean) / deviation"
    indexed_formula = "output[{i}, {j}] = (input[{i}, {j}] - mean[{j}]) / deviation[{j}]"
    description = "Says of each feature by how many standard deviations it is above its mean."
    array_names = ("means", "deviations")

    def __post_init__(self) -> None:
        super().__post_init__()
        means, deviations = (
            float_matrix(flat.reshape(1, -1) if flat.ndim == 1 else flat, what)
            for flat, what in (
                (np.asarray(self.means), "The means"),
                (np.asarray(self.deviations), "The deviations"),
            )
        )
        if len(means) != 1 or deviations.shape != means.shape:
            raise ShapeError(
                "Means and deviations are one row each, of a number a feature, but their shapes "
                "are {means} and {deviations}."
            )(shape_text(np.shape(self.means)), shape_text(np.shape(self.deviations)))
        if not (is_above := deviations > 0).all():  # nor is NaN
            at = int(np.argmin(is_above))
            raise NnfsError("The deviation of feature {number} must be above 0, but it is {x}.")(
                at, number_words(deviations[0, at])
            )
        dtype = np.result_type(means, deviations)
        object.__setattr__(self, "means", read_only(means.astype(dtype, copy=False)))
        object.__setattr__(self, "deviations", read_only(deviations.astype(dtype, copy=False)))

    @classmethod
    def unfitted(cls, n_features: int, dtype: npt.DTypeLike = np.float64) -> Self:
        """A layer that changes nothing: every mean is 0, every deviation 1."""
        return cls(np.zeros((1, n_features), dtype), np.ones((1, n_features), dtype))

    def for_features(self, places: Sequence[int | None]) -> Self:
        """This layer for other features: each is one of its own by number, or a new one, None.

        A new feature passes unchanged: its mean is 0, its deviation 1.
        """
        means, deviations = (
            np.array([[new if at is None else array[0, at] for at in places]], array.dtype)
            for array, new in ((self.means, 0.0), (self.deviations, 1.0))
        )
        return replace(self, means=seal(means), deviations=seal(deviations))

    @property
    def n_inputs(self) -> int:
        return int(self.means.shape[1])

    def astype(self, dtype: npt.DTypeLike) -> Self:
        """This layer in another precision, in which no deviation becomes 0 or infinite."""
        if self.means.dtype == dtype:
            return self
        with np.errstate(over="ignore", under="ignore"):
            means, deviations = self.means.astype(dtype), self.deviations.astype(dtype)
        limits = np.finfo(deviations.dtype)
        deviations = np.clip(deviations, limits.smallest_subnormal, limits.max)
        return replace(self, means=means, deviations=deviations)

    def operands(self, neuron: int, n_inputs: int) -> range:
        return range(neuron, neuron + 1)

    def write(self, inputs: FloatArray, outputs: FloatArray) -> None:
        np.subtract(inputs, self.means, outputs)
        np.divide(outputs, self.deviations, outputs)

    def largest_output(self, largest: float) -> float:
        of_inputs, of_means = self._sizes
        return largest * of_inputs + of_means

    @cached_property
    def _sizes(self) -> tuple[float, float]:
        """The largest 1 / deviation and mean / deviation in magnitude, of finite outputs."""
        with np.errstate(all="ignore"):
            means, deviations = (
                np.abs(each, dtype=np.float64) for each in (self.means, self.deviations)
            )
            counts = np.isfinite(means) & np.isfinite(deviations)
            shares = 1 / deviations[counts]
            return float(shares.max(initial=0.0)), float((means[counts] * shares).max(initial=0.0))

    def working(self, inputs: FloatArray, neuron: int) -> Working:
        x = given("input", "x", inputs[neuron], "inputs")
        mean = given("mean", "mean", self.means[0, neuron], "means")
        difference = step("input - mean", "difference", Operation.MINUS, x, mean)
        deviation = given("deviation", "deviation", self.deviations[0, neuron], "deviations")
        output = step("output", "output", Operation.QUOTIENT, difference, deviation)
        lines = (x, mean, difference, deviation, output)
        return Working(self.description, lines, self.operands(neuron, len(inputs)))

    def cause(self, inputs: FloatArray, neuron: int) -> str:
        x, mean, deviation = inputs[neuron], self.means[0, neuron], self.deviations[0, neuron]
        if not np.isfinite(x):
            return sentence("its input is {input}")(number_words(x))
        if not np.isfinite(mean):
            return sentence("the mean of the feature is {mean}")(number_words(mean))
        return sentence(
            "its input {input} is so far from the mean {mean} that deviations of {deviation} to "
            "there are more than {name} can count"
        )(short_number(x), short_number(mean), short_number(deviation), self.means.dtype.name)
