"""This module takes the marks between thousands out of a chunk, many numbers at a time."""

from __future__ import annotations

import numpy as np

from nnfs_core.files.tables.chunks.grid import Bytes, Mask, Places
from nnfs_core.files.tables.format import BLANKS, TableFormat

GROUP = 0x1F  # stands for a mark between thousands; a text that holds it is left to the careful way

_ZERO, _BLANK = b"0 "
_NARROW = tuple(sign.encode() for sign in "\u00a0\u202f\u2009")  # blanks that part thousands
_HIGH = "’".encode()


def marked_groups(codes: Bytes, marks: Places, table_format: TableFormat) -> bytes:
    """The bytes of a chunk with GROUP for each mark between thousands, or what may be one.

    marks: where those that part cells are. Nothing is marked in a chunk that holds GROUP itself.
    """
    sign, group = table_format.thousands, bytes([GROUP])
    if (codes == GROUP).any():
        return codes.tobytes()
    if sign == BLANKS:
        is_digit = codes - _ZERO <= 9
        is_mark = codes == _BLANK
        is_mark[1:-1] &= is_digit[:-2] & is_digit[2:]
        text = np.where(is_mark, np.uint8(GROUP), codes).tobytes()
        for narrow in _NARROW:
            text = text.replace(narrow, group)
        return text
    is_mark = codes == ord(sign)
    is_mark[marks] = False
    text = np.where(is_mark, np.uint8(GROUP), codes).tobytes()
    return text.replace(_HIGH, group) if sign == "'" else text


def without_groups(text: bytes) -> bytes:
    """A list of numbers in JSON without GROUP; as it was where one parts no thousands."""
    codes = np.frombuffer(text, np.uint8)
    places = np.flatnonzero(codes == GROUP)
    if not len(places):
        return text
    is_digit = codes - _ZERO <= 9
    may_precede, is_sign, goes_on = (np.zeros(256, np.bool_) for _ in range(3))
    may_precede[[*b" [,"]] = True
    is_sign[[*b"+-"]] = True
    goes_on[[*b"eE"]] = True

    def digit(offset: int) -> Mask:
        return is_digit.take(places + offset, mode="clip")

    ends = digit(1) & digit(2) & digit(3) & ~digit(4)
    ends &= ~goes_on[codes.take(places + 4, mode="clip")]
    one, two, three = digit(-1), digit(-2), digit(-3)
    follows = one & two & three & (codes.take(places - 4, mode="clip") == GROUP)
    first = places - np.where(~two, 1, np.where(~three, 2, 3))
    before, twice = (codes.take(first - n, mode="clip") for n in (1, 2))
    begins = one & (codes.take(first, mode="clip") != _ZERO)
    begins &= may_precede[before] | (is_sign[before] & may_precede[twice])
    if not (ends & (follows | begins)).all():
        return text
    data: bytes = codes[codes != GROUP].tobytes()
    return data
