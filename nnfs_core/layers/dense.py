"""Defines the dense layer: every neuron weighs every input, sums and adds its bias."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import HALF, FloatArray, float_matrix, read_only, seal
from nnfs_core.errors import ShapeError
from nnfs_core.layers.initialisation import NORMAL, Initialisation
from nnfs_core.layers.layer import Layer
from nnfs_core.layers.options import Option, option
from nnfs_core.layers.sums_in_range import add_in_order
from nnfs_core.layers.working import Operation, Working, given, step
from nnfs_core.machine.scratch import scratch_like
from nnfs_core.numerals import full_number, number_words, short_number
from nnfs_core.wording import sentence, shape_text


@dataclass(frozen=True, eq=False)
class Dense(Layer):
    """Computes outputs = inputs · weights + biases.

    weights: (n_inputs, n_neurons); biases: (1, n_neurons), a flat (n_neurons,) is taken too.
    Weights are drawn by `initialisation` with `seed`. Raises ShapeError when the two do not fit.
    """

    weights: FloatArray
    biases: FloatArray
    seed: int = option(
        0, Option("Seed", "The same seed draws the same weights, bit for bit.", 0, 2**31 - 1, True)
    )
    initialisation: Initialisation = field(default=NORMAL, kw_only=True)

    kind = "dense"
    title = "Dense"
    formula = "inputs · weights + biases"
    indexed_formula = "output[{i}, {j}] = Σₖ input[{i}, k] · weight[k, {j}] + bias[{j}]"
    description = (
        "Each neuron multiplies every input by a weight, sums the products and adds its bias."
    )
    array_names = ("weights", "biases")

    def __post_init__(self) -> None:
        super().__post_init__()
        weights = float_matrix(self.weights, "The weights")
        flat = np.asarray(self.biases)
        biases = float_matrix(flat.reshape(1, -1) if flat.ndim == 1 else flat, "The biases")
        if biases.shape != (1, weights.shape[1]):
            raise ShapeError(
                "Weights of shape {shape} need biases of shape (1, {n_columns}), but theirs is "
                "{given}."
            )(shape_text(weights.shape), weights.shape[1], shape_text(np.shape(self.biases)))
        dtype = np.result_type(weights, biases)
        object.__setattr__(self, "weights", read_only(weights.astype(dtype, copy=False)))
        object.__setattr__(self, "biases", read_only(biases.astype(dtype, copy=False)))

    @classmethod
    def random(
        cls,
        n_inputs: int,
        n_neurons: int,
        *,
        seed: int = 0,
        dtype: npt.DTypeLike = np.float64,
        initialisation: Initialisation = NORMAL,
    ) -> Self:
        """A fresh layer: weights drawn by the rule, biases of 0; one seed, the same bits."""
        seed = int(cls.checked_option("seed", seed))
        weights = _drawn(initialisation, n_inputs, n_neurons, seed, dtype)
        biases = np.zeros((1, n_neurons), dtype)
        return cls(seal(weights), biases, seed=seed, initialisation=initialisation)

    @classmethod
    def from_neurons(cls, weights: npt.ArrayLike, biases: npt.ArrayLike) -> Self:
        """A layer from weights kept one row a neuron, (n_neurons, n_inputs), to be transposed."""
        return cls(float_matrix(weights, "The weights").T, np.asarray(biases))

    @property
    def n_inputs(self) -> int:
        return int(self.weights.shape[0])

    @property
    def n_outputs(self) -> int:
        return int(self.weights.shape[1])

    @property
    def parameter_count(self) -> int:
        return self.array_size

    def resized(self, n_inputs: int, n_neurons: int) -> Self:
        """This layer in another shape: overlapping numbers stay, the rest is as in a fresh one."""
        if (n_inputs, n_neurons) == self.weights.shape:
            return self
        dtype = self.weights.dtype
        weights = _drawn(self.initialisation, n_inputs, n_neurons, self.seed, dtype)
        biases = np.zeros((1, n_neurons), self.biases.dtype)
        rows, columns = min(n_inputs, self.n_inputs), min(n_neurons, self.n_outputs)
        weights[:rows, :columns] = self.weights[:rows, :columns]
        biases[:, :columns] = self.biases[:, :columns]
        return replace(self, weights=seal(weights), biases=seal(biases))

    def redrawn(self, seed: int, initialisation: Initialisation | None = None) -> Self:
        """This layer with biases of 0 and fresh weights of `seed`, by another rule if given."""
        fresh = type(self).random(
            self.n_inputs,
            self.n_outputs,
            seed=seed,
            dtype=self.weights.dtype,
            initialisation=initialisation or self.initialisation,
        )
        return replace(fresh, name=self.name, enabled=self.enabled)

    def write(self, inputs: FloatArray, outputs: FloatArray) -> None:
        if outputs.dtype.char == HALF:
            self._multiply_halves(inputs, outputs)
        else:
            self._multiply(inputs, outputs)
        np.add(outputs, self.biases, outputs)

    def largest_output(self, largest: float) -> float:
        of_weights, of_biases = self._sizes
        return largest * of_weights + of_biases

    def mend(self, inputs: FloatArray, outputs: FloatArray) -> None:
        if outputs.dtype.char != HALF:
            add_in_order(inputs, self.weights, self.biases, outputs)

    def _multiply(self, inputs: FloatArray, outputs: FloatArray) -> None:
        """Write inputs · weights: `dot` asks BLAS for the same as `matmul`, but sooner."""
        if outputs.flags.c_contiguous:
            inputs.dot(self.weights, outputs)
        else:
            np.matmul(inputs, self.weights, outputs)

    def _multiply_halves(self, inputs: FloatArray, outputs: FloatArray) -> None:
        """Sum the products of float16 in float32, as NumPy does, but by BLAS; then round once."""
        wide_inputs = scratch_like("wide inputs", inputs, np.float32)
        wide_outputs = scratch_like("wide outputs", outputs, np.float32)
        np.copyto(wide_inputs, inputs)
        np.matmul(wide_inputs, self._wide_weights, out=wide_outputs)
        np.copyto(outputs, wide_outputs, casting="same_kind")

    @cached_property
    def _sizes(self) -> tuple[float, float]:
        """The largest sum of a neuron's weights' magnitudes, and of a bias's, finite ones alone."""
        with np.errstate(all="ignore"):
            weights, biases = (
                np.abs(np.where(np.isfinite(each), each, 0), dtype=np.float64)
                for each in (self.weights, self.biases)
            )
            return float(weights.sum(axis=0).max(initial=0.0)), float(biases.max(initial=0.0))

    @cached_property
    def _wide_weights(self) -> FloatArray:
        return self.weights.astype(np.float32)

    def working(self, inputs: FloatArray, neuron: int) -> Working:
        x = given("input", "inputs", inputs, "inputs")
        weights = given("weight", "weights", self.weights[:, neuron], "weights")
        products = step("product", "products", Operation.PRODUCT, x, weights)
        total = step("sum", "total", Operation.SUM, products)
        bias = given("bias", "bias", self.biases[0, neuron], "biases")
        output = step("output", "output", Operation.PLUS, total, bias)
        rule = "A weighted sum (dot product) plus a bias."
        return Working(rule, (x, weights, products, total, bias, output), range(len(inputs)))

    def cause(self, inputs: FloatArray, neuron: int) -> str:
        weights = self.weights[:, neuron]
        bad_inputs, bad_weights = ~np.isfinite(inputs), ~np.isfinite(weights)
        if bad_inputs.any():
            at = int(np.argmax(bad_inputs))
            return f"input {at} is {number_words(inputs[at])}"
        if bad_weights.any():
            at = int(np.argmax(bad_weights))
            return sentence("weight {at} of the neuron is {weight}")(at, number_words(weights[at]))
        if not np.isfinite(self.biases[0, neuron]):
            return sentence("the neuron's bias is {bias}")(number_words(self.biases[0, neuron]))
        with np.errstate(all="ignore"):
            at = int(np.argmax(np.abs(inputs) * np.abs(weights)))
        return sentence(
            "the weighted sum is beyond the range of {name}; its largest term is {input} × {weight}"
        )(self.weights.dtype.name, short_number(inputs[at]), full_number(weights[at]))


def _drawn(
    initialisation: Initialisation, n_inputs: int, n_neurons: int, seed: int, dtype: npt.DTypeLike
) -> FloatArray:
    with np.errstate(over="ignore"):  # the forward pass names what becomes infinite
        return initialisation.draw(n_inputs, n_neurons, seed).astype(dtype, copy=False)
