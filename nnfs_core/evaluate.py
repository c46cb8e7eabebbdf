"""The forward pass: every layer's output, its timing, and the first faults with their places."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from threading import Lock
from time import perf_counter

import numpy as np
from threadpoolctl import ThreadpoolController

from nnfs_core import recycled
from nnfs_core.arrays import FloatArray, seal
from nnfs_core.block_pass import BlockPass, Range
from nnfs_core.blocks import Block, read
from nnfs_core.errors import NnfsError
from nnfs_core.faults import Fault, misfit_fault, number_fault
from nnfs_core.layers import Layer
from nnfs_core.memory import ALWAYS_THERE, free_memory, shortage_text
from nnfs_core.project import Project
from nnfs_core.rows import Rows

INPUT = -1  # the place of the batch itself, before layer 0


Progress = Callable[[float], None]


@dataclass(frozen=True)
class LayerResult:
    """A layer's output (samples, n_outputs) in the batch's blocks, and what the pass saw of it."""

    output: Rows
    block_ranges: tuple[Range, ...]  # of each block
    seconds: float

    @property
    def minimum(self) -> float:
        """The least output; NaN when one is NaN, 0 when there is none."""
        return float(np.min([low for low, _ in self.block_ranges])) if self.block_ranges else 0.0

    @property
    def maximum(self) -> float:
        """The largest output; NaN when one is NaN, 0 when there is none."""
        return float(np.max([high for _, high in self.block_ranges])) if self.block_ranges else 0.0


@dataclass(frozen=True)
class Evaluation:
    """What a forward pass of `project` gave: results up to the first misfit, and all faults."""

    project: Project
    inputs: LayerResult
    layers: tuple[LayerResult, ...]
    faults: tuple[Fault, ...]
    seconds: float
    blocks_computed: int  # layer blocks that were not taken over from the previous evaluation

    def result(self, layer: int) -> LayerResult | None:
        """The result of a layer, or of the batch for INPUT; None behind a misfit."""
        if layer == INPUT:
            return self.inputs
        return self.layers[layer] if 0 <= layer < len(self.layers) else None

    @property
    def fault(self) -> Fault | None:
        """The first fault, in the order of the layers."""
        return self.faults[0] if self.faults else None

    def fault_at(self, layer: int) -> Fault | None:
        """The fault that began at a layer, or at the batch for INPUT."""
        return next((fault for fault in self.faults if fault.layer == layer), None)


def evaluate(
    project: Project,
    previous: Evaluation | None = None,
    *,
    progress: Progress = lambda fraction: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Evaluation:
    """Run the forward pass of `project`, taking over from `previous` whatever did not change.

    The numbers do not depend on `previous` nor on the number of threads. Raises Cancelled soon
    after `cancelled` turns true, and NnfsError when the outputs would not fit into memory;
    `progress` is told the fraction done, from any thread.
    """
    began = perf_counter()
    network, batch = project.network, project.batch
    shapes = network.shapes(batch.n_features)
    n_runnable = next((i for i, shape in enumerate(shapes) if not shape.fits), len(shapes))
    layers = network.layers[:n_runnable]
    widths = [shape.n_outputs for shape in shapes[:n_runnable]]

    reuse = _Reuse(project, layers, previous)
    pending = [
        BlockPass(layers, read(block), *reuse.of(block)) for block in batch.input_rows.blocks
    ]
    n_fresh = sum(len(block.block) * sum(widths[block.first_layer :]) for block in pending)
    _check_memory(n_fresh * project.dtype.itemsize)
    # One large array a layer costs less than many small ones, where all blocks are fresh.
    wholes: list[FloatArray | None] = [None] * n_runnable
    if all(block.first_layer == 0 for block in pending):
        wholes = [recycled.empty((batch.n_samples, width), project.dtype) for width in widths]
    for block, start in zip(pending, batch.input_rows.starts, strict=False):
        rows = slice(start, start + len(block.block))
        block.fresh = [
            np.empty((len(block.block), width), project.dtype) if whole is None else whole[rows]
            for whole, width in zip(wholes, widths, strict=True)
        ][block.first_layer :]
    advance = _Advance(progress, sum(block.n_slices for block in pending))

    def run(block: BlockPass) -> None:
        block.run(cancelled, advance)

    # One thread of BLAS for each block: the bits of a product depend on how many share it.
    with _blas().limit(limits=1, user_api="blas"):
        if len(pending) == 1:
            run(pending[0])
        else:
            list(_workers().map(run, pending))

    for whole in wholes:
        if whole is not None:
            seal(whole)
    inputs = LayerResult(batch.input_rows, tuple(block.ranges[0] for block in pending), 0.0)
    results = tuple(
        LayerResult(
            Rows(tuple(block.outputs[i] for block in pending), widths[i], project.dtype, wholes[i]),
            tuple(block.ranges[i + 1] for block in pending),
            sum(block.seconds[i] for block in pending),
        )
        for i in range(n_runnable)
    )
    faults = [misfit_fault(network, i, shape) for i, shape in enumerate(shapes) if not shape.fits]
    first = _first_number_fault(project, inputs, results)
    if first is not None:
        faults.append(first)
    return Evaluation(
        project,
        inputs,
        results,
        tuple(sorted(faults, key=lambda fault: fault.layer)),
        perf_counter() - began,
        sum(n_runnable - block.first_layer for block in pending),
    )


def _check_memory(n_bytes: int) -> None:
    """Refuse outputs beyond the free memory: systems that promise more would end the program."""
    if n_bytes > ALWAYS_THERE and n_bytes > (free := free_memory()):
        raise NnfsError(
            f"The outputs of this pass need {shortage_text(n_bytes, free)}; "
            "take fewer samples or fewer neurons."
        )


class _Advance:
    """Counts slices done, from any thread, and tells the fraction."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total = progress, total
        self._done = 0
        self._lock = Lock()

    def __call__(self) -> None:
        with self._lock:
            self._done += 1
            self._progress(self._done / self._total)


class _Reuse:
    """What a previous evaluation lends: its layers before the first changed one, block by block."""

    def __init__(
        self, project: Project, layers: Sequence[Layer], previous: Evaluation | None
    ) -> None:
        self.previous = previous
        self.n_layers = 0
        self.numbers: dict[int, int] = {}
        if previous is None or previous.project.precision != project.precision:
            return
        for old, new in zip(previous.project.network.layers, layers, strict=False):
            if self.n_layers >= len(previous.layers) or not computes_alike(old, new):
                break
            self.n_layers += 1
        blocks = previous.inputs.output.blocks
        self.numbers = {id(block): number for number, block in enumerate(blocks)}

    def of(self, block: Block) -> tuple[list[Range], list[FloatArray]]:
        """The ranges of the block and of its outputs in layers that did not change; the outputs."""
        number = self.numbers.get(id(block))
        if number is None or self.previous is None:
            return [], []
        kept = self.previous.layers[: self.n_layers]
        ranges = [result.block_ranges[number] for result in (self.previous.inputs, *kept)]
        return ranges, [result.output.block(number) for result in kept]


def computes_alike(old: Layer, new: Layer) -> bool:
    """True when two layers are sure to give the same outputs, told without reading their arrays."""
    if old is new:
        return True
    return (
        type(old) is type(new)
        and old.enabled == new.enabled
        and old.option_values() == new.option_values()
        and all(array is new.arrays()[name] for name, array in old.arrays().items())
    )


def _first_number_fault(
    project: Project, inputs: LayerResult, results: Sequence[LayerResult]
) -> Fault | None:
    """The first NaN or infinity: in the earliest layer, there in the first sample and neuron."""
    entering_rows: Rows | None = None
    for index, result in enumerate((inputs, *results), start=INPUT):
        for number, (low, high) in enumerate(result.block_ranges):
            if not (np.isfinite(low) and np.isfinite(high)):
                entering = None if entering_rows is None else entering_rows.block(number)
                output = result.output
                return number_fault(
                    project, index, output.block(number), entering, output.starts[number]
                )
        entering_rows = result.output
    return None


@cache
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="forward")


@cache
def _blas() -> ThreadpoolController:
    return ThreadpoolController()
