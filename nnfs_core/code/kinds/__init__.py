"""This room says how each kind of layer is written in every dialect and in a spreadsheet.

KIND_CODES has an entry for each kind, made in a file of its own in the words of `kind_code`. It may
import the layers; layers never import it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nnfs_core.code.kinds.dense import DENSE
from nnfs_core.code.kinds.kind_code import Chapter, KindCode, SheetStep, Snippet
from nnfs_core.code.kinds.leaky_relu import LEAKY_RELU
from nnfs_core.code.kinds.linear import LINEAR
from nnfs_core.code.kinds.relu import RELU
from nnfs_core.code.kinds.sigmoid import SIGMOID
from nnfs_core.code.kinds.softmax import softmax_code
from nnfs_core.code.kinds.standardise import standardise_code
from nnfs_core.code.kinds.step import STEP
from nnfs_core.code.kinds.tanh import TANH
from nnfs_core.layers import (
    Dense,
    Layer,
    LeakyReLU,
    Linear,
    ReLU,
    Sigmoid,
    Softmax,
    Standardise,
    Step,
    Tanh,
)

# An entry is a function of the layer where its options change more than numbers in the text.
KIND_CODES: Mapping[type[Layer], KindCode | Callable[[Any], KindCode]] = {
    Dense: DENSE,
    Linear: LINEAR,
    Step: STEP,
    Sigmoid: SIGMOID,
    ReLU: RELU,
    LeakyReLU: LEAKY_RELU,
    Tanh: TANH,
    Softmax: softmax_code,
    Standardise: standardise_code,
}


def code_of(layer: Layer) -> KindCode:
    """How a layer is written; raises KeyError for a kind without an entry in KIND_CODES."""
    entry = KIND_CODES[type(layer)]
    return entry(layer) if callable(entry) else entry
