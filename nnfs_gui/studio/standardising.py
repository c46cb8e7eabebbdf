"""Fits layers that standardise, off the GUI thread where there are many samples to look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from nnfs_core.edits.standardise import (
    FittedProject,
    fitted_again,
    inserted,
    standardised_project,
)
from nnfs_core.layers import Standardise
from nnfs_core.progress import IsCancelled
from nnfs_core.project.batch import Batch
from nnfs_core.project.changes import Part
from nnfs_core.project.project import Project
from nnfs_core.wording import agreeing, listed, sentence
from nnfs_gui.studio.edit import NETWORK, Edit, Stoppable
from nnfs_gui.studio.studio import Studio
from nnfs_gui.work.quick import is_quick

LOOKS = 3  # at each number

Fit = Callable[[Project, IsCancelled], FittedProject]


def standardise(studio: Studio) -> bool:
    """Put a fitted layer in front of the network, or fit the one that stands there anew.

    Whether that was accepted, or has started.
    """

    def fit(project: Project, cancelled: IsCancelled) -> FittedProject:
        fitted = standardised_project(project, cancelled)
        is_new = len(fitted.project.network) > len(project.network)
        if not (is_new and project.network.dense_layers):
            return fitted
        return replace(fitted, told=(*fitted.told, "Weights trained without it no longer fit."))

    title = "Standardise the features"
    return _fit(studio, title, fit, lambda: studio.selection.select_layer(0))


def insert(studio: Studio, index: int) -> None:
    """Put a layer before the one at `index`, fitted to what arrives there, and select it."""

    def fit(project: Project, cancelled: IsCancelled) -> FittedProject:
        return inserted(project, index, cancelled)

    select = partial(studio.selection.select_layer, index)
    _fit(studio, f"Add {Standardise.title}", fit, select)


def fit_again(studio: Studio, index: int) -> None:
    """Fit the layer at `index` to what arrives there by now."""

    def fit(project: Project, cancelled: IsCancelled) -> FittedProject:
        return fitted_again(project, index, cancelled)

    _fit(studio, sentence("Fit {layer} again")(studio.project.network.names[index]), fit)


def offer_fit(studio: Studio, before: Batch) -> None:
    """Offer to fit what standardises anew if other samples are for training than in `before`."""
    project = studio.project
    layers = [
        index
        for index, layer in enumerate(project.network.layers)
        if isinstance(layer, Standardise)
    ]
    if not layers or project.batch.subset_rows is before.subset_rows:
        return
    names = listed([project.network.names[index] for index in layers])
    outdated = sentence("{names} {be} still fitted to the samples that were for training before.")
    studio.notices.warn(
        outdated(names, agreeing(len(layers), "is", "are")),
        "Fit again",
        partial(_fit_all, studio, layers),
        about=Part.NETWORK,
    )


def _fit_all(studio: Studio, layers: Sequence[int]) -> None:
    def fit(project: Project, cancelled: IsCancelled) -> FittedProject:
        told: dict[str, None] = {}
        for index in layers:  # each is fitted to what those before it give
            fitted = fitted_again(project, index, cancelled)
            project = fitted.project
            told |= dict.fromkeys(fitted.told)
        return FittedProject(project, tuple(told))

    names = listed([studio.project.network.names[index] for index in layers])
    _fit(studio, sentence("Fit {layers} again")(names), fit)


def _fit(studio: Studio, title: str, fit: Fit, then: Callable[[], object] = lambda: None) -> bool:
    told: tuple[str, ...] = ()

    def change(project: Project, cancelled: IsCancelled) -> Project:
        nonlocal told
        fitted = fit(project, cancelled)
        told = fitted.told
        return fitted.project

    def done() -> None:
        then()
        studio.notices.info(" ".join(told), about=Part.NETWORK)

    batch = studio.project.batch
    looks = LOOKS * batch.n_samples * batch.n_features
    waits = not (batch.is_in_memory and is_quick(cells_counted=looks))
    return studio.attempt(Edit(title, Stoppable(change), 0, NETWORK, waits=waits), done)
