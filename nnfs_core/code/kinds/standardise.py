"""Writes layers that standardise in each dialect and in a spreadsheet."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnfs_core.code.kinds.kind_code import Chapter, KindCode, Snippet, one_formula
from nnfs_core.layers import Standardise

# Keras divides by the root of a variance, or by this if the root is smaller.
KERAS_LEAST_DEVIATION = 1e-7

STANDARDISE = KindCode(
    python=Snippet(
        "standardise($x, $means, $deviations)",
        '''
def standardise(inputs, means, deviations):
    """By how many standard deviations is each feature above its mean?"""
    outputs = []
    for x, mean, deviation in zip(inputs, means, deviations):
        outputs.append((x - mean) / deviation)
    return outputs
''',
    ),
    numpy=Snippet("($x - $means) / $deviations"),
    classes=Snippet(
        "Standardise($means, $deviations)",
        '''
class Standardise:
    """Says of each feature by how many standard deviations it is above its mean."""

    def __init__(self, means, deviations):
        self.means = means  # (features,)
        self.deviations = deviations  # (features,)

    def forward(self, inputs):
        self.output = (inputs - self.means) / self.deviations
''',
    ),
    torch=Snippet(
        "Standardise($means, $deviations)",
        '''
class Standardise(nn.Module):
    """Says of each feature by how many standard deviations it is above its mean."""

    def __init__(self, means, deviations):
        super().__init__()
        self.register_buffer("means", means)  # saved with the network, but not trained
        self.register_buffer("deviations", deviations)

    def forward(self, inputs):
        return (inputs - self.means) / self.deviations
''',
    ),
    keras=Snippet("keras.layers.Normalization(mean=$means, variance=$deviations**2, name=$name)"),
    notebook=Chapter(
        r"y_{ij} = \frac{x_{ij} - m_j}{s_j}",
        "Features come in units of their own: one in centimetres, one in grams. Here each says by "
        "how many standard deviations $s_j$ it is above its mean $m_j$, so that none counts more "
        "only because its numbers are larger. Means and deviations were found once; every other "
        "sample is scaled by the same ones. They are one row each, which NumPy takes for every "
        "sample.",
        "$outputs = ($x - $means) / $deviations",
    ),
    sheet=one_formula("($x-$mean)/$deviation"),
    lists={"means": "mean", "deviations": "deviation"},
    table=(
        "Means and deviations, a row a feature",
        "The means and deviations, to the right, stand a row a feature: each input minus the mean "
        "of its feature, over the deviation of its feature.",
    ),
)

IN_KERAS_WITHOUT_SQUARES = replace(
    STANDARDISE,
    keras=Snippet(
        "Standardise($means, $deviations, name=$name)",
        '''
class Standardise(keras.layers.Layer):
    """Says of each feature by how many standard deviations it is above its mean.

    keras.layers.Normalization is given variances: squares, which some of these deviations are too
    large or too small for.
    """

    def __init__(self, means, deviations, **options):
        super().__init__(**options)
        self.means = keras.ops.convert_to_tensor(means)
        self.deviations = keras.ops.convert_to_tensor(deviations)

    def call(self, inputs):
        return keras.ops.divide(keras.ops.subtract(inputs, self.means), self.deviations)
''',
    ),
)


def standardise_code(layer: Standardise) -> KindCode:
    """How the layer is written; in Keras as a layer of its own where Keras has none as exact."""
    limits = np.finfo(layer.deviations.dtype)
    least = max(KERAS_LEAST_DEVIATION, float(np.sqrt(limits.smallest_normal)))
    deviations = layer.deviations.astype(np.float64)
    is_square = (deviations > least) & (deviations < float(np.sqrt(limits.max)))
    return STANDARDISE if is_square.all() else IN_KERAS_WITHOUT_SQUARES
