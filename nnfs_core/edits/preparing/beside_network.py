"""Tells what preparing a batch means for the network that the batch stands beside."""

from __future__ import annotations

from nnfs_core.edits.preparing.preparation import Preparation
from nnfs_core.layers import Standardise
from nnfs_core.project.project import Project
from nnfs_core.wording import sentence


def network_remarks(project: Project, plan: Preparation) -> tuple[str, ...]:
    """What is to be known of layers made for the features as they are, a sentence each."""
    if plan.change is None or plan.filled_with or not plan.changes_anything:
        return ()
    network, n_before, n_after = project.network, len(plan.batch.columns), len(plan.columns)
    if not plan.becomes:
        keep = sentence(
            "{layer} keeps its means and deviations, which are those of the numbers as they are "
            "now; refit it afterwards."
        )
        return tuple(
            keep(name)
            for name, layer in zip(network.names, network.layers, strict=True)
            if isinstance(layer, Standardise) and layer.enabled
        )[:1]
    shapes = zip(network.shapes(n_before), network.shapes(n_after), strict=True)
    for index, (now, then) in enumerate(shapes):
        if index in network.dense_layers and now.fits and not then.fits:
            resize = sentence(
                "{layer} has {n_inputs:,} inputs and will be given {n_features:,} features; the "
                "Layer panel gives it as many."
            )
            return (resize(network.names[index], then.expected, then.received),)
    return ()
