"""Hypothesis strategies for the values of the core: networks, batches, projects and edits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnfs_core import KINDS, Batch, Dense, Network, Project, Standardise, edits
from nnfs_core.arrays import PRECISIONS, AnyArray
from nnfs_core.edits.preparing import FILLINGS
from nnfs_core.files.tables.format import TableFormat
from nnfs_core.layers import Layer
from nnfs_core.layers.initialisation import INITIALISATIONS, Constant, Initialisation, Legacy
from nnfs_core.project.matching import ClassMatch
from nnfs_core.project.pictures import NO_PICTURES, PictureSize
from nnfs_core.project.project import project_arrays
from nnfs_core.project.subset import Subset
from nnfs_core.project.table_reading import ColumnReading, TableReading

precisions = st.sampled_from(PRECISIONS)
names = st.text(st.characters(codec="utf-8"), max_size=6)
seeds = st.integers(0, 2**31 - 1)
subsets = st.sampled_from(Subset)


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
def initialisations(draw: st.DrawFn) -> Initialisation:
    """A rule that weights are drawn by."""
    kind = draw(st.sampled_from(INITIALISATIONS))
    if kind is Constant:
        return Constant(value=draw(numbers()))
    return Legacy(drawn_before=draw(st.integers(0, 999))) if kind is Legacy else kind()


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
        biases = draw(matrices(1, n_neurons, precision))
        layer: Layer = Dense(weights, biases, initialisation=draw(initialisations()), **common)
    elif kind is Standardise:
        positive = st.floats(0.125, 1024, width=16)
        deviations = draw(hnp.arrays(precision, (1, n_inputs), elements=positive))
        layer = Standardise(draw(matrices(1, n_inputs, precision)), deviations, **common)
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
        layer = draw(layers(n_inputs, precision, (*KINDS, *[Dense] * len(KINDS))))
        if layer.enabled and layer.n_outputs is not None:
            n_inputs = layer.n_outputs
        chain.append(layer)
    beyond = draw(st.integers(0, 2))  # as after layers that are gone
    return Network(chain, [number + beyond for number in Network(chain).numbers])


@st.composite
def batches(draw: st.DrawFn, precision: str = "float64") -> Batch:
    """Up to 13 samples of up to 4 features, with targets of either type, labels, subsets or not."""
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
        said_pictures=draw(said_pictures(n_features)),
        labels=draw(st.none() | st.lists(names, min_size=n_samples, max_size=n_samples)),
        label_name=draw(names),
        subsets=draw(st.none() | st.lists(subsets, min_size=n_samples, max_size=n_samples)),
    )


def said_pictures(n_features: int) -> st.SearchStrategy[PictureSize | None]:
    """What may be said of the pictures in samples of so many features."""
    heights = [height for height in range(1, n_features + 1) if n_features % height == 0]
    sizes = [PictureSize(height, n_features // height) for height in heights]
    return st.sampled_from([None, None, NO_PICTURES, *sizes])


@st.composite
def table_readings(draw: st.DrawFn) -> TableReading:
    """How a table may have been read."""
    called = draw(st.lists(names, max_size=4, unique=True))
    roles = ["target", "label", *["feature"] * len(called)]
    columns = [
        ColumnReading(
            name,
            role,
            draw(st.sampled_from(["number", "classes", "codes", "days"])),
            draw(st.sampled_from(["refuse", "missing"])),
            tuple(draw(st.lists(names, max_size=2))),
            tuple(draw(st.lists(st.tuples(names, names), max_size=2))),
            draw(st.sampled_from([None, "", "%", "EUR"])),
        )
        for name, role in zip(called, draw(st.permutations(roles)), strict=False)
    ]
    format = TableFormat(
        draw(st.sampled_from(";\t")), draw(st.sampled_from(".,")), draw(st.integers(0, 3))
    )
    return TableReading(
        tuple(asdict(format).items()),
        len(called) + draw(st.integers(1, 5)),
        tuple(columns),
        draw(st.sampled_from(["auto", "classes", "values"])),
        draw(st.sampled_from(["keep", "mean", "zero", "drop"])),
        draw(st.sampled_from(["appearance", "alphabetical"])),
        draw(st.booleans()),
    )


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """A project whose layers all fit."""
    precision = draw(precisions)
    batch = draw(batches(precision))
    network = draw(networks(batch.n_features, precision))
    reading = draw(st.none() | table_readings())
    return Project(network, batch, precision, draw(names), draw(names), reading)


Edit = Callable[[Project], Project]
Place = Callable[[Project], int]


def places(count: Callable[[Project], int], beyond: int = 0) -> st.SearchStrategy[Place]:
    """Mostly places from 0 to the project's count, or `beyond` it; now and then -1 or far out."""

    def resolved(number: int) -> Place:
        if number in (-1, 20):
            return lambda project: number
        return lambda project: number % max(1, count(project) + beyond)

    return st.integers(-1, 20).map(resolved)


def dense_places() -> st.SearchStrategy[Place]:
    """Mostly the places of dense layers, where there are any."""

    def resolved(number: int) -> Place:
        def place(project: Project) -> int:
            chain = project.network.layers
            found = [i for i, each in enumerate(chain) if isinstance(each, Dense)]
            return found[number % len(found)] if found and number >= 0 else number

        return place

    return st.integers(-1, 6).map(resolved)


def edit_of(name: str, *arguments: Any, **options: Any) -> st.SearchStrategy[Edit]:
    """The edit of that name, with arguments drawn from strategies; places fit the project."""

    def made(drawn: tuple[Any, ...], named: dict[str, Any]) -> Edit:
        def edit(project: Project) -> Project:
            return getattr(edits, name)(
                project, *(_fitted(each, project) for each in drawn), **named
            )

        return edit

    return st.builds(made, st.tuples(*arguments), st.fixed_dictionaries(options))


def _fitted(argument: Any, project: Project) -> Any:
    """The argument with its places as they are in the project."""
    if isinstance(argument, list):
        return [_fitted(each, project) for each in argument]
    return argument(project) if callable(argument) else argument


def _putting(name: str, place: st.SearchStrategy[Place]) -> st.SearchStrategy[Edit]:
    """The edit of that name, which puts a new layer of any kind at a place."""

    def made(kind: type[Layer], at: Place) -> Edit:
        def edit(project: Project) -> Project:
            index = at(project)
            layer = edits.new_layer(project, kind, index)
            if name == "append_layer":
                return edits.append_layer(project, layer)
            if name == "insert_layers":
                return edits.insert_layers(project, index, [layer])
            return edits.replace_layer(project, index, layer)

        return edit

    return st.builds(made, st.sampled_from(KINDS), place)


def _writing_scattered(at: list[Place], column: Place, table: Any) -> Edit:
    def edit(project: Project) -> Project:
        samples = np.array(list(dict.fromkeys(each(project) for each in at)), np.int64)
        rows = table[:1] * len(samples)
        return edits.write_samples_at(project, samples, column(project), rows)

    return edit


def _changing_kind(at: Place, kind: type[Layer]) -> Edit:
    return lambda project: edits.change_kind(project, at(project), kind)


def _setting_an_option(at: Place, value: float) -> Edit:
    def edit(project: Project) -> Project:
        index = at(project)
        chain = project.network.layers
        options = chain[index].options() if 0 <= index < len(chain) else ["any"]
        for name in options:
            project = edits.set_option(project, index, name, value)
        return project

    return edit


def _drawing(sample: Place, values: list[float], column: int) -> Edit:
    """Some values in a row from a column on, as far as there are features."""

    def edit(project: Project) -> Project:
        pixels = np.full(project.batch.n_features, np.nan)
        fitting = values[: len(pixels[column:])]
        pixels[column : column + len(fitting)] = fitting
        return edits.draw_on_sample(project, sample(project), pixels)

    return edit


_layer = places(lambda project: len(project.network))
_layer_gap = places(lambda project: len(project.network), beyond=1)
_dense = dense_places()
_sample = places(lambda project: project.batch.n_samples)
_sample_gap = places(lambda project: project.batch.n_samples, beyond=1)
_feature = places(lambda project: project.batch.n_features)
_feature_gap = places(lambda project: project.batch.n_features, beyond=1)
_layers = st.lists(_layer, max_size=3)
_features = st.none() | st.lists(_feature, max_size=3)
_column = _feature_gap  # of features and target
_count = st.integers(0, 3)
_class = st.integers(-1, 5)
_small = st.sampled_from([0.0, -0.0, 1.0, 2.5])
_bad = st.sampled_from([[[np.nan]], [[np.inf]], [["x"]], [[1.0], [1.0, 2.0]], [[[1.0]]], [[]]])
_table = st.tuples(st.integers(1, 4), st.integers(1, 3)).flatmap(
    lambda shape: hnp.arrays(np.float64, shape, elements=_small | numbers()).map(np.ndarray.tolist)
)
_tables = st.integers(0, 9).flatmap(lambda number: _bad if number == 0 else _table)
_row = st.lists(st.integers(-1, 5).map(float) | numbers(), min_size=1, max_size=3)
_classes = st.lists(st.integers(-2, 5), min_size=1, max_size=3)
_matches = st.lists(st.tuples(st.integers(0, 3), names), max_size=4).map(
    lambda pairs: ClassMatch(tuple(n for n, _ in pairs), tuple(name for _, name in pairs))
)
_fillings = st.sampled_from(FILLINGS)
_fills = st.sampled_from(["zeros", "random", "ramp"])

_neurons = st.lists(st.integers(-1, 4), min_size=1, max_size=2)
_seeds = st.lists(st.integers(-1, 2**31), min_size=1, max_size=2)
_factors = st.one_of(numbers(), st.lists(numbers(), min_size=1, max_size=2), st.just(np.nan))

# One strategy for each edit that gives a project: name -> strategy of Project -> Project.
EDITS: dict[str, st.SearchStrategy[Edit]] = {
    "add_targets": edit_of("add_targets"),
    "append_layer": _putting("append_layer", _layer_gap),
    "centre_features": edit_of("centre_features", _features),
    "change_kind": st.builds(_changing_kind, _layer, st.sampled_from(KINDS)),
    "clear_samples": edit_of("clear_samples", _sample, _column, _count, _count),
    "describe": edit_of("describe", names, names),
    "draw_as_book": edit_of("draw_as_book", seeds, st.integers(0, 400)),
    "draw_on_sample": st.builds(_drawing, _sample, _row, st.integers(0, 4)),
    "duplicate_layers": edit_of("duplicate_layers", _layers),
    "enable_layers": edit_of("enable_layers", _layers, st.booleans()),
    "fill_inputs": edit_of("fill_inputs", _fills, _sample, _feature, _count, _count, seed=seeds),
    "fill_missing": edit_of(
        "fill_missing", st.sampled_from(FILLINGS), _features, _small | numbers()
    ),
    "fill_missing_weights_with_zeros": edit_of("fill_missing_weights_with_zeros", _dense),
    "fill_missing_with_means": edit_of("fill_missing_with_means"),
    "fill_missing_with_zeros": edit_of("fill_missing_with_zeros"),
    "insert_features": edit_of("insert_features", _feature_gap, _count),
    "insert_layers": _putting("insert_layers", _layer_gap),
    "insert_samples": edit_of("insert_samples", _sample_gap, _count),
    "move_layers": edit_of("move_layers", _layers, _layer),
    "one_hot": edit_of("one_hot", st.lists(_feature, max_size=3), st.integers(1, 5)),
    "redraw": edit_of("redraw", _dense, st.integers(-1, 2**31), st.none() | initialisations()),
    "redraw_neurons": edit_of("redraw_neurons", _dense, _neurons, _seeds),
    "refit": edit_of("refit", _layer),
    "remove_columns": edit_of("remove_columns", st.lists(_column, max_size=3)),
    "remove_features": edit_of("remove_features", st.lists(_feature, max_size=3)),
    "remove_labels": edit_of("remove_labels"),
    "remove_layers": edit_of("remove_layers", _layers),
    "remove_missing_samples": edit_of("remove_missing_samples"),
    "remove_samples": edit_of("remove_samples", st.lists(_sample, max_size=3)),
    "remove_split": edit_of("remove_split"),
    "remove_targets": edit_of("remove_targets"),
    "rename_class": edit_of("rename_class", _class, names),
    "rename_feature": edit_of("rename_feature", _feature, names),
    "rename_labels": edit_of("rename_labels", names),
    "rename_layer": edit_of("rename_layer", _layer, names),
    "rename_target": edit_of("rename_target", names),
    "renumber_classes": edit_of("renumber_classes", _matches),
    "replace_batch": edit_of("replace_batch", batches(), st.none() | table_readings()),
    "replace_layer": _putting("replace_layer", _layer),
    "resize_inputs": edit_of("resize_inputs", _dense),
    "say_pictures": edit_of("say_pictures", st.integers(0, 4).flatmap(said_pictures)),
    "scale_neurons": edit_of("scale_neurons", _dense, _neurons, _factors),
    "scale_to_unit_range": edit_of("scale_to_unit_range", _features),
    "set_biases": edit_of("set_biases", _dense, _count, _row),
    "set_chosen_biases": edit_of("set_chosen_biases", _dense, _neurons, _factors),
    "set_input": edit_of("set_input", _sample, _feature, _small),
    "set_inputs": edit_of("set_inputs", _sample_gap, _feature_gap, _tables),
    "set_labels": edit_of("set_labels", st.lists(_sample, max_size=3), st.lists(names, max_size=3)),
    "set_neurons": edit_of("set_neurons", _dense, st.integers(0, 6)),
    "set_option": st.builds(_setting_an_option, _layer, st.sampled_from([0, 0.5, 1, 2, -1])),
    "set_precision": edit_of("set_precision", st.sampled_from([*PRECISIONS, "float8"])),
    "set_subsets": edit_of("set_subsets", st.lists(_sample, max_size=3), subsets),
    "set_targets": edit_of("set_targets", _sample, st.one_of(_classes, _row, _bad)),
    "set_weights": edit_of("set_weights", _dense, _count, _count, _tables),
    "split_by_column": edit_of(
        "split_by_column",
        _column,
        st.dictionaries(st.integers(-1, 5), subsets),
        take_out=st.booleans(),
    ),
    "split_by_shares": edit_of(
        "split_by_shares", *[st.sampled_from([0.0, 0.25, 0.5])] * 3, stratified=st.booleans()
    ),
    "standardise_layer": edit_of("standardise_layer"),
    "starter_classifier": edit_of("starter_classifier"),
    "starter_regression": edit_of("starter_regression"),
    "write_scales": edit_of("write_scales", _layer, _count, st.integers(0, 2), _tables),
    "write_samples": edit_of("write_samples", _sample_gap, _column, _tables),
    "write_samples_at": st.builds(
        _writing_scattered, st.lists(_sample, max_size=3), _column, _tables
    ),
}
any_edit = st.sampled_from(sorted(EDITS)).flatmap(EDITS.__getitem__)


def bits_of(project: Project) -> list[tuple[str, tuple[int, ...], bytes | list[str]]]:
    """All numbers of a project as bytes, and its labels, to see that nothing altered them."""
    return [
        (a.dtype.str, a.shape, a.tolist() if a.dtype.kind == "T" else a.tobytes())
        for a in project_arrays(project)
    ]
