"""Does what a step of a lesson waits for, told from the condition itself."""

from __future__ import annotations

from dataclasses import asdict, replace

from nnfs_core import KINDS, Project, edits
from nnfs_core.examples import example_named
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.learning.landmarks.finding import find_layer
from nnfs_core.learning.lessons import Situation
from nnfs_core.learning.lessons import conditions as wait
from nnfs_core.learning.lessons.conditions import AnyCondition
from nnfs_core.project.place import BIAS, INPUT, Place
from nnfs_core.project.table_reading import TableReading


def edit_of(condition: AnyCondition, project: Project) -> Project | None:
    """The project once a condition on it is met; None for a condition on something else."""
    match condition:
        case wait.InputSet(sample=sample, feature=feature, value=value):
            number = 77.0 if value is None else value
            return edits.set_input(project, sample, feature, number)
        case wait.SampleSet(sample=sample, values=values):
            return edits.set_inputs(project, sample, 0, [values])
        case wait.WeightSet(layer=words, neuron=neuron, input=number, value=value):
            new = 77.0 if value is None else value
            return edits.set_weights(project, find_layer(project, words), number, neuron, [[new]])
        case wait.BiasSet(layer=words, neuron=neuron, value=value):
            new = 77.0 if value is None else value
            return edits.set_biases(project, find_layer(project, words), neuron, [[new]])
        case wait.KindsInOrder(kinds=kinds):
            return _chained(project, kinds)
        case wait.Named(layer=words, name=name):
            return edits.rename_layer(project, find_layer(project, words), name)
        case wait.Switched(layer=words, on=on):
            return edits.enable_layers(project, [find_layer(project, words)], on)
        case wait.NeuronsSet(layer=words, count=count):
            return edits.set_neurons(project, find_layer(project, words), count)
        case wait.OptionSet(layer=words, name=name, value=value):
            layer = find_layer(project, words)
            if name == "seed":
                return edits.redraw(project, layer, int(value))
            return edits.set_option(project, layer, name, value)
        case wait.PrecisionSet(value=value):
            return edits.set_precision(project, value)
        case wait.SamplesCounted(count=count):
            has = project.batch.n_samples
            if count < has:
                return edits.remove_samples(project, range(count, has))
            return edits.insert_samples(project, has, count - has)
        case wait.FeaturesCounted(count=count):
            has = project.batch.n_features
            if count < has:
                return edits.remove_features(project, range(count, has))
            return edits.insert_features(project, has, count - has)
        case wait.DataOpened():
            data = example_named("Iris").build().batch
            reading = TableReading(tuple(asdict(TableFormat()).items()), data.n_features + 1, ())
            return edits.replace_batch(project, data, reading)
        case wait.BatchSplit():
            return edits.split_by_shares(project, 0.6, 0, 0.4)
    return None


def place_of(condition: wait.Selected, project: Project) -> Place:
    """What to select so that the condition is met."""
    layer = INPUT if condition.layer is None else find_layer(project, condition.layer)
    weight = BIAS if condition.bias else condition.weight
    return Place(layer, condition.sample, condition.neuron, weight)


def done(condition: AnyCondition, moment: Situation) -> Situation:
    """The moment after somebody has done what a condition waits for."""
    project = edit_of(condition, moment.project)
    if project is not None:
        return replace(moment, project=project, can_redo=False)
    match condition:
        case wait.Selected():
            return replace(moment, place=place_of(condition, moment.project))
        case wait.PanelShown(name=name):
            return replace(moment, panels=moment.panels | {name})
        case wait.TabShown(name=name):
            return replace(moment, tab=name)
        case wait.Oriented(row_a_neuron=row_a_neuron):
            return replace(moment, row_a_neuron=row_a_neuron)
        case wait.Filtered(words=words):
            return replace(moment, filter=" and ".join(words))
        case wait.Saved(kept=kept):
            return replace(moment, saved=(*moment.saved, kept or "code"))
        case wait.Undone():
            other = edits.describe(moment.project, "undone", "")  # any other project
            return replace(moment, project=other, can_redo=True)
    raise AssertionError(f"Nobody knows how to do {condition}.")


def _chained(project: Project, kinds: tuple[str, ...]) -> Project:
    """The project with layers of these kinds that fit; those there are used as far as they go."""
    spare = list(project.network.layers)
    by_kind = {kind.kind: kind for kind in KINDS}
    project = edits.remove_layers(project, range(len(spare)))
    for place, name in enumerate(kinds):
        match = next((layer for layer in spare if layer.kind == name), None)
        if match is not None:
            spare.remove(match)
        layer = match or edits.new_layer(project, by_kind[name], place)
        project = edits.append_layer(project, layer)
    return project
