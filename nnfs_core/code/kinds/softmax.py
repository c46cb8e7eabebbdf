"""Writes softmax layers, with the largest input subtracted first and without."""

from __future__ import annotations

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.code.kinds.kind_code import (
    PYTHON_EXPONENTIAL,
    Chapter,
    KindCode,
    SheetStep,
    Snippet,
    Values,
)
from nnfs_core.layers import Softmax


def _exponentials(values: Values) -> FloatArray:
    exponentials: FloatArray = np.exp(values["shifted" if "shifted" in values else "inputs"])
    return exponentials


_LARGEST = SheetStep(
    "largest",
    "Largest",
    "MAX($inputs)",
    lambda values: values["inputs"].max(axis=1, keepdims=True),
    one_a_sample=True,
)
_SHIFTED = SheetStep(
    "shifted",
    "Shifted: each input minus the largest",
    "$x-$largest",
    lambda values: values["inputs"] - values["largest"],
)
_SUM = SheetStep(
    "sum",
    "Sum",
    "SUM($all_exponentials)",
    lambda values: values["exponentials"].sum(axis=1, keepdims=True),
    one_a_sample=True,
)
_PROBABILITIES = SheetStep(
    "outputs",
    "Probabilities: each exponential over the sum",
    "$exponentials/$sum",
    lambda values: values["exponentials"] / values["sum"],
)

SUBTRACTING = KindCode(
    python=Snippet(
        "softmax($x)",
        '''
def softmax(inputs):
    """Turn the scores of a sample into probabilities, which sum to 1."""
    largest = inputs[0]
    for x in inputs:
        if x > largest or x != x:  # NaN, which alone differs from itself, goes before all
            largest = x
    exponentials = []
    for x in inputs:
        exponentials.append(exponential(x - largest))  # at most 1, so it never overflows
    total = sum(exponentials)
    outputs = []
    for part in exponentials:
        outputs.append(part / total)
    return outputs
''',
        helper=PYTHON_EXPONENTIAL,
    ),
    numpy=Snippet(
        "(e := np.exp($x - $x.max(axis=1, keepdims=True)))\n/ e.sum(axis=1, keepdims=True)"
    ),
    classes=Snippet(
        "Softmax()",
        '''
class Softmax:
    """Turns the scores of each sample into probabilities, which sum to 1."""

    def forward(self, inputs):
        # With the largest score of each sample subtracted no exponential exceeds 1.
        exponentials = np.exp(inputs - inputs.max(axis=1, keepdims=True))
        self.output = exponentials / exponentials.sum(axis=1, keepdims=True)
''',
    ),
    torch=Snippet("nn.Softmax(dim=1)"),
    keras=Snippet("keras.layers.Softmax(name=$name)"),
    notebook=Chapter(
        r"y_{ij} = \frac{e^{x_{ij} - m_i}}{\sum_k e^{x_{ik} - m_i}}, \qquad "
        r"m_i = \max_k x_{ik}",
        "Softmax turns the scores of a sample into probabilities: raise e to each score, then "
        "divide by the sample's sum. With the sample's largest score subtracted first the result "
        "is the same, as all its exponentials shrink by one factor, but none can overflow. "
        "`axis=1` goes along each row, and `keepdims=True` keeps one column, which lines up with "
        "the rows.",
        "largest = $x.max(axis=1, keepdims=True)  # (samples, 1)\n"
        "exponentials = np.exp($x - largest)\n"
        "sums = exponentials.sum(axis=1, keepdims=True)  # (samples, 1)\n"
        "$outputs = exponentials / sums",
    ),
    sheet=(
        _LARGEST,
        _SHIFTED,
        SheetStep("exponentials", "Exponentials", "EXP($shifted)", _exponentials),
        _SUM,
        _PROBABILITIES,
    ),
)

NOT_SUBTRACTING = KindCode(
    python=Snippet(
        "plain_softmax($x)",
        '''
def plain_softmax(inputs):
    """Turn scores into probabilities without subtracting the largest, which may overflow."""
    exponentials = []
    for x in inputs:
        exponentials.append(exponential(x))
    total = sum(exponentials)
    outputs = []
    for part in exponentials:
        # Python refuses to divide by 0; with numbers this small 0 / 0 is NaN.
        outputs.append(part / total if total != 0 else float("nan"))
    return outputs
''',
        helper=PYTHON_EXPONENTIAL,
    ),
    numpy=Snippet("((e := np.exp($x)$wide) / e.sum(axis=1, keepdims=True))$narrow"),
    classes=Snippet(
        "PlainSoftmax()",
        '''
class PlainSoftmax:
    """Softmax without subtracting the largest: the exponential of a large score overflows."""

    def forward(self, inputs):
        exponentials = np.exp(inputs)
        wide = np.result_type(inputs, np.float32)  # a sum of float16 is one of float32
        sums = exponentials.sum(axis=1, keepdims=True, dtype=wide)
        self.output = (exponentials / sums).astype(inputs.dtype)
''',
    ),
    torch=Snippet(
        "PlainSoftmax()",
        '''
class PlainSoftmax(nn.Module):
    """Softmax without subtracting the largest, which nn.Softmax would do."""

    def forward(self, inputs):
        exponentials = torch.exp(inputs)
        wide = torch.promote_types(inputs.dtype, torch.float32)  # for a sum of float16
        sums = exponentials.sum(dim=1, keepdim=True, dtype=wide)
        return (exponentials / sums).to(inputs.dtype)
''',
    ),
    keras=Snippet(
        "PlainSoftmax(name=$name)",
        '''
class PlainSoftmax(keras.Layer):
    """Softmax without subtracting the largest, which keras.layers.Softmax would do."""

    def call(self, inputs):
        is_half = self.compute_dtype == "float16"  # of which a sum is one of float32
        wide = "float32" if is_half else self.compute_dtype
        exponentials = keras.ops.cast(keras.ops.exp(inputs), wide)
        outputs = exponentials / keras.ops.sum(exponentials, axis=1, keepdims=True)
        return keras.ops.cast(outputs, inputs.dtype)

    def compute_output_shape(self, input_shape):
        return input_shape
''',
    ),
    notebook=Chapter(
        r"y_{ij} = \frac{e^{x_{ij}}}{\sum_k e^{x_{ik}}}",
        "Softmax turns the scores of a sample into probabilities: raise e to each score, then "
        "divide by the sample's sum. Here the largest score is not subtracted first, so the "
        "exponential of a large score overflows to infinity, and infinity over infinity is NaN.",
        "exponentials = np.exp($x)$wide\n"
        "sums = exponentials.sum(axis=1, keepdims=True)  # (samples, 1)\n"
        "$outputs = (exponentials / sums)$narrow",
    ),
    sheet=(
        SheetStep("exponentials", "Exponentials", "EXP($x)", _exponentials),
        _SUM,
        _PROBABILITIES,
    ),
)


def softmax_code(layer: Softmax) -> KindCode:
    """How a softmax layer is written, as its switch says."""
    return SUBTRACTING if layer.subtract_maximum else NOT_SUBTRACTING
