"""The step activation: 1 above 0, else 0."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.layers.activation import Activation
from nnfs_core.layers.kind_code import Chapter, KindCode, SheetStep, Snippet
from nnfs_core.layers.layer import Watch
from nnfs_core.layers.working import Line, Operation, step
from nnfs_core.machine.scratch import scratch_like


@dataclass(frozen=True, eq=False)
class Step(Activation):
    """1 above 0, else 0."""

    kind: ClassVar[str] = "step"
    title: ClassVar[str] = "Step"
    formula: ClassVar[str] = "1 if x > 0 else 0"
    indexed_formula: ClassVar[str] = "output[{i}, {j}] = 1 if input[{i}, {j}] > 0 else 0"
    description: ClassVar[str] = "Fires (1) above 0 and stays silent (0) at or below it."

    code: ClassVar[KindCode] = KindCode(
        python=Snippet(
            "step($x)",
            (
                '''
def step(inputs):
    """Fire with 1 above 0, stay silent with 0 at or below it."""
    outputs = []
    for x in inputs:
        if x != x:  # only NaN differs from itself, and it stays what it is
            outputs.append(x)
        else:
            outputs.append(1.0 if x > 0 else 0.0)
    return outputs
''',
            ),
        ),
        numpy=Snippet("np.heaviside($x, 0)"),
        classes=Snippet(
            "Step()",
            (
                '''
class Step:
    """Fires (1) above 0 and stays silent (0) at or below it."""

    def forward(self, inputs):
        self.output = np.heaviside(inputs, 0)  # the 0 is the output for an input of exactly 0
''',
            ),
        ),
        torch=Snippet(
            "Step()",
            (
                '''
class Step(nn.Module):
    """Fires (1) above 0 and stays silent (0) at or below it; NaN stays NaN."""

    def forward(self, inputs):
        return torch.where(torch.isnan(inputs), inputs, (inputs > 0).to(inputs.dtype))
''',
            ),
        ),
        keras=Snippet(
            "Step(name=$name)",
            (
                '''
class Step(keras.Layer):
    """Fires (1) above 0 and stays silent (0) at or below it; NaN stays NaN."""

    def call(self, inputs):
        fired = keras.ops.cast(inputs > 0, inputs.dtype)
        return keras.ops.where(keras.ops.isnan(inputs), inputs, fired)

    def compute_output_shape(self, input_shape):
        return input_shape
''',
            ),
        ),
        notebook=Chapter(
            r"y = 1 \text{ if } x > 0 \text{, else } 0",
            "The step is the oldest activation: a neuron either fires or is silent. How far its "
            "sum lies above or below 0 is lost, which is why it is hard to train.",
            "$outputs = np.heaviside($x, 0)  # the 0 is the output for an input of exactly 0",
        ),
        sheet=(
            SheetStep(
                "outputs",
                "Outputs",
                "IF($x>0,1,0)",
                lambda values: np.heaviside(values["inputs"], 0),
            ),
        ),
    )
    watch: ClassVar[Watch | None] = Watch(
        "silent", "Outputs that are exactly 0.", lambda outputs: outputs == 0
    )

    def write(self, inputs: FloatArray, outputs: FloatArray) -> None:
        missing = np.isnan(inputs, out=scratch_like("mask", inputs, bool))
        np.greater(inputs, 0, out=outputs, casting="unsafe")
        # A comparison would turn NaN into 0 and hide it.
        np.copyto(outputs, np.nan, where=missing)

    def lines(self, x: Line, value: float) -> tuple[tuple[Line, ...], str]:
        why = (
            "{x} is above 0, so it gives 1." if value > 0 else "{x} is not above 0, so it gives 0."
        )
        if np.isnan(value):
            why = "NaN stays NaN."
        return (step("output", "output", Operation.ABOVE_ZERO, x),), why
