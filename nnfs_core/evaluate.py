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

from nnfs_core.arrays import FloatArray, seal
from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.faults import Fault, misfit_fault, number_fault
from nnfs_core.layers import Layer
from nnfs_core.memory import free_memory, size_text
from nnfs_core.project import Project
from nnfs_core.rows import Rows

INPUT = -1  # the place of the batch itself, before layer 0

# Rows that go through all layers together, so that each layer finds the last one's output in cache.
SLICE_ROWS = 1024
# A part is what runs between two looks at whether to stop: well under 200 ms on any computer.
MAX_PART_PRODUCTS = 2**28
MIN_PART_ROWS = 16

ALWAYS_THERE = 64 * 2**20  # bytes that are not worth asking the system about

Progress = Callable[[float], None]


@dataclass(frozen=True)
class LayerResult:
    """A layer's output (samples, n_outputs) in the batch's blocks, and what the pass saw of it."""

    output: Rows
    block_ranges: tuple[
        tuple[float, float], ...
    ]  # least and largest of each block, NaN where any is
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
    pending = [_BlockPass(layers, block, reuse) for block in batch.input_rows.blocks]
    n_fresh = sum(len(block.block) * sum(widths[block.first_layer :]) for block in pending)
    _check_memory(n_fresh * project.dtype.itemsize)
    # One large array a layer costs less than many small ones, where all blocks are fresh.
    wholes: list[FloatArray | None] = [None] * n_runnable
    if all(block.first_layer == 0 for block in pending):
        wholes = [np.empty((batch.n_samples, width), project.dtype) for width in widths]
    for block, start in zip(pending, batch.input_rows.starts, strict=False):
        rows = slice(start, start + len(block.block))
        block.fresh = [
            np.empty((len(block.block), width), project.dtype) if whole is None else whole[rows]
            for whole, width in zip(wholes, widths, strict=True)
        ][block.first_layer :]
    advance = _Advance(progress, sum(block.n_slices for block in pending))

    def run(block: _BlockPass) -> None:
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
            f"The outputs of this pass need {size_text(n_bytes)} of memory, but only "
            f"{size_text(free)} are free; take fewer samples or fewer neurons."
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

    def of(self, block: FloatArray) -> tuple[list[tuple[float, float]], list[FloatArray]]:
        """The ranges of the block and of its outputs in layers that did not change; the outputs."""
        number = self.numbers.get(id(block))
        if number is None or self.previous is None:
            return [], []
        kept = self.previous.layers[: self.n_layers]
        ranges = [result.block_ranges[number] for result in (self.previous.inputs, *kept)]
        return ranges, [result.output.blocks[number] for result in kept]


class _BlockPass:
    """One block's way through the layers, from the first layer whose output is not known yet."""

    def __init__(self, layers: Sequence[Layer], block: FloatArray, reuse: _Reuse) -> None:
        self.layers, self.block = layers, block
        self.ranges, self.outputs = reuse.of(block)  # the input's range first, if known
        self.first_layer = len(self.outputs)
        self.fresh: list[FloatArray] = []  # where the other layers' outputs go
        self.seconds = [0.0] * len(layers)

    @property
    def n_slices(self) -> int:
        return -(-len(self.block) // SLICE_ROWS)

    def run(self, cancelled: Callable[[], bool], advance: Callable[[], None]) -> None:
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
                entering = None if entering_rows is None else entering_rows.blocks[number]
                output = result.output
                return number_fault(
                    project, index, output.blocks[number], entering, output.starts[number]
                )
        entering_rows = result.output
    return None


@cache
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="forward")


@cache
def _blas() -> ThreadpoolController:
    return ThreadpoolController()
