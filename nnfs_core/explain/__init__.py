"""This room explains where every number comes from, so that it can be checked by hand.

It may import edits, the forward pass and all below.
"""

from nnfs_core.explain.explanation import Explanation, check_place, explain_input, explain_output
from nnfs_core.explain.journey import JourneyStop, journey
from nnfs_core.explain.number_code import number_code
from nnfs_core.explain.parameters import explain_weight
