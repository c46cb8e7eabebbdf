"""Says what each card of the stack shows, apart from how it is drawn, to be compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from nnfs_core.arrays import AnyArray, FloatArray
from nnfs_core.comparing.comparison import Comparison
from nnfs_core.explain.hints import Hint, hints
from nnfs_core.forward.evaluate import Evaluation, LayerResult
from nnfs_core.forward.faults import Fault, misfit_fault
from nnfs_core.layers import Layer
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.place import INPUT
from nnfs_core.project.project import Project
from nnfs_core.wording import counted, sentence
from nnfs_gui.studio.layer_edits import resize_text

THUMBNAIL_CELLS = 11  # rows and columns of a thumbnail, at most
# Some rows and columns, or None while they are not in memory.
Read = Callable[[Rows, range, slice], AnyArray | None]


class Pending(Enum):
    """Says that the numbers of a picture are on their way, so that the old one stays."""

    YES = auto()


Sample = FloatArray | Pending | None


@dataclass(frozen=True)
class CardFacts:
    """Holds all that one card shows; two that are equal look the same but for the thumbnail."""

    title: str
    rule: str  # "4 → 3", or the formula
    parameters: str = ""
    state: str = ""  # why the layer does not do what it says
    flow: str = ""  # the shape that leaves the card, "150 × 3"
    enabled: bool = True
    fault: Fault | None = None
    remedy: str = ""  # what the button says that mends the fault
    hint: str = ""  # what the layer misses
    hint_remedy: str = ""  # what the button says that helps
    spoken_rule: str = ""  # "4 inputs, 3 neurons", where the rule has an arrow
    is_distribution: bool = False
    is_difference: bool = False  # the picture is of what differs from what is pinned
    kind: type[Layer] | None = None  # None for the batch
    sample: Sample = field(default=None, compare=False)  # (rows, columns), for a picture

    @property
    def spoken(self) -> str:
        """The whole card in one line, for those who hear it."""
        fault = self.fault.message.rstrip(".") if self.fault is not None else ""
        rule = self.spoken_rule or self.rule
        parts = [self.title, rule, self.parameters, self.state, fault, self.hint.rstrip(".")]
        return ", ".join(part for part in parts if part)


def facts_of(
    project: Project,
    evaluation: Evaluation | None,
    is_stale: bool,
    read: Read,
    comparison: Comparison | None = None,
    then: Callable[[int], int] = lambda layer: layer,
) -> list[CardFacts]:
    """The facts of the batch's card, then of each layer's, in order.

    Numbers come from `evaluation`, which may be of an earlier project, in which a layer was at
    `then(layer)`; while it `is_stale` its number faults are left out. Misfits are always those of
    `project`. With a comparison, which is of `evaluation`, the pictures are of the differences.
    """
    network, batch = project.network, project.batch
    shapes = network.shapes(batch.n_features)
    misfit = next((i for i, shape in enumerate(shapes) if not shape.fits), len(shapes))
    places = range(INPUT, len(network))
    faults: dict[int, Fault | None] = {}
    results: list[LayerResult | None] = [None] * len(network)
    if evaluation is not None:
        results = [evaluation.result(then(layer)) for layer in places[1:]]
        if not is_stale:
            faults = {layer: _number_fault(evaluation, then(layer)) for layer in places}
    inputs: Rows | None = batch.input_rows
    if comparison is not None and len(comparison.layers) == len(network):
        results = [each.result for each in comparison.layers]
        inputs = None if comparison.inputs.result is None else comparison.inputs.result.output
    is_difference = comparison is not None
    facts = [
        CardFacts(
            "Input batch",
            f"{counted(batch.n_samples, 'sample')} × {counted(batch.n_features, 'feature')}",
            flow=f"{batch.n_samples:,} × {batch.n_features:,}",
            fault=faults.get(INPUT),
            is_difference=is_difference,
            sample=None if inputs is None else _sample(inputs, read),
        )
    ]
    found = hints(project, evaluation)
    for index, (layer, shape, name) in enumerate(
        zip(network.layers, shapes, network.names, strict=True)
    ):
        fault = faults.get(index) if shape.fits else misfit_fault(network, index, shape)
        result = results[index] if index < misfit else None
        hint = found.get(index, Hint(""))
        facts.append(
            CardFacts(
                name,
                _rule(layer),
                counted(layer.parameter_count, "parameter") if layer.parameter_count else "",
                _state(layer, network.names[misfit] if index > misfit else ""),
                f"{batch.n_samples:,} × {shape.n_outputs:,}" if index < misfit else "",
                layer.enabled,
                fault,
                "" if shape.fits else resize_text(layer, shape.received),
                hint.text,
                "" if hint.remedy is None else hint.remedy.label,
                _spoken_rule(layer),
                layer.is_distribution and layer.enabled and not is_difference,
                is_difference,
                type(layer),
                None if result is None else _sample(result.output, read),
            )
        )
    return facts


def _rule(layer: Layer) -> str:
    if layer.n_inputs is not None and layer.n_outputs is not None:
        return f"{layer.n_inputs:,} → {layer.n_outputs:,}"
    return layer.formula


def _spoken_rule(layer: Layer) -> str:
    if layer.n_inputs is None or layer.n_outputs is None:
        return ""
    return f"{counted(layer.n_inputs, 'input')}, {counted(layer.n_outputs, 'neuron')}"


def _state(layer: Layer, waits_for: str) -> str:
    if not layer.enabled:
        return "off: passes its input on"
    return sentence("waits for {layer}")(waits_for) if waits_for else ""


def _number_fault(evaluation: Evaluation, layer: int) -> Fault | None:
    fault = evaluation.fault_at(layer)
    return None if fault is None or fault.kind == "misfit" else fault


def _sample(output: Rows, read: Read) -> Sample:
    """A few rows and columns, evenly spread over the output, however large it is."""
    n_rows, n_columns = output.shape
    if n_rows == 0 or n_columns == 0:
        return None
    columns = slice(None, None, -(-n_columns // THUMBNAIL_CELLS))
    spread = range(0, n_rows, -(-n_rows // THUMBNAIL_CELLS))
    found = read(output, spread, columns)
    return Pending.YES if found is None else found
