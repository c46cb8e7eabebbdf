"""Where every number comes from, written so that it can be checked by hand."""

from __future__ import annotations

from nnfs_core.explain.explanation import (
    Explanation,
    check_place,
    explain,
    explain_input,
    explain_output,
)

__all__ = ["Explanation", "check_place", "explain", "explain_input", "explain_output"]
