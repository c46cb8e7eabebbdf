"""Makes what each layer of an evaluation shows: a matrix with names and colours, or a sentence."""

from __future__ import annotations

from functools import cache, lru_cache, partial
from math import floor, log10

from nnfs_core.comparing.comparison import Comparison, LayerComparison
from nnfs_core.forward.evaluate import Evaluation, LayerResult
from nnfs_core.layers import Standardise
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.batch import Batch
from nnfs_core.project.place import INPUT
from nnfs_core.summaries.magnitude import is_all_zero, largest_magnitude, not_finite
from nnfs_core.wording import neuron_names, sentence
from nnfs_gui.panels.outputs.matrix.color_bar import Bars
from nnfs_gui.panels.outputs.matrix.content import MatrixContent, numbers
from nnfs_gui.widgets.heatmap import Scale
from nnfs_gui.widgets.theme import Theme

INPUT_TITLE = "Input batch"
NO_LAYERS = "Add a layer on the left to see its output here."
NO_SAMPLES = "The batch has no samples: type, paste or open data below."
NOT_RUN = "This layer has no outputs yet: press F5 to run the forward pass."
UNCHANGED = "unchanged"
SAME_SAMPLES = "the same samples"  # whatever became of them


class LayerContents:
    """Makes the contents of all layers; equal scales stay the same object, so nothing is redone."""

    def __init__(self, theme: Theme) -> None:
        self._diverging = lru_cache(maxsize=100)(partial(Scale.diverging, theme))
        self._probabilities = cache(partial(Scale.probabilities, theme))
        theme.changed.connect(self._forget)

    def all_layers(
        self,
        evaluation: Evaluation,
        comparison: Comparison | None = None,
        *,
        one_scale: bool = True,
    ) -> tuple[list[MatrixContent], Bars]:
        """The batch and every layer in order, and the scales that they share.

        With a comparison these are the differences.
        """
        n_layers = len(evaluation.project.network)
        indices = range(INPUT, n_layers)
        signed = [
            result
            for index in indices
            if (result := result_on_show(evaluation, comparison, index))
            and not (comparison is None and is_distribution(evaluation, index))
        ]
        scale = self._signed_scale([largest_magnitude(each) for each in signed if one_scale])
        shared_scale = scale if one_scale else None
        contents = [
            self.layer(evaluation, index, comparison, shared=shared_scale) for index in indices
        ]
        if not n_layers:
            contents.append(MatrixContent("", None, scale, message=NO_LAYERS))
        if not one_scale:
            return contents, ()
        some = comparison is None and any(
            is_distribution(evaluation, index) and evaluation.result(index) for index in indices
        )
        odd = tuple(dict.fromkeys(each for content in contents for each in content.not_finite))
        shared = (scale, "all other layers" if some else "one scale for all layers", odd)
        if not some:
            return contents, (shared,)
        return contents, (shared, (self.probabilities, "probabilities", ()))

    def layer(
        self,
        evaluation: Evaluation,
        index: int,
        comparison: Comparison | None = None,
        *,
        shared: Scale | None = None,
    ) -> MatrixContent:
        """One layer, or the batch for INPUT, on a shared scale or on its own.

        Behind the last layer there is a sentence.
        """
        if index >= len(evaluation.project.network):
            return MatrixContent("", None, shared or self._signed_scale([]), message=NOT_RUN)
        if comparison is not None and evaluation.result(index) is not None:
            same = SAME_SAMPLES if index == INPUT and comparison.shares_samples else UNCHANGED
            return self._difference(evaluation, index, comparison.at(index), shared, same)
        title = layer_title(evaluation, index)
        result, fault = evaluation.result(index), evaluation.fault_at(index)
        own_bar = shared is None
        if result is None:
            waits = sentence("{title} waits for {layer}.")
            message = fault.message if fault else waits(title, _misfit_name(evaluation))
            scale = shared or self._signed_scale([])
            return MatrixContent(title, None, scale, message=message, is_fault=fault is not None)
        if is_distribution(evaluation, index):
            scale = self.probabilities
        else:
            scale = shared or self._signed_scale([largest_magnitude(result)])
        names, short = column_names(evaluation, index)
        return MatrixContent(
            title,
            result.output,
            scale,
            names,
            short,
            fault.message if fault else "",
            fault is not None,
            own_bar,
            is_given=index == INPUT,
            not_finite=not_finite(result),
            batch=evaluation.project.batch,
        )

    def _difference(
        self,
        evaluation: Evaluation,
        index: int,
        compared: LayerComparison,
        shared: Scale | None,
        same: str,
    ) -> MatrixContent:
        """What is different in a layer, on a scale with 0 in the middle even for probabilities.

        `same` is what is said where nothing is.
        """
        title, result = difference_title(evaluation, index, compared), compared.result
        if result is None:
            scale = shared or self._signed_scale([])
            return MatrixContent(title, None, scale, message=compared.message)
        names, short = column_names(evaluation, index)
        return MatrixContent(
            title,
            result.output,
            shared or self._signed_scale([largest_magnitude(result)]),
            names,
            short,
            has_own_bar=shared is None,
            note=same if is_all_zero(result) else "",
            sides=_sides(compared),
            not_finite=not_finite(result),
            batch=evaluation.project.batch,
        )

    @property
    def probabilities(self) -> Scale:
        """From 0 to 1."""
        return self._probabilities()

    def _signed_scale(self, magnitudes: list[float]) -> Scale:
        return self._diverging(rounded_up(max(magnitudes, default=0.0)))

    def _forget(self) -> None:
        self._diverging.cache_clear()
        self._probabilities.cache_clear()


def layer_title(evaluation: Evaluation, index: int) -> str:
    """The name of a layer, or of the batch."""
    return INPUT_TITLE if index == INPUT else evaluation.project.network.names[index]


def difference_title(evaluation: Evaluation, index: int, compared: LayerComparison) -> str:
    """The name of a layer whose difference is on show, with its counterpart's if that differs."""
    title = f"Δ {layer_title(evaluation, index)}"
    return f"{title} − {compared.counterpart}" if compared.counterpart else title


def _sides(compared: LayerComparison) -> tuple[Rows, Rows] | None:
    found = compared.difference
    return None if found is None else (found.present, found.pinned)


def result_on_show(
    evaluation: Evaluation, comparison: Comparison | None, index: int
) -> LayerResult | None:
    """A layer's outputs, or what is different in them; None where there is nothing to show."""
    return evaluation.result(index) if comparison is None else comparison.at(index).result


def is_distribution(evaluation: Evaluation, index: int) -> bool:
    """True when the outputs of a layer are probabilities."""
    if index == INPUT:
        return False
    layer = evaluation.project.network.layers[index]
    return layer.is_distribution and layer.enabled


def last_distribution(evaluation: Evaluation) -> int | None:
    """The last layer that gives probabilities, run or not."""
    indices = range(len(evaluation.project.network) - 1, -1, -1)
    return next((index for index in indices if is_distribution(evaluation, index)), None)


def column_names(evaluation: Evaluation, index: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A long and a short name for each output of a layer that ran."""
    batch = evaluation.project.batch
    if index == INPUT:
        return batch.columns, batch.columns
    result = evaluation.result(index)
    width = 0 if result is None else result.output.width
    if is_distribution(evaluation, index) and batch.has_classes and batch.n_classes == width:
        names = class_names(batch, width)
        unnamed = not batch.class_names
        return names, numbers(width) if unnamed else names
    if index < _n_standardised(evaluation) and width == batch.n_features:
        return batch.columns, batch.columns
    return neuron_names(width), numbers(width)


def _n_standardised(evaluation: Evaluation) -> int:
    """After how many layers columns are still those of the batch, in another unit."""
    layers = evaluation.project.network.layers
    mixing = (
        index
        for index, layer in enumerate(layers)
        if layer.enabled and not isinstance(layer, Standardise)
    )
    return next(mixing, len(layers))


def class_names(batch: Batch, count: int) -> tuple[str, ...]:
    """How people read each class number."""
    return tuple(batch.class_name(number) for number in range(count))


def rounded_up(value: float) -> float:
    """The next number of two digits, so that a scale does not move with every keystroke."""
    if value <= 0:
        return 1.0
    unit = 10.0 ** (floor(log10(value)) - 1)
    if not 1e-30 < unit < 1e36:  # at the ends of what single precision holds
        return value
    steps = value / unit
    return float(f"{(floor(steps) + (steps - floor(steps) > 1e-9)) * unit:.2g}")


def _misfit_name(evaluation: Evaluation) -> str:
    index = next((fault.layer for fault in evaluation.faults if fault.kind == "misfit"), INPUT)
    return layer_title(evaluation, index)
