"""This room writes numbers as people read them, by one rule for all that is shown.

A whole number of up to 12 digits is written plainly, -0 with its sign. A number that is given is
written as itself: with as few digits as read back to the same bits, or visibly cut with an ellipsis
where there is no room for them. A computed one is rounded: to four digits in a cell, to as many as
fit in a column, to more where it would else look like a whole number or like another number of its
column. Halves are rounded up, as at school. Zeros at the end stand for rounded digits, so that 0.5
is exact and 0.5000 is not.

It also reads the numbers that people type, and works out the formulas among them.

It may import arrays, errors and wording.
"""

from nnfs_core.numerals.formula import formula_value
from nnfs_core.numerals.texts import (
    MORE,
    PLAIN_BELOW,
    PLAIN_FROM,
    cut,
    digits_shown,
    full_number,
    full_text,
    number_words,
    percent_text,
    short_number,
    short_text,
)
from nnfs_core.numerals.typed import Mark, is_formula, parse_number
from nnfs_core.numerals.writer import NumberWriter
