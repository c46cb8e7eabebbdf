"""This room makes features ready for a network: each plan says what it would change, and does it.

It may import the other edits, the project and all below.
"""

from nnfs_core.edits.preparing.beside_network import network_remarks
from nnfs_core.edits.preparing.dropping import (
    dropping_plan,
    missing_samples,
    remove_missing_samples,
)
from nnfs_core.edits.preparing.figures import BatchFigures, FeatureFigures
from nnfs_core.edits.preparing.filling import (
    FILLINGS,
    Filling,
    fill_missing,
    fill_missing_with_means,
    fill_missing_with_zeros,
    filling_plan,
)
from nnfs_core.edits.preparing.one_hot import (
    MOST_COUNTED,
    USUAL_COLUMNS,
    Values,
    distinct_values,
    one_hot,
    one_hot_plan,
    worth_columns,
)
from nnfs_core.edits.preparing.preparation import Preparation, PreparedSamples
from nnfs_core.edits.preparing.scaling import (
    centre_features,
    centring_plan,
    scale_to_unit_range,
    scaling_plan,
)
