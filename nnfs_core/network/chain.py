"""Samples through a chain of layers, of which only the last outputs are wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.layers import Layer
from nnfs_core.machine import recycled
from nnfs_core.machine.scratch import scratch
from nnfs_core.machine.workers import run_blocks
from nnfs_core.matrix.rows import block_slices
from nnfs_core.network.layer_pass import empty_matrix, matrix_in

CELL_COST = 2**6  # of writing a number, in multiplications
RESULT = "result"  # where the last outputs are
WORTH_THREADS = 2**26  # multiplications, beside which waking a thread costs little

Write = Callable[[FloatArray, FloatArray], None]


class Chain:
    """The layers that are switched on, with what can be known of them before any sample comes."""

    def __init__(self, layers: Sequence[Layer], n_features: int) -> None:
        """`layers` must fit samples of `n_features` features."""
        self._steps: list[tuple[Write, int, str | None]] = []  # write, width, place; None: in place
        self.width, self._cost, self._most_products = n_features, 0, 0
        for layer in layers:
            if not layer.enabled:
                continue
            n_inputs, place = self.width, None
            if layer.n_outputs is not None:
                self.width = layer.n_outputs
                self._most_products = max(self._most_products, n_inputs * self.width)
                self._cost += n_inputs * self.width
            self._cost += CELL_COST * self.width
            if layer.n_outputs is not None or not self._steps:
                place = "odd layer" if len(self._steps) % 2 else "even layer"
            self._steps.append((layer.write, self.width, place))
        for number in reversed(range(len(self._steps))):
            write, width, place = self._steps[number]
            if place is not None:  # what follows works in place, so the result is born here
                self._steps[number] = write, width, RESULT
                break

    def forward(self, inputs: FloatArray) -> FloatArray:
        """The last outputs (samples, width) for inputs (samples, n_features) of the layers' type.

        They lie along their longer side. Many samples run in blocks on all cores, with the bits
        that any forward pass gives them; the products of few are left to BLAS and its threads,
        so that the last bit of a long sum may differ.
        """
        n_samples = len(inputs)
        if n_samples * self._cost < WORTH_THREADS:
            return self._through(inputs)
        slices = block_slices(*inputs.shape)
        memory = recycled.empty((n_samples * self.width,), inputs.dtype)
        outputs = matrix_in(memory, n_samples, self.width)

        def run(number: int) -> None:
            self._through(inputs[slices[number]], outputs[slices[number]])

        most_rows = max(rows.stop - rows.start for rows in slices)
        run_blocks(run, len(slices), most_rows * self._most_products)
        return outputs

    def _through(self, inputs: FloatArray, outputs: FloatArray | None = None) -> FloatArray:
        """The last outputs of some rows, written to `outputs` if that is given."""
        n_rows, dtype, current = len(inputs), inputs.dtype, inputs
        with np.errstate(all="ignore"):  # what is not finite is seen in the numbers themselves
            for write, width, place in self._steps:
                if place is None:
                    write(current, current)
                    continue
                if place is not RESULT:
                    target = matrix_in(scratch(place, n_rows * width, dtype), n_rows, width)
                elif outputs is None:
                    target = empty_matrix(n_rows, width, dtype)
                else:
                    target = outputs
                write(current, target)
                current = target
        return current
