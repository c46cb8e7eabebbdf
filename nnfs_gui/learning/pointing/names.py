"""Tells what the widgets and actions are called that landmarks name."""

BUTTONS = {
    "run": "run.forward",
    "live": "run.live",
    "undo": "edit.undo",
    "redo": "edit.redo",
    "open_data": "batch.open_data",
}
FIGURES = {"confusion": "confusion_matrix"}
FIELDS = {
    "name": "layer_name",
    "switch": "layer_enabled",
    "shape": "layer_shape",
    "curve": "curve_plot",
    "neurons": "neurons_spin",
    "initialisation": "initialisation_choice",
    "seed": "seed_spin",
    "draw": "redraw_button",
    "weights": "weights_table",
    "transposed": "orientation_switch",
    "scales": "scales_table",
    "fit_again": "fit_again_button",
}
