"""Follows one sample from its inputs through every layer to the prediction."""

from __future__ import annotations

from nnfs_core.explain import JourneyStop, journey
from nnfs_core.forward.evaluate import Evaluation, LayerResult
from nnfs_core.project.place import INPUT, Place
from nnfs_core.wording import sentence
from nnfs_gui.panels.explain.explainer import Explainer
from nnfs_gui.panels.explain.section import Section
from nnfs_gui.panels.explain.sections.path_stop import PathStop
from nnfs_gui.panels.explain.sections.sample_path import SamplePath
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.named import named
from nnfs_gui.widgets.plain import PlainLabel


class SampleSection(Section):
    """Shows the layers as one sample passes through them; rows not in memory follow."""

    def __init__(self, studio: Studio, explainer: Explainer) -> None:
        super().__init__(studio, "sample_section", "Follow the sample")
        self._explainer = explainer
        self._sample = 0
        self._number = named(PlainLabel(), "sample_number", role="muted")
        self.add_to_head(self._number)
        self.path = SamplePath(studio.theme)
        self.path.chosen.connect(self._go_to)
        self.path.hovered.connect(self._hover)
        self.body.addWidget(self.path)

    def refresh(self) -> None:
        evaluation, place = self.studio.runner.evaluation, self.studio.place_in_outputs
        n_samples = 0 if evaluation is None else evaluation.project.batch.n_samples
        self._sample = min(place.sample or 0, max(0, n_samples - 1))
        is_shown = evaluation is not None and n_samples > 0 and len(evaluation.layers) > 0
        self.setVisible(is_shown)
        if not is_shown or evaluation is None or self.is_folded:
            return
        sample = evaluation.project.batch.sample_text(self._sample)
        self._number.setText(f"sample {sample}")
        results = (evaluation.inputs, *evaluation.layers)
        rows = [self.studio.fetching.row(each.output, self._sample) for each in results]
        self.awaits_rows = any(row is None for row in rows)
        stops = journey(evaluation, self._sample, rows)
        name = sentence("The way of sample {sample} through the network")(sample)
        self.path.setAccessibleName(name)
        shown = tuple(
            _path_stop(evaluation, stop, result)
            for stop, result in zip(stops, results, strict=True)
        )
        self.path.show_stops(shown, self._explainer.explained.place)

    def _go_to(self, layer: int, neuron: int | None) -> None:
        self.studio.select_shown(Place(layer, self._sample, neuron or 0))

    def _hover(self, layer: int, neuron: int | None) -> None:
        place = None if neuron is None else Place(layer, self._sample, neuron)
        present = None if place is None else self.studio.shown_places.now(place)
        self.studio.selection.hover(present)


def _path_stop(evaluation: Evaluation, stop: JourneyStop, result: LayerResult) -> PathStop:
    network, batch = evaluation.project.network, evaluation.project.batch
    extremes = [abs(each) for each in (result.minimum, result.maximum)]
    width = result.output.width
    if stop.layer == INPUT:
        return PathStop(stop, f"{width:,}", False, max(extremes), batch.columns)
    before = evaluation.result(stop.layer - 1)
    entering = width if before is None else before.output.width
    layer = network.layers[stop.layer]
    names = batch.class_names if stop.chosen is not None and batch.n_classes == width else ()
    return PathStop(
        stop,
        f"{entering:,} → {width:,}",
        layer.is_distribution and layer.enabled,
        max(extremes),
        names or (),
    )
