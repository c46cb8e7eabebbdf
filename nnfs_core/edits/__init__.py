"""This room holds one small function for each thing a user can do: Project -> Project.

Every function returns the very same project when there is nothing to change, raises NnfsError
with a plain sentence when the change is impossible, and never alters what it is given. It may
import the project and all below; never the forward pass.
"""

from nnfs_core.edits.chosen_neurons import redraw_neurons, scale_neurons, set_chosen_biases
from nnfs_core.edits.inputs import (
    fill_inputs,
    insert_features,
    insert_samples,
    remove_features,
    remove_samples,
    rename_feature,
    set_input,
    set_inputs,
    with_scales_of,
)
from nnfs_core.edits.labels import remove_labels, rename_labels, set_labels
from nnfs_core.edits.layers import (
    append_layer,
    bytes_for_layer,
    change_kind,
    duplicate_layers,
    enable_layers,
    free_seed,
    insert_layers,
    kinds_for,
    layer_at,
    move_layers,
    new_layer,
    remove_layers,
    rename_layer,
    replace_layer,
    resize_inputs,
    set_option,
    width_before,
)
from nnfs_core.edits.missing import fill_missing_weights_with_zeros
from nnfs_core.edits.neurons import (
    bytes_for_neurons,
    draw_as_book,
    redraw,
    set_biases,
    set_neurons,
    set_weights,
)
from nnfs_core.edits.pictures import draw_on_sample, say_pictures
from nnfs_core.edits.preparing import (
    centre_features,
    fill_missing,
    fill_missing_with_means,
    fill_missing_with_zeros,
    missing_samples,
    one_hot,
    remove_missing_samples,
    scale_to_unit_range,
)
from nnfs_core.edits.samples import clear_samples, remove_columns, write_samples, write_samples_at
from nnfs_core.edits.scales import entering_scales, feature_scales
from nnfs_core.edits.settings import describe, replace_batch, set_precision
from nnfs_core.edits.splitting import split_by_column, split_by_shares
from nnfs_core.edits.standardise import refit, standardise_layer, write_scales
from nnfs_core.edits.starter import starter_classifier, starter_regression
from nnfs_core.edits.subsets import remove_split, set_subsets
from nnfs_core.edits.targets import (
    add_targets,
    remove_targets,
    rename_class,
    rename_target,
    renumber_classes,
    set_targets,
)
