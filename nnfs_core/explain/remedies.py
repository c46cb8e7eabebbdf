"""Makes the remedies that causes share: each a named edit that takes a fault away."""

from __future__ import annotations

import numpy as np

from nnfs_core import edits
from nnfs_core.arrays import FloatArray
from nnfs_core.explain.cause import Remedy
from nnfs_core.layers import Standardise
from nnfs_core.numerals import short_text
from nnfs_core.progress import IsCancelled
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project
from nnfs_core.project.subsets import Subset
from nnfs_core.wording import counted, neurons_text, sentence

# What mends missing inputs, also in the strip above the table of the batch.
MISSING_INPUTS = (
    Remedy(
        "Use the column's mean",
        "Use the column's mean",
        "Every missing number becomes the mean of the other numbers in its column",
        edits.fill_missing_with_means,
    ),
    Remedy("Set to 0", "Set to 0", "Every missing number becomes 0", edits.fill_missing_with_zeros),
    Remedy(
        "Remove these samples",
        "Remove these samples",
        "Every sample with a missing number is removed",
        edits.remove_missing_samples,
    ),
)


def mend_weights(name: str, layer: int) -> Remedy:
    """Give a layer numbers where it has none."""
    return Remedy(
        "Set it to 0",
        sentence("Set what is no number in {name} to 0")(name),
        "Every weight and bias of the layer that is NaN or infinite becomes 0",
        lambda project, cancelled: edits.fill_missing_weights_with_zeros(project, layer),
        layer,
    )


def subtract_maximum(name: str, layer: int) -> Remedy:
    """Switch the subtraction of a softmax on."""
    return Remedy(
        "Subtract the largest first",
        sentence("Subtract the largest first in {name}")(name),
        "The probabilities stay what they are in exact arithmetic; no exponential exceeds 1",
        lambda project, cancelled: edits.set_option(project, layer, "subtract_maximum", 1),
        layer,
    )


STANDARDISE = Remedy(
    "Standardise the features",
    "Standardise the features",
    "A layer in front turns each input x into (x − mean) / standard deviation of its feature. The "
    "batch keeps its numbers; weights that were trained without the layer no longer fit",
    edits.standardise_layer,
)


def standard_layer(batch: Batch, cancelled: IsCancelled) -> Standardise | None:
    """What STANDARDISE would put in front; None where that changes nothing or cannot be done."""
    is_split = batch.subset_rows is not None
    if not batch.n_samples or (is_split and not batch.subset_counts[Subset.TRAINING]):
        return None
    scales = edits.feature_scales(batch, cancelled)
    return scales.layer(batch.input_rows.dtype) if scales.are_worth_it else None


def standard_factor(weights: FloatArray) -> float:
    """What brings weights (n_inputs, ...) to a root mean square of 1/sqrt(n_inputs).

    With it a weighted sum of inputs of size 1 is itself of size 1 (LeCun et al., Efficient
    BackProp, 1998, section 4.6).
    """
    size = typical_size(weights)
    return float(1 / np.sqrt(len(weights)) / size) if 0 < size < np.inf else 1.0


def typical_size(weights: FloatArray) -> float:
    """The root mean square of the weights, 0 when there are none; it never overflows on the way."""
    wide = np.abs(weights.astype(np.float64))
    largest = float(wide.max(initial=0))
    if not 0 < largest < np.inf:
        return largest
    return largest * float(np.sqrt(np.mean((wide / largest) ** 2)))


def resize_inputs(project: Project, layer: int) -> Remedy:
    """Give a layer that misfits as many inputs as arrive."""
    if isinstance(project.network.layers[layer], Standardise):
        return fit_again(project, layer)
    n_inputs = edits.width_before(project, layer)
    return Remedy(
        sentence("Resize to {inputs}")(counted(n_inputs, "input")),
        f"Resize {project.network.names[layer]} to {counted(n_inputs, 'input')}",
        "The weights that both sizes have stay; new ones are drawn with the layer's seed",
        lambda project, cancelled: edits.resize_inputs(project, layer),
        layer,
    )


def fit_again(project: Project, layer: int) -> Remedy:
    """Fit a layer that standardises to what arrives there, however many numbers that are."""
    inputs = counted(edits.width_before(project, layer), "input")
    return Remedy(
        sentence("Fit to {inputs}")(inputs),
        sentence("Fit {name} to {inputs}")(project.network.names[layer], inputs),
        "Means and deviations are taken anew of the samples to fit by",
        lambda project, cancelled: edits.refit(project, layer, cancelled),
    )


def scale_neurons(
    name: str, layer: int, neurons: tuple[int, ...], factors: tuple[float, ...], reason: str
) -> Remedy:
    """Multiply weights and bias of each neuron by its factor, each below 1."""
    whose = neurons_text(neurons)
    least, most = (short_text(pick(factors), digits=3) for pick in (min, max))
    by = least if least == most else f"{least} to {most}"
    return Remedy(
        "Scale the weights",
        sentence("Scale the weights of {whose} in {name}")(whose, name),
        sentence("Weights and bias times {by}: {reason}")(by, reason),
        lambda project, cancelled: edits.scale_neurons(project, layer, neurons, factors),
        layer,
    )


def compute_in(project: Project, precision: str) -> Remedy:
    """Take a wider precision for the whole project."""
    wide = np.dtype(precision)
    times = wide.itemsize // project.dtype.itemsize
    label = sentence("Compute in {precision}")(precision)
    return Remedy(
        label,
        label,
        sentence("The largest {precision} is {x}; numbers take {times} times the memory")(
            precision, short_text(float(np.finfo(wide).max), digits=3), times
        ),
        lambda project, cancelled: edits.set_precision(project, precision),
    )
