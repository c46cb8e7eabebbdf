"""Hypothesis strategies for the values of the core: networks, batches, projects and edits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnfs_core import KINDS, Batch, Dense, Network, Project, edits
from nnfs_core.arrays import PRECISIONS, AnyArray
from nnfs_core.document import project_arrays
from nnfs_core.layers import Layer

precisions = st.sampled_from(PRECISIONS)
names = st.text(st.characters(codec="utf-8"), max_size=6)
seeds = st.integers(0, 2**31 - 1)


def numbers(precision: str = "float64", largest: float = 1e3) -> st.SearchStrategy[float]:
    """Finite numbers of either sign, zeros of both, in a precision."""
    largest = float(np.dtype(precision).type(largest))
    return st.floats(-largest, largest, width=np.dtype(precision).itemsize * 8)


def matrices(
    n_rows: int, n_columns: int, precision: str = "float64", **options: Any
) -> st.SearchStrategy[AnyArray]:
    """Finite matrices (n_rows, n_columns)."""
    return hnp.arrays(precision, (n_rows, n_columns), elements=numbers(precision, **options))


@st.composite
def layers(
    draw: st.DrawFn, n_inputs: int, precision: str = "float64", kinds: Sequence[type[Layer]] = KINDS
) -> Layer:
    """A layer of one of the kinds, with any options, that takes `n_inputs`."""
    kind = draw(st.sampled_from(kinds))
    common: dict[str, Any] = {"name": draw(names), "enabled": draw(st.booleans())}
    if kind is Dense:
        n_neurons = draw(st.integers(1, 4))
        weights = draw(matrices(n_inputs, n_neurons, precision))
        layer: Layer = Dense(weights, draw(matrices(1, n_neurons, precision)), **common)
    else:
        layer = kind(**common)
    for name, option in kind.options().items():
        if option.whole:
            value = draw(st.integers(int(option.minimum), int(option.maximum)))
        else:
            value = draw(st.floats(option.minimum, option.maximum))
        layer = layer.with_option(name, value)
    return layer


@st.composite
def networks(draw: st.DrawFn, n_inputs: int, precision: str = "float64") -> Network:
    """Up to five layers that fit each other."""
    chain: list[Layer] = []
    for _ in range(draw(st.integers(0, 5))):
        layer = draw(layers(n_inputs, precision))
        if layer.enabled and layer.n_outputs is not None:
            n_inputs = layer.n_outputs
        chain.append(layer)
    return Network(chain)


@st.composite
def batches(draw: st.DrawFn, precision: str = "float64") -> Batch:
    """Up to 13 samples of up to 4 features, with or without targets of either type."""
    n_samples, n_features = draw(st.integers(0, 13)), draw(st.integers(0, 4))
    targets = draw(
        st.one_of(
            st.none(),
            hnp.arrays(np.int64, n_samples, elements=st.integers(-1, 5)),
            hnp.arrays(precision, n_samples, elements=numbers(precision)),
        )
    )
    return Batch(
        draw(matrices(n_samples, n_features, precision)),
        targets,
        draw(st.none() | st.lists(names, min_size=n_features, max_size=n_features)),
        class_names=draw(st.lists(names, max_size=3)),
        target_name=draw(names),
    )


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """A project whose layers all fit."""
    precision = draw(precisions)
    batch = draw(batches(precision))
    network = draw(networks(batch.n_features, precision))
    return Project(network, batch, precision, draw(names), draw(names))


Edit = Callable[[Project], Project]


def _edit(name: str, *arguments: Any, **options: Any) -> st.SearchStrategy[Edit]:
    """The edit of that name, with arguments drawn from strategies."""
    return st.builds(
        lambda drawn, named: lambda project: getattr(edits, name)(project, *drawn, **named),
        st.tuples(*arguments),
        st.fixed_dictionaries(options),
    )


def _inserted(index: int, kind: type[Layer], at_end: bool) -> Edit:
    def edit(project: Project) -> Project:
        place = len(project.network) if at_end else index
        layer = edits.new_layer(project, kind, place)
        if at_end:
            return edits.append_layer(project, layer)
        return edits.insert_layers(project, place, [layer])

    return edit


def _replaced(index: int, kind: type[Layer]) -> Edit:
    return lambda project: edits.replace_layer(
        project, index, edits.new_layer(project, kind, index)
    )


_place = st.integers(-1, 6)
_sample = st.integers(-1, 14)
_count = st.integers(0, 3)
_kind = st.sampled_from(KINDS)
_number = st.one_of(numbers(), st.sampled_from([np.nan, np.inf, 1e300, -0.0]))
_table = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(_number, min_size=width, max_size=width), min_size=1, max_size=3
    )
)
_row = st.lists(_number, min_size=1, max_size=3)
_classes = st.lists(st.integers(-2, 6), min_size=1, max_size=3)

# One strategy for each edit that gives a project: name -> strategy of Project -> Project.
EDITS: dict[str, st.SearchStrategy[Edit]] = {
    "add_targets": _edit("add_targets"),
    "append_layer": st.builds(_inserted, _place, _kind, st.just(True)),
    "clear_inputs": _edit("clear_inputs", _sample, _place, _count, _count),
    "describe": _edit("describe", names, names),
    "duplicate_layer": _edit("duplicate_layer", _place),
    "enable_layer": _edit("enable_layer", _place, st.booleans()),
    "fill_inputs": _edit(
        "fill_inputs",
        st.sampled_from(["zeros", "random", "ramp"]),
        _sample,
        _place,
        _count,
        _count,
        seed=seeds,
    ),
    "fill_weights": _edit("fill_weights", _place, _number),
    "insert_features": _edit("insert_features", _place, _count),
    "insert_layers": st.builds(_inserted, _place, _kind, st.just(False)),
    "insert_samples": _edit("insert_samples", _sample, _count),
    "move_layer": _edit("move_layer", _place, _place),
    "redraw": _edit("redraw", _place, seeds),
    "remove_features": _edit("remove_features", st.lists(_place, max_size=3)),
    "remove_layer": _edit("remove_layer", _place),
    "remove_samples": _edit("remove_samples", st.lists(_sample, max_size=3)),
    "remove_targets": _edit("remove_targets"),
    "rename_class": _edit("rename_class", _place, names),
    "rename_feature": _edit("rename_feature", _place, names),
    "rename_layer": _edit("rename_layer", _place, names),
    "rename_target": _edit("rename_target", names),
    "replace_batch": _edit("replace_batch", batches()),
    "replace_layer": st.builds(_replaced, _place, _kind),
    "resize_inputs": _edit("resize_inputs", _place),
    "set_biases": _edit("set_biases", _place, _place, _row),
    "set_input": _edit("set_input", _sample, _place, _number),
    "set_inputs": _edit("set_inputs", _sample, _place, _table),
    "set_neurons": _edit("set_neurons", _place, st.integers(-1, 6)),
    "set_option": st.builds(
        lambda index, value: lambda project: _with_first_option(project, index, value),
        _place,
        _number,
    ),
    "set_precision": _edit("set_precision", st.sampled_from([*PRECISIONS, "float16"])),
    "set_targets": _edit("set_targets", _sample, st.one_of(_classes, _row)),
    "set_weights": _edit("set_weights", _place, _place, _place, _table),
}
any_edit = st.sampled_from(sorted(EDITS)).flatmap(EDITS.__getitem__)


def _with_first_option(project: Project, index: int, value: float) -> Project:
    """Set the first option of the layer; the name does not matter where there is no layer."""
    in_network = 0 <= index < len(project.network)
    options = project.network.layers[index].options() if in_network else {"slope": None}
    for name in options:
        return edits.set_option(project, index, name, value)
    return project


def bits_of(project: Project) -> list[tuple[str, tuple[int, ...], bytes]]:
    """All the numbers of a project as bytes, to see that nothing altered them."""
    return [(a.dtype.str, a.shape, a.tobytes()) for a in project_arrays(project)]
