"""Defines the network: an immutable chain of layers, and whether their shapes fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import FloatArray, float_matrix
from nnfs_core.errors import ShapeError
from nnfs_core.layers import Dense, Layer
from nnfs_core.network.chain import Chain
from nnfs_core.network.layer_pass import outputs_in_turn
from nnfs_core.network.numbering import carried_numbers, check_numbers, numbers_in_order
from nnfs_core.wording import one_line, sentence

MOST_OF_NAME = 80  # characters that people read, of whatever a file calls a layer


@dataclass(frozen=True)
class LayerShape:
    """Counts the inputs a layer receives and has `expected`, apart in a misfit, and its outputs."""

    received: int
    expected: int
    n_outputs: int

    @property
    def fits(self) -> bool:
        return self.received == self.expected


@dataclass(frozen=True, init=False)
class Network:
    """Chains layers in order; each layer's outputs are the next one's inputs.

    `numbers` are those of the automatic names, which stay with their layers: each is the only one
    of its kind. Without any, layers are numbered in order. Raises NnfsError when they do not fit.
    """

    layers: tuple[Layer, ...]
    numbers: tuple[int, ...]

    def __init__(self, layers: Iterable[Layer] = (), numbers: Sequence[int] | None = None) -> None:
        object.__setattr__(self, "layers", tuple(layers))
        given = numbers_in_order(self.layers) if numbers is None else tuple(numbers)
        object.__setattr__(self, "numbers", given)
        if numbers is not None:
            check_numbers(self.layers, given)

    def __len__(self) -> int:
        return len(self.layers)

    @cached_property
    def parameter_count(self) -> int:
        """All weights and biases, also of layers that are switched off."""
        return sum(layer.parameter_count for layer in self.layers)

    @cached_property
    def dense_layers(self) -> dict[int, Dense]:
        """The dense layers, which alone have weights and biases, by their number."""
        layers = enumerate(self.layers)
        return {index: layer for index, layer in layers if isinstance(layer, Dense)}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """A name for people to read: the user's own, else the automatic one."""
        return tuple(
            one_line(layer.name, MOST_OF_NAME) or automatic
            for layer, automatic in zip(self.layers, self.automatic_names, strict=True)
        )

    @cached_property
    def automatic_names(self) -> tuple[str, ...]:
        """What each layer is called without a name of its own: its kind, numbered where it helps.

        A layer keeps its number wherever it moves.
        """
        totals = Counter(layer.kind for layer in self.layers)
        names = []
        for layer, number in zip(self.layers, self.numbers, strict=True):
            is_numbered = totals[layer.kind] > 1 or layer.n_outputs is not None or number > 1
            names.append(f"{layer.title} {number}" if is_numbered else layer.title)
        return tuple(names)

    @property
    def numbers_said(self) -> list[int]:
        """The numbers where a file has to say them; empty while they are in order."""
        return [] if self.numbers == numbers_in_order(self.layers) else list(self.numbers)

    def with_layers(self, layers: Iterable[Layer]) -> Network:
        """Another chain, in which the layers that are here keep their automatic names."""
        changed = tuple(layers)
        return Network(changed, carried_numbers(self.layers, self.numbers, changed))

    def astype(self, dtype: npt.DTypeLike) -> Network:
        """This network with its arrays in another precision, or itself when they have it."""
        if self._dtypes <= {np.dtype(dtype)}:
            return self
        return Network((layer.astype(dtype) for layer in self.layers), self.numbers)

    def shapes(self, n_features: int) -> tuple[LayerShape, ...]:
        """What each layer receives and gives when samples have `n_features` features.

        After a misfit the count goes on with what the misfitting layer would give.
        """
        shapes = []
        width = n_features
        for layer in self.layers:
            received = width
            expected = width
            if layer.enabled:
                expected = width if layer.n_inputs is None else layer.n_inputs
                width = expected if layer.n_outputs is None else layer.n_outputs
            shapes.append(LayerShape(received, expected, width))
        return tuple(shapes)

    def misfit(self, index: int, shape: LayerShape) -> str:
        """The sentence that says how the layer at `index` does not fit."""
        misfit = sentence("{name} expects {expected:,} inputs and receives {received:,}.")
        return misfit(self.names[index], shape.expected, shape.received)

    def outputs(self, inputs: npt.ArrayLike) -> list[FloatArray]:
        """Each layer's output (samples, n_outputs) in order; one switched off repeats its input.

        Raises ShapeError with the place of the first misfit.
        """
        current = float_matrix(inputs, "The inputs")
        for index, shape in enumerate(self.shapes(current.shape[1])):
            if not shape.fits:
                raise ShapeError(self.misfit(index, shape))
        return list(outputs_in_turn(self.layers, current))

    def forward(self, inputs: npt.ArrayLike) -> FloatArray:
        """The last layer's output (samples, outputs); the inputs when there is no layer.

        Faster than `outputs`, since it keeps no other layer's. Raises ShapeError as that does.
        """
        if isinstance(inputs, np.ndarray) and inputs.ndim == 2:
            chain = self._chains.get((inputs.shape[1], inputs.dtype))
            if chain is not None:
                return chain.forward(inputs)
        matrix = float_matrix(inputs, "The inputs")
        width, dtype = matrix.shape[1], matrix.dtype
        arrays = [array for layer in self.layers for array in layer.arrays().values()]
        is_plain = all(array.dtype == dtype for array in arrays) and dtype.isnative
        if not (is_plain and all(shape.fits for shape in self.shapes(width))):
            return self.outputs(matrix)[-1]  # raises when the shapes do not fit
        chain = self._chains[width, dtype] = Chain(self.layers, width)
        return chain.forward(matrix)

    @cached_property
    def _dtypes(self) -> frozenset[np.dtype[Any]]:
        """The precisions that the layers' arrays have."""
        return frozenset(array.dtype for layer in self.layers for array in layer.arrays().values())

    @cached_property
    def _chains(self) -> dict[tuple[int, np.dtype[Any]], Chain]:
        """What can be known before samples come, by their features and type."""
        return {}
