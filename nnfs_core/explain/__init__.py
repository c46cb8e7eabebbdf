"""Where every number comes from, written so that it can be checked by hand."""

from __future__ import annotations

from nnfs_core.explain.explanation import (
    Explanation,
    check_place,
    explain,
    explain_input,
    explain_output,
)
from nnfs_core.explain.journey import Stop, journey
from nnfs_core.explain.number_code import number_code
from nnfs_core.explain.parameters import BIAS, explain_weight

__all__ = [
    "BIAS",
    "Explanation",
    "Stop",
    "check_place",
    "explain",
    "explain_input",
    "explain_output",
    "explain_weight",
    "journey",
    "number_code",
]
