"""Runs the forward pass: every layer's output, its timing, the first faults and their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from math import isfinite
from threading import Lock
from time import perf_counter
from typing import Any

import numpy as np

from nnfs_core.forward.block_pass import BlockPass, Range
from nnfs_core.forward.budget import bytes_allowed, kept_layers
from nnfs_core.forward.faults import Fault, misfit_fault, number_fault
from nnfs_core.layers import Layer
from nnfs_core.machine import recycled
from nnfs_core.machine.workers import run_blocks
from nnfs_core.matrix.blocks import Block, Deferred
from nnfs_core.matrix.rows import Rows
from nnfs_core.network.chain import WORTH_THREADS
from nnfs_core.network.layer_pass import LayerStep, layer_steps
from nnfs_core.progress import IsCancelled, Progress, ignored, never, stop_if
from nnfs_core.project.place import INPUT
from nnfs_core.project.project import Project


@dataclass(frozen=True)
class LayerResult:
    """Holds a layer's output (samples, n_outputs) in blocks, and what the pass saw of it."""

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
    """Holds what a pass of `project` gave: results up to the first misfit, and all faults."""

    project: Project
    inputs: LayerResult
    layers: tuple[LayerResult, ...]
    faults: tuple[Fault, ...]
    seconds: float
    blocks_computed: int  # layer blocks that were not taken over from the previous evaluation
    budget: int = 0  # the bytes that outputs were allowed to take

    def result(self, layer: int) -> LayerResult | None:
        """The result of a layer, or of the batch for INPUT; None behind a misfit."""
        if layer == INPUT:
            return self.inputs
        return self.layers[layer] if 0 <= layer < len(self.layers) else None

    def reached(self, layer: int) -> LayerResult:
        """As `result`, of a layer that is known not to be behind a misfit."""
        result = self.result(layer)
        assert result is not None
        return result

    @cached_property
    def n_bytes_kept(self) -> int:
        """The bytes of outputs that are in memory."""
        return sum(self._kept.values())

    def n_bytes_without(self, other: Evaluation) -> int:
        """The bytes of outputs that would leave memory with this evaluation while `other` stays."""
        return sum(size for block, size in self._kept.items() if block not in other._kept)

    @cached_property
    def _kept(self) -> dict[int, int]:
        """The size of each block of outputs that is in memory, by id."""
        return {
            id(block): block.nbytes
            for result, layer in zip(self.layers, self.project.network.layers, strict=False)
            for block in result.output.blocks
            if layer.enabled and not isinstance(block, Deferred)
        }

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
    budget: int | None = None,
    also_kept: Evaluation | None = None,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> Evaluation:
    """Run the forward pass of `project`, taking over from `previous` whatever did not change.

    Outputs are kept up to `budget` bytes, by default a quarter of the memory that is free or held
    by `previous`; those of the other layers are computed again for the rows that are looked at. The
    outputs of `also_kept`, another evaluation in memory, take their part of `budget`. The numbers
    depend neither on `previous` and `budget` nor on the number of threads. Raises Cancelled soon
    after `cancelled` turns true, and NnfsError when the budget does not hold one block or the batch
    cannot be read; `progress` is called with the fraction done, from any thread.
    """
    began = perf_counter()
    network, batch = project.network, project.batch
    shapes = network.shapes(batch.n_features)
    n_runnable = next((i for i, shape in enumerate(shapes) if not shape.fits), len(shapes))
    layers = network.layers[:n_runnable]
    steps = layer_steps(layers, batch.n_features)
    allowed = bytes_allowed(
        budget,
        held=_bytes_replaced(previous, also_kept),
        before=0 if previous is None else previous.budget,
        also_kept=0 if also_kept is None else also_kept.n_bytes_kept,
    )
    kept = kept_layers(
        batch,
        # a layer that is switched off has its inputs for outputs
        [step.width if step.layer.enabled else 0 for step in steps],
        project.dtype.itemsize,
        allowed,
    )

    reuse = _Reuse(project, layers, kept, previous)
    passes = [BlockPass(steps, block, *reuse.of(block)) for block in batch.input_rows.blocks]
    _give_memory(passes, steps, kept, project.dtype)
    _run([each for each in passes if each.has_work], progress, cancelled)
    inputs = LayerResult(batch.input_rows, tuple(each.ranges[0] for each in passes), 0.0)
    results = tuple(
        LayerResult(
            Rows(tuple(each.outputs[i] for each in passes), step.width, project.dtype),
            tuple(each.ranges[i + 1] for each in passes),
            sum(each.seconds[i] for each in passes),
        )
        for i, step in enumerate(steps)
    )
    faults = [misfit_fault(network, i, shape) for i, shape in enumerate(shapes) if not shape.fits]
    first = _first_number_fault(project, inputs, results)
    if first is not None:
        faults.append(first)
    evaluation = Evaluation(
        project,
        inputs,
        results,
        tuple(sorted(faults, key=lambda fault: fault.layer)),
        perf_counter() - began,
        sum(n_runnable - each.first_layer for each in passes),
        allowed,
    )
    recycled.limit(evaluation.n_bytes_kept)
    return evaluation


def _bytes_replaced(previous: Evaluation | None, also_kept: Evaluation | None) -> int:
    """The bytes that are free once the outputs of `previous` are replaced."""
    if previous is None:
        return 0
    return previous.n_bytes_kept if also_kept is None else previous.n_bytes_without(also_kept)


def _give_memory(
    passes: Sequence[BlockPass],
    steps: Sequence[LayerStep],
    kept: Sequence[bool],
    dtype: np.dtype[Any],
) -> None:
    """Give each block what its outputs are written to: one large piece a layer, cut for the blocks.

    Many small pieces would cost more than one large one.
    """
    for index, (step, is_kept) in enumerate(zip(steps, kept, strict=True)):
        fresh = [each for each in passes if each.first_layer <= index]
        if not is_kept or not step.layer.enabled:
            for each in fresh:
                each.memory.append(None)
            continue
        ends = [0, *accumulate(len(each.block) * step.width for each in fresh)]
        memory = recycled.empty((ends[-1],), dtype)
        for each, (start, stop) in zip(fresh, pairwise(ends), strict=True):
            each.memory.append(memory[start:stop])


def _run(passes: Sequence[BlockPass], progress: Progress, cancelled: IsCancelled) -> None:
    done, lock = 0, Lock()

    def run(number: int) -> None:
        nonlocal done
        stop_if(cancelled)
        passes[number].run(cancelled)
        with lock:
            done += 1
            progress(done / len(passes))

    cost = sum(each.cost for each in passes)
    products = max((each.most_products for each in passes), default=0)
    run_blocks(run, len(passes), products, alone=cost < WORTH_THREADS)


class _Reuse:
    """What is taken over from an earlier evaluation: its layers before the first changed one.

    A layer's outputs are taken over only where the earlier pass kept them in memory and this one
    is to keep them too, or neither does.
    """

    def __init__(
        self,
        project: Project,
        layers: Sequence[Layer],
        kept: Sequence[bool],
        previous: Evaluation | None,
    ) -> None:
        self.previous, self.layers, self.kept = previous, layers, kept
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

    def of(self, block: Block) -> tuple[list[Range], list[Block]]:
        """The ranges of the block and of its outputs in layers that did not change; the outputs."""
        number = self.numbers.get(id(block))
        if number is None or self.previous is None:
            return [], []
        ranges, outputs = [self.previous.inputs.block_ranges[number]], []
        for layer in range(self.n_layers):
            result = self.previous.layers[layer]
            output = result.output.blocks[number]
            if self.layers[layer].enabled and isinstance(output, Deferred) == self.kept[layer]:
                break
            ranges.append(result.block_ranges[number])
            outputs.append(output)
        return ranges, outputs


def computes_alike(old: Layer, new: Layer) -> bool:
    """True when two layers are sure to give the same outputs, without reading their arrays."""
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
            if not (isfinite(low) and isfinite(high)):
                entering = None if entering_rows is None else entering_rows.block(number)
                output = result.output
                return number_fault(
                    project, index, output.block(number), entering, output.starts[number]
                )
        entering_rows = result.output
    return None
