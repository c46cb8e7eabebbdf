"""This module reads numbers that are spelled as a list in JSON, many at a time.

msgspec reads them several times faster than Python or NumPy read any, to the bits of float().
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

Float64Array = npt.NDArray[np.float64]

_DECODER = msgspec.json.Decoder(list[float])
_NEGATIVE_ZERO = re.compile(rb"-0(?=\s*[,\]])")


def json_numbers(text: bytes, count: int) -> Float64Array | None:
    """The `count` numbers of a list; None where there is anything else, or one beyond float64."""
    try:
        numbers = _decoded(text)
        if not numbers.all() and _NEGATIVE_ZERO.search(text):  # which msgspec reads as 0
            numbers = _decoded(_NEGATIVE_ZERO.sub(b"-0.0", text))
    except msgspec.DecodeError:
        return None
    return numbers if len(numbers) == count else None


def plain_numbers(cells: Sequence[str], decimal: str) -> Float64Array | None:
    """The numbers of cells that are all numbers in JSON but for their decimal mark; else None."""
    text = _listed(cells, decimal)
    return None if text is None else json_numbers(text, len(cells))


def are_plain(cells: Sequence[str], decimal: str) -> bool:
    """True for cells of which `plain_numbers` gives the numbers."""
    text = _listed(cells, decimal)
    try:
        return text is not None and len(_DECODER.decode(text)) == len(cells)
    except msgspec.DecodeError:
        return False


def _listed(cells: Sequence[str], decimal: str) -> bytes | None:
    """Cells as a list in JSON; None where one has another mark than the decimal comma."""
    text = "|".join(cells)
    if decimal == ",":
        if "." in text:
            return None
        text = text.replace(",", ".")
    return f"[{text.replace('|', ',')}]".encode()


def _decoded(text: bytes) -> Float64Array:
    numbers = _DECODER.decode(text)
    return np.frombuffer(struct.pack(f"{len(numbers)}d", *numbers))  # quicker than NumPy's ways
