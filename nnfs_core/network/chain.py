"""Passes samples through a chain of layers, of which only the last outputs are wanted."""

from __future__ import annotations

from collections.abc import Sequence

from nnfs_core.arrays import FloatArray
from nnfs_core.layers import Layer
from nnfs_core.machine import recycled
from nnfs_core.machine.workers import run_blocks
from nnfs_core.matrix.block_sizes import block_slices
from nnfs_core.network.layer_pass import empty_matrix, layer_steps, matrix_in, run_steps

WORTH_THREADS = 2**26  # multiplications, beside which waking a thread costs little


class Chain:
    """Holds the layers that are switched on, with what can be known before any sample comes."""

    def __init__(self, layers: Sequence[Layer], n_features: int) -> None:
        """`layers` must fit samples of `n_features` features."""
        self._steps = layer_steps((layer for layer in layers if layer.enabled), n_features)
        self.width = self._steps[-1].width if self._steps else n_features
        self._cost = sum(step.cost for step in self._steps)
        self._most_products = max((step.layer.parameter_count for step in self._steps), default=0)
        wide = [index for index, step in enumerate(self._steps) if not step.is_in_place]
        self._unkept = (None,) * (wide[-1] if wide else 0)
        self._n_kept = len(self._steps) - len(self._unkept)  # which all work in the result

    def forward(self, inputs: FloatArray) -> FloatArray:
        """The last outputs (samples, width) for inputs (samples, n_features) of the layers' type.

        They lie along their longer side. Many samples run in blocks on all cores, with the bits
        that any forward pass gives them; the products of few are left to BLAS and its threads,
        so that the last bit of a long sum may differ.
        """
        n_samples = len(inputs)
        if not self._steps:
            return inputs
        if n_samples * self._cost < WORTH_THREADS:
            outputs = empty_matrix(n_samples, self.width, inputs.dtype)
            run_steps(self._steps, inputs, self._unkept + (outputs,) * self._n_kept)
            return outputs
        slices = block_slices(*inputs.shape)
        memory = recycled.empty((n_samples * self.width,), inputs.dtype)
        outputs = matrix_in(memory, n_samples, self.width)

        def run(number: int) -> None:
            kept = self._unkept + (outputs[slices[number]],) * self._n_kept
            run_steps(self._steps, inputs[slices[number]], kept)

        most_rows = max(rows.stop - rows.start for rows in slices)
        run_blocks(run, len(slices), most_rows * self._most_products)
        return outputs
