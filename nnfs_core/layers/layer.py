"""Defines what every layer is: a frozen value with a name, a switch and a forward rule."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from typing import Any, ClassVar, Literal, Self

import numpy as np
import numpy.typing as npt

from nnfs_core.arrays import AnyArray, FloatArray, float_matrix, same_bits
from nnfs_core.errors import ShapeError
from nnfs_core.layers.options import Optioned
from nnfs_core.layers.sums_in_range import largest_size, limit_of
from nnfs_core.layers.working import Working


@dataclass(frozen=True)
class Watch:
    """Names a share of a layer's outputs worth an eye, such as the zeros after ReLU.

    `ailment` is what a neuron has for which it is all outputs, or most of them.
    """

    title: str
    hint: str
    mask: Callable[[FloatArray], npt.NDArray[np.bool_]]
    ailment: Literal["", "dead", "saturated"] = ""


@dataclass(frozen=True, eq=False)
class Layer(Optioned, ABC):
    """Turns inputs (samples, n_inputs) into outputs (samples, n_outputs): a step of a network.

    `name` is the user's own name, empty for an automatic one. A layer that is not `enabled` passes
    its inputs on unchanged.
    """

    name: str = field(default="", kw_only=True)
    enabled: bool = field(default=True, kw_only=True)

    kind: ClassVar[str]  # as files and ids spell it
    title: ClassVar[str]  # as people read it
    formula: ClassVar[str]
    indexed_formula: ClassVar[str]  # of output [i, j], with these letters in braces
    description: ClassVar[str]
    array_names: ClassVar[tuple[str, ...]] = ()  # the fields that are arrays of its own
    is_distribution: ClassVar[bool] = False  # each row is made of probabilities that sum to 1
    watch: ClassVar[Watch | None] = None

    @property
    def n_inputs(self) -> int | None:
        """How many inputs a sample must have, or None when any number will do."""
        return None

    @property
    def n_outputs(self) -> int | None:
        """How many outputs a sample gets, or None when there is one for each input."""
        return None

    @property
    def parameter_count(self) -> int:
        """How many numbers the layer has learnt or drawn: its weights and biases."""
        return 0

    @property
    def array_size(self) -> int:
        """How many numbers its arrays hold, learnt or not."""
        return sum(array.size for array in self.arrays().values())

    def operands(self, neuron: int, n_inputs: int) -> range:
        """Which of a sample's inputs output `neuron` is made from."""
        return range(n_inputs)

    def arrays(self) -> dict[str, FloatArray]:
        """The layer's own arrays by field name."""
        return {name: getattr(self, name) for name in self.array_names}

    def astype(self, dtype: npt.DTypeLike) -> Self:
        """This layer with its arrays in another precision, or itself when they have it already."""
        arrays = self.arrays()
        if all(array.dtype == dtype for array in arrays.values()):
            return self
        with np.errstate(over="ignore"):  # the forward pass names what becomes infinite
            changed: dict[str, Any] = {name: each.astype(dtype) for name, each in arrays.items()}
        return replace(self, **changed)

    def forward(self, inputs: npt.ArrayLike) -> FloatArray:
        """The outputs (samples, n_outputs) for inputs (samples, n_inputs), switched off or not.

        Raises ShapeError when the inputs do not fit.
        """
        matrix = float_matrix(inputs, "The inputs")
        if self.n_inputs is not None and matrix.shape[1] != self.n_inputs:
            raise ShapeError("{name} expects {n_inputs} inputs and receives {n_columns}.")(
                self.name or self.title, self.n_inputs, matrix.shape[1]
            )
        width = matrix.shape[1] if self.n_outputs is None else self.n_outputs
        dtype = np.result_type(matrix, *self.arrays().values())
        outputs = np.empty((len(matrix), width), dtype=dtype)  # (samples, n_outputs)
        with np.errstate(all="ignore"):
            self.write(matrix, outputs)
            if not self.largest_output(largest_size(matrix)) < limit_of(outputs.dtype):
                self.mend(matrix, outputs)
        return outputs

    @abstractmethod
    def write(self, inputs: FloatArray, outputs: FloatArray) -> None:
        """Write the outputs (samples, n_outputs) for inputs that fit, without temporaries.

        Where there is one output for each input, both may be the same array. Fastest where each
        neuron's numbers lie together.

        Each output must be monotonic in each number that it is made from, inputs, weights and
        biases alike: where that number grows it only rises, or only falls. NumPy's floating point
        warnings are the caller's business: the forward pass looks at the results themselves.
        """

    def largest_output(self, largest: float) -> float:
        """A bound on the magnitude of finite outputs, for finite inputs up to `largest`."""
        return largest

    def mend(self, inputs: FloatArray, outputs: FloatArray) -> None:
        """Write anew, after `write`, what depends on the order of adding beyond the range."""
        return

    @abstractmethod
    def cause(self, inputs: FloatArray, neuron: int) -> str:
        """Why output `neuron` is not finite for one sample's inputs (n_inputs,), as a clause."""

    @abstractmethod
    def working(self, inputs: FloatArray, neuron: int) -> Working:
        """How output `neuron` comes about from one sample's inputs (n_inputs,), line by line."""

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return all(
            _same(getattr(self, each.name), getattr(other, each.name)) for each in fields(self)
        )

    def __hash__(self) -> int:
        return hash((self.kind, self.name, self.enabled, self.n_inputs, self.n_outputs))


def _same(first: AnyArray | object, second: AnyArray | object) -> bool:
    if isinstance(first, np.ndarray) and isinstance(second, np.ndarray):
        return same_bits(first, second)
    return first == second
