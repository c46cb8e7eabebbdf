"""Samples through a chain of layers, of which only the last outputs are wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.layer_pass import matrix_in
from nnfs_core.layers import Layer
from nnfs_core.rows import FEW_ROWS, block_starts, is_small_block
from nnfs_core.scratch import scratch
from nnfs_core.workers import SINGLE_PRODUCTS, blas_for, run_blocks

CELL_COST = 2**6  # of writing a number, in multiplications
RESULT = "result"  # where the last outputs are
WORTH_THREADS = 2**23  # multiplications, beside which waking a thread costs little

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
        # So few samples are one small block, of whose products BLAS shares none.
        self._few = min(FEW_ROWS // 4, SINGLE_PRODUCTS // max(1, self._most_products))
        for number in reversed(range(len(self._steps))):
            write, width, place = self._steps[number]
            if place is not None:  # what follows works in place, so the result is born here
                self._steps[number] = write, width, RESULT
                break

    def forward(self, inputs: FloatArray) -> FloatArray:
        """The last outputs (samples, width) for inputs (samples, n_features) of the layers' type.

        The bits are those of any forward pass of these samples in one batch.
        """
        if len(inputs) <= self._few:
            return self._through(inputs)
        n_samples, n_features = inputs.shape
        starts = block_starts(n_samples, n_features)
        if len(starts) <= 1:
            is_small, products = (
                is_small_block(n_samples, n_features),
                n_samples * self._most_products,
            )
            with blas_for(is_small, products):
                return self._through(inputs)
        outputs = np.empty((n_samples, self.width), inputs.dtype)

        def run(number: int) -> None:
            rows = slice(starts[number], starts[number] + starts.step)
            outputs[rows] = self._through(inputs[rows], is_last=False)

        small = [
            is_small_block(min(starts.step, n_samples - start), n_features) for start in starts
        ]
        run_blocks(
            run,
            small,
            starts.step * self._most_products,
            alone=n_samples * self._cost < WORTH_THREADS,
        )
        return outputs

    def _through(self, inputs: FloatArray, *, is_last: bool = True) -> FloatArray:
        """The outputs of one block, in scratch memory unless they are the `is_last` ones."""
        n_samples, dtype, current = len(inputs), inputs.dtype, inputs
        with np.errstate(all="ignore"):  # what is not finite is seen in the numbers themselves
            for write, width, place in self._steps:
                if place is None:
                    write(current, current)
                    continue
                n_cells = n_samples * width
                fresh = place == RESULT and is_last
                memory = np.empty(n_cells, dtype) if fresh else scratch(place, n_cells, dtype)
                entering, current = current, matrix_in(memory, n_samples, width)
                write(entering, current)
        return current
