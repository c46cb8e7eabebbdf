"""One block of samples on its way through the layers, and the layers' outputs that are not kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from nnfs_core.arrays import AnyArray, FloatArray, seal
from nnfs_core.layers import Layer
from nnfs_core.machine.scratch import scratch
from nnfs_core.machine.workers import blas_alone
from nnfs_core.matrix.blocks import Block, Deferred, read, read_in_passing
from nnfs_core.network.chain import CELL_COST
from nnfs_core.network.layer_pass import empty_matrix, matrix_in, write_layer

Range = tuple[float, float]  # least and largest, both NaN where any number is


class BlockPass:
    """One block's way through the layers, from the first layer whose output is not known yet."""

    def __init__(
        self,
        layers: Sequence[Layer],
        widths: Sequence[int],
        block: Block,
        ranges: list[Range],
        outputs: list[Block],
    ) -> None:
        """`outputs` are those known before, `ranges` that of the block and theirs, if known."""
        self.layers, self.widths, self.block = layers, widths, block
        self.ranges, self.outputs = ranges, outputs
        self.first_layer = len(outputs)
        self.memory: list[AnyArray | None] = []  # for the other layers' outputs; None: not kept
        self.seconds = [0.0] * len(layers)

    @property
    def most_products(self) -> int:
        """The multiplications of the largest matrix product."""
        return len(self.block) * max((each.parameter_count for each in self.layers), default=0)

    @property
    def has_work(self) -> bool:
        """False when all about the block is known already."""
        return self.first_layer < len(self.layers) or not self.ranges

    @property
    def cost(self) -> int:
        """What is left to do, in multiplications."""
        layers = zip(self.layers[self.first_layer :], self.widths[self.first_layer :], strict=True)
        a_row = sum(layer.parameter_count + CELL_COST * width for layer, width in layers)
        return len(self.block) * a_row

    def run(self, cancelled: Callable[[], bool]) -> None:
        """Compute what is not known; raises Cancelled soon when asked to, NnfsError as `read`."""
        outputs, ranges, is_scratch = list(self.outputs), list(self.ranges), False
        entering_block = outputs[-1] if outputs else self.block
        current: FloatArray = read_in_passing(entering_block)
        if not ranges:
            ranges.append(range_of(current))
        with np.errstate(all="ignore"):  # faults are found in the results
            for index, memory in enumerate(self.memory, start=self.first_layer):
                layer, shape = self.layers[index], (len(current), self.widths[index])
                if not layer.enabled:  # what comes in goes out
                    ranges.append(ranges[-1])
                    outputs.append(entering_block)
                    continue
                if memory is not None:
                    target = matrix_in(memory, *shape)
                elif is_scratch and layer.n_outputs is None:
                    target = current  # nobody needs what the layer receives any more
                else:
                    name = "odd layer" if index % 2 else "even layer"
                    target = matrix_in(scratch(name, shape[0] * shape[1], current.dtype), *shape)
                self.seconds[index] = write_layer(layer, current, target, cancelled)
                ranges.append(range_of(target))
                if memory is not None:
                    entering_block = seal(target)
                else:
                    entering_block = ComputedBlock(layer, entering_block, shape)
                outputs.append(entering_block)
                current, is_scratch = target, memory is None
        self.outputs, self.ranges = outputs, ranges


class ComputedBlock(Deferred):
    """A layer's outputs (samples, n_outputs) for one block, computed again when looked at.

    They come out with the same bits each time, as all that decides them stays the same.
    """

    def __init__(self, layer: Layer, entering: Block, shape: tuple[int, int]) -> None:
        super().__init__(shape, entering.dtype)
        self._layer, self._entering = layer, entering

    def load(self) -> FloatArray:
        steps = [self]  # back to what is in memory, without recursion: networks may be deep
        while isinstance(entering := steps[-1]._entering, ComputedBlock):
            if entering.in_memory() is not None:
                break
            steps.append(entering)
        current: FloatArray = read(entering)
        products = len(self) * max(step._layer.parameter_count for step in steps)
        with blas_alone(products), np.errstate(all="ignore"):
            for step in reversed(steps):
                n_rows, width = step.shape
                target = empty_matrix(n_rows, width, self.dtype)
                write_layer(step._layer, current, target)
                current = step.keep(seal(target))
        return current


def range_of(values: FloatArray) -> Range:
    """The least and the largest number, both NaN when any is, 0 when there is none."""
    if values.size == 0:
        return 0.0, 0.0
    return float(values.min()), float(values.max())
