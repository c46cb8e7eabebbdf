"""One block of rows on its way through the layers, in slices that stay in the processor's cache."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter

import numpy as np

from nnfs_core.arrays import FloatArray, seal
from nnfs_core.errors import Cancelled
from nnfs_core.layers import Layer

# Rows that go through all layers together, so that each layer finds the last one's output in cache.
SLICE_ROWS = 1024
# A part is what runs between two looks at whether to stop: well under 200 ms on any computer.
MAX_PART_PRODUCTS = 2**28
MIN_PART_ROWS = 16

Range = tuple[float, float]  # least and largest, both NaN where any number is


class BlockPass:
    """One block's way through the layers, from the first layer whose output is not known yet."""

    def __init__(
        self,
        layers: Sequence[Layer],
        block: FloatArray,
        ranges: list[Range],
        outputs: list[FloatArray],
    ) -> None:
        """`outputs` are those known before, `ranges` that of the block and theirs, if known."""
        self.layers, self.block = layers, block
        self.ranges, self.outputs = ranges, outputs
        self.first_layer = len(outputs)
        self.fresh: list[FloatArray] = []  # where the other layers' outputs go
        self.seconds = [0.0] * len(layers)

    @property
    def n_slices(self) -> int:
        return -(-len(self.block) // SLICE_ROWS)

    def run(self, cancelled: Callable[[], bool], advance: Callable[[], None]) -> None:
        """Fill `fresh`, then hold all outputs and ranges; raises Cancelled soon when asked to."""
        first = self.first_layer
        entering = self.outputs[-1] if self.outputs else self.block
        # Ranges are taken slice by slice, while the numbers are in cache.
        seen = [] if self.ranges else [_Span()]
        seen += [_Span() for _ in self.fresh]
        with np.errstate(all="ignore"):  # faults are found in the results
            for start in range(0, len(self.block), SLICE_ROWS):
                rows = slice(start, start + SLICE_ROWS)
                current = entering[rows]
                if not self.ranges:
                    seen[0].see(current)
                for offset, outputs in enumerate(self.fresh):
                    began = perf_counter()
                    _write(self.layers[first + offset], current, outputs[rows], cancelled)
                    current = outputs[rows]
                    seen[offset - len(self.fresh)].see(current)
                    self.seconds[first + offset] += perf_counter() - began
                advance()
        self.ranges = self.ranges + [span.range for span in seen]
        self.outputs = self.outputs + [seal(outputs) for outputs in self.fresh]


class _Span:
    """The least and the largest number seen, NaN once a NaN was among them."""

    def __init__(self) -> None:
        self.range = 0.0, 0.0
        self._empty = True

    def see(self, values: FloatArray) -> None:
        if values.size == 0:
            return
        low, high = values.min(), values.max()
        if not self._empty:
            low, high = np.minimum(low, self.range[0]), np.maximum(high, self.range[1])
        self.range, self._empty = (float(low), float(high)), False


def _write(
    layer: Layer, entering: FloatArray, outputs: FloatArray, cancelled: Callable[[], bool]
) -> None:
    """Write the layer's outputs for one slice; a wide layer's in parts, so that it can stop."""
    step = max(MIN_PART_ROWS, MAX_PART_PRODUCTS // max(1, layer.parameter_count))
    for start in range(0, len(entering), step):
        if cancelled():
            raise Cancelled
        rows = slice(start, start + step)
        if layer.enabled:
            layer.write(entering[rows], outputs[rows])
        else:
            np.copyto(outputs[rows], entering[rows])
