"""Passes one block of samples through the layers, and computes again outputs not kept."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from time import perf_counter

from nnfs_core.arrays import AnyArray, FloatArray, seal
from nnfs_core.machine.workers import blas_alone
from nnfs_core.matrix.blocks import Block, Deferred, read, read_in_passing
from nnfs_core.network.layer_pass import LayerStep, empty_matrix, matrix_in, run_steps
from nnfs_core.progress import IsCancelled

Range = tuple[float, float]  # least and largest, both NaN where any number is


class BlockPass:
    """Passes one block through the layers, from the first whose output is not known yet."""

    def __init__(
        self, steps: Sequence[LayerStep], block: Block, ranges: list[Range], outputs: list[Block]
    ) -> None:
        """`outputs` are those known before, `ranges` that of the block and theirs, if known."""
        self.block, self.ranges, self.outputs = block, ranges, outputs
        self.first_layer = len(outputs)
        self.steps = steps[self.first_layer :]  # whose outputs are not known yet
        self.memory: list[AnyArray | None] = []  # for their outputs; None: not kept
        self.seconds = [0.0] * len(steps)

    @property
    def has_work(self) -> bool:
        """False when all about the block is known already."""
        return bool(self.steps) or not self.ranges

    @property
    def most_products(self) -> int:
        """The multiplications of the largest matrix product."""
        return len(self.block) * max((step.layer.parameter_count for step in self.steps), default=0)

    @property
    def cost(self) -> int:
        """What is left to do, in multiplications."""
        return len(self.block) * sum(step.cost for step in self.steps)

    def run(self, cancelled: IsCancelled) -> None:
        """Compute what is not known; raises Cancelled soon when asked to, NnfsError as `read`."""
        outputs, ranges, n_rows = list(self.outputs), list(self.ranges), len(self.block)
        inputs: FloatArray = read_in_passing(outputs[-1] if outputs else self.block)
        if not ranges:
            ranges.append(range_of(inputs))
        kept = [
            None if memory is None else matrix_in(memory, n_rows, step.width)
            for step, memory in zip(self.steps, self.memory, strict=True)
        ]
        began = perf_counter()

        def done(current: FloatArray) -> None:
            nonlocal began
            index, entering = len(outputs), outputs[-1] if outputs else self.block
            step, is_kept = self.steps[index - self.first_layer], kept[index - self.first_layer]
            if step.layer.enabled:
                self.seconds[index] = perf_counter() - began
                ranges.append(range_of(current))
                outputs.append(ComputedBlock(step, entering) if is_kept is None else seal(current))
            else:  # what comes in goes out
                ranges.append(ranges[-1])
                outputs.append(entering)
            began = perf_counter()

        least, most = ranges[-1]
        largest = max(-least, most) if isfinite(least) and isfinite(most) else None
        run_steps(self.steps, inputs, kept, done, cancelled, largest)
        self.outputs, self.ranges = outputs, ranges


class ComputedBlock(Deferred):
    """Computes a layer's outputs (samples, n_outputs) for one block, again when looked at.

    They come out with the same bits each time, as all that decides them stays the same.
    """

    def __init__(self, step: LayerStep, entering: Block) -> None:
        super().__init__((len(entering), step.width), entering.dtype)
        self._step, self._entering = step, entering

    def load(self) -> FloatArray:
        blocks = [self]  # back to what is in memory, without recursion: networks may be deep
        while isinstance(entering := blocks[-1]._entering, ComputedBlock):
            if entering.in_memory() is not None:
                break
            blocks.append(entering)
        inputs: FloatArray = read(entering)
        blocks.reverse()
        steps = [block._step for block in blocks]
        outputs = [empty_matrix(*block.shape, self.dtype) for block in blocks]
        with blas_alone(len(self) * max(step.layer.parameter_count for step in steps)):
            run_steps(steps, inputs, outputs)
        return [block.keep(seal(each)) for block, each in zip(blocks, outputs, strict=True)][-1]


def range_of(values: FloatArray) -> Range:
    """The least and the largest number, both NaN when any is, 0 when there is none."""
    if values.size == 0:
        return 0.0, 0.0
    return float(values.min()), float(values.max())
