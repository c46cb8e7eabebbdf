"""The quick estimate of a long sum never rules out a printing that would close."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from nnfs_core.explain.decimals import rounded_to_digits
from nnfs_core.explain.estimate import LONG, surely_differs
from nnfs_core.explain.hand import Digits, HandArithmetic
from nnfs_core.layers import Dense, Softmax
from nnfs_core.layers.working import Working


def working_of(seed: int, n_terms: int, scale: float, decimals: int | None) -> Working:
    """A weighted sum, of numbers with so many decimals as people type them, or of any."""
    rng = np.random.default_rng(seed)
    inputs, weights = rng.standard_normal(n_terms) * scale, rng.standard_normal((n_terms, 1))
    if decimals is not None:
        inputs, weights = inputs.round(decimals), weights.round(decimals)
    return Dense(weights, rng.standard_normal(1)).working(inputs, 0)


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    n_terms=st.sampled_from([LONG, 130]),
    scale=st.sampled_from([1e-7, 0.01, 1.0, 1e5, 1e11]),
    decimals=st.sampled_from([None, 1, 3, 5]),
    of_operands=st.one_of(st.none(), st.integers(2, 10)),
    of_result=st.integers(2, 8),
)
def test_what_is_ruled_out_does_differ_by_hand(
    seed: int,
    n_terms: int,
    scale: float,
    decimals: int | None,
    of_operands: int | None,
    of_result: int,
) -> None:
    working = working_of(seed, n_terms, scale, decimals)
    digits = Digits(of_operands, of_operands or 12, 4)
    by_hand = rounded_to_digits(HandArithmetic(working, digits).result, of_result)
    half = 0.5 * 10.0 ** (by_hand.adjusted() + 1 - of_result)
    # the very number that the arithmetic by hand gives must never be ruled out
    assert not surely_differs(working, digits, float(by_hand), half)


def test_most_printings_that_do_not_close_are_ruled_out() -> None:
    ruled_out = 0
    for seed in range(20):
        working = working_of(seed, 784, 1.0, None)
        digits = Digits(4, 4, 14)
        by_hand = HandArithmetic(working, digits).result
        off = by_hand + Decimal(3) * Decimal(10) ** (by_hand.adjusted() - 3)
        half = 0.5 * 10.0 ** (off.adjusted() - 3)
        ruled_out += surely_differs(working, digits, float(off), half)
    assert ruled_out == 20


def test_what_is_no_weighted_sum_or_not_finite_is_never_ruled_out() -> None:
    inputs = np.linspace(0, 1, 100)
    assert not surely_differs(Softmax().working(inputs, 3), Digits(4, 4), 5.0, 0.001)
    inputs[3] = np.nan
    working = Dense(np.ones((100, 1)), np.zeros(1)).working(inputs, 0)
    assert not surely_differs(working, Digits(4, 4), 5.0, 0.001)
    assert not surely_differs(working, Digits(4, 4), float("nan"), 0.001)
