"""Defines how the weights of a dense layer begin: INITIALISATIONS is the one list of the rules."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from nnfs_core.arrays import FloatArray
from nnfs_core.errors import NnfsError
from nnfs_core.layers.options import Option, Optioned, option
from nnfs_core.machine.memory import ALWAYS_THERE, free_memory

SCALE = 0.01  # of the book's weights
AT_A_TIME = 2**16  # numbers that the legacy generator draws to be left out


@dataclass(frozen=True)
class Initialisation(Optioned, ABC):
    """Says what numbers a dense layer's weights begin with; the same seed gives the same bits."""

    name: ClassVar[str]  # as files spell it
    title: ClassVar[str]  # as people read it
    formula: ClassVar[str]
    hint: ClassVar[str]  # what it is for
    elsewhere: ClassVar[str] = ""  # what other programs call it, and do otherwise
    is_random: ClassVar[bool] = True

    def draw(self, n_inputs: int, n_neurons: int, seed: int) -> FloatArray:
        """Fresh weights (n_inputs, n_neurons), the caller's to change.

        Raises NnfsError when they are more than memory holds.
        """
        too_large = NnfsError(
            "{n_inputs:,} × {n_neurons:,} weights need more memory than there is."
        )(n_inputs, n_neurons)
        n_bytes = 8 * n_inputs * n_neurons
        if n_bytes > ALWAYS_THERE and n_bytes > free_memory():
            raise too_large
        try:
            return self._drawn(n_inputs, n_neurons, seed)
        except (MemoryError, ValueError):
            raise too_large from None

    @property
    def of_one_neuron(self) -> Scaled:
        """The rule by which a single neuron of a layer is drawn anew, so that it differs."""
        return NORMAL

    @abstractmethod
    def _drawn(self, n_inputs: int, n_neurons: int, seed: int) -> FloatArray:
        """Fresh weights (n_inputs, n_neurons)."""


@dataclass(frozen=True)
class Scaled(Initialisation):
    """Draws from one distribution, as wide as the numbers of inputs and neurons have it."""

    is_uniform: ClassVar[bool] = False  # else normal

    @abstractmethod
    def deviation(self, n_inputs: int, n_neurons: int) -> float:
        """The standard deviation of the weights of a layer of that shape."""

    def draw_neuron(self, n_inputs: int, n_neurons: int, seed: int) -> FloatArray:
        """Fresh weights (n_inputs,) for one neuron of a layer of `n_neurons`."""
        deviation = self.deviation(n_inputs, n_neurons)
        return self._of_deviation(n_inputs, 1, seed, deviation)[:, 0]

    @property
    def of_one_neuron(self) -> Scaled:
        return self

    def _drawn(self, n_inputs: int, n_neurons: int, seed: int) -> FloatArray:
        deviation = self.deviation(n_inputs, n_neurons)
        return self._of_deviation(n_inputs, n_neurons, seed, deviation)

    def _of_deviation(
        self, n_inputs: int, n_neurons: int, seed: int, deviation: float
    ) -> FloatArray:
        generator, shape = np.random.default_rng(seed), (n_inputs, n_neurons)
        if self.is_uniform:
            limit = math.sqrt(3) * deviation
            return generator.uniform(-limit, limit, shape)
        drawn = generator.standard_normal(shape)
        drawn *= deviation
        return drawn


class Normal(Scaled):
    """Draws small normal numbers, as the book does."""

    name = "normal"
    title = "Normal, small"
    formula = "0.01 × N(0, 1)"
    hint = "The book's rule. For a few layers; through many, the numbers would fade away."

    def deviation(self, n_inputs: int, n_neurons: int) -> float:
        return SCALE


class _Glorot(Scaled):
    hint = (
        "For layers before Tanh, Sigmoid or Softmax: what passes forward and backward keeps about "
        "its size."
    )

    def deviation(self, n_inputs: int, n_neurons: int) -> float:
        return math.sqrt(2 / max(n_inputs + n_neurons, 1))


class GlorotUniform(_Glorot):
    """Draws evenly between two limits, after Glorot and Bengio (2010)."""

    name = "glorot_uniform"
    title = "Glorot uniform"
    formula = "U(−a, a) with a = √(6 / (inputs + neurons))"
    elsewhere = "What Keras begins with; in PyTorch it is xavier_uniform_."
    is_uniform = True


class GlorotNormal(_Glorot):
    """Draws normal numbers of Glorot's and Bengio's deviation, none of them cut off."""

    name = "glorot_normal"
    title = "Glorot normal"
    formula = "N(0, 1) × √(2 / (inputs + neurons))"
    elsewhere = "As xavier_normal_ in PyTorch; Keras cuts the tails off at two deviations."


class _He(Scaled):
    hint = "For layers before ReLU or Leaky ReLU, which let about half of the numbers pass."

    def deviation(self, n_inputs: int, n_neurons: int) -> float:
        return math.sqrt(2 / max(n_inputs, 1))


class HeUniform(_He):
    """Draws evenly between two limits, after He and others (2015)."""

    name = "he_uniform"
    title = "He uniform"
    formula = "U(−a, a) with a = √(6 / inputs)"
    elsewhere = "In PyTorch it is kaiming_uniform_."
    is_uniform = True


class HeNormal(_He):
    """Draws normal numbers of He's deviation, none of them cut off."""

    name = "he_normal"
    title = "He normal"
    formula = "N(0, 1) × √(2 / inputs)"
    elsewhere = "As kaiming_normal_ in PyTorch; Keras cuts the tails off at two deviations."


class Zeros(Initialisation):
    """Makes all weights 0."""

    name = "zeros"
    title = "Zeros"
    formula = "0 for all"
    hint = "To see what a layer does without weights."
    is_random = False

    def _drawn(self, n_inputs: int, n_neurons: int, seed: int) -> FloatArray:
        return np.zeros((n_inputs, n_neurons))


@dataclass(frozen=True)
class Constant(Initialisation):
    """Makes all weights one value."""

    value: float = option(0.1, Option("Value", "All weights become this value.", -1e12, 1e12))

    name = "constant"
    title = "Constant"
    formula = "the same value for all"
    hint = "For sums that can be checked by hand."
    is_random = False

    def _drawn(self, n_inputs: int, n_neurons: int, seed: int) -> FloatArray:
        return np.full((n_inputs, n_neurons), self.value)


@dataclass(frozen=True)
class Legacy(Initialisation):
    """Draws what the book draws with NumPy's older generator, in float32, to the bit.

    `drawn_before` is how many normal numbers the generator has given before this layer's: for the
    layers before it, and for what else a program draws, such as 300 for the book's spiral.
    """

    drawn_before: int = option(
        0,
        Option(
            "Drawn before",
            "How many normal numbers the generator gave before: those of the layers before this "
            "one, and 300 for the book's spiral of 3 × 100 samples.",
            0,
            10**8,
            whole=True,
        ),
    )

    name = "legacy"
    title = "Legacy generator"
    formula = "0.01 × randn, after np.random.seed, in float32"
    hint = (
        "The numbers that the book prints, to the bit. One generator draws layer after layer, so "
        "each layer counts what was drawn before."
    )

    def _drawn(self, n_inputs: int, n_neurons: int, seed: int) -> FloatArray:
        return drawn_from(self.generator(seed), n_inputs, n_neurons)

    def generator(self, seed: int) -> np.random.RandomState:
        """The generator when it is this layer's turn."""
        generator = np.random.RandomState(seed)
        for start in range(0, self.drawn_before, AT_A_TIME):
            generator.standard_normal(min(AT_A_TIME, self.drawn_before - start))
        return generator


def drawn_from(generator: np.random.RandomState, n_inputs: int, n_neurons: int) -> FloatArray:
    """The book's next weights (n_inputs, n_neurons): rounded to float32 first, then made small."""
    drawn = generator.standard_normal((n_inputs, n_neurons)).astype(np.float32)
    drawn *= np.float32(SCALE)
    return drawn


NORMAL = Normal()

INITIALISATIONS: tuple[type[Initialisation], ...] = (
    Normal,
    GlorotUniform,
    GlorotNormal,
    HeUniform,
    HeNormal,
    Zeros,
    Constant,
    Legacy,
)
