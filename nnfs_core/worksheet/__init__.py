"""This room makes a printable sheet of numbers, some of them left blank, and its key.

It may import the forward pass and all below.
"""

from nnfs_core.worksheet.answerable import unanswerable
from nnfs_core.worksheet.blanks import every_output, one_neuron_a_layer, random_share
from nnfs_core.worksheet.choice import (
    MOST_DECIMALS,
    Choice,
    offered_layers,
    sample_numbers,
    samples_text,
    suggested_choice,
)
from nnfs_core.worksheet.sheet import Cell, Matrix, Section, Sheet, printed_sheet
from nnfs_core.worksheet.worksheet import Worksheet
