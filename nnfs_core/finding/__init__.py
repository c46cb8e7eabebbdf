"""This room looks through samples: a question as text, and which samples, in order, answer it.

It may import the forward pass, what sums it up, and all below.
"""

from nnfs_core.finding.find import find
from nnfs_core.finding.in_order import in_order
from nnfs_core.finding.narrowing import narrowed
from nnfs_core.finding.order import Order
from nnfs_core.finding.parsing import parse
from nnfs_core.finding.place import place_of
from nnfs_core.finding.query import Quantity, Query, SortKey
from nnfs_core.finding.vocabulary import WORDS, Vocabulary, quoted_name
