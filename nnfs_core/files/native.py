"""This module saves and loads `.nnfs` files: safetensors whose metadata says what they mean."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import msgspec
from msgspec import UNSET

from nnfs_core.arrays import PRECISIONS, AnyArray, FloatArray
from nnfs_core.errors import Cancelled, NnfsError, ShapeError
from nnfs_core.files.atomic import replacing, unchecked
from nnfs_core.files.file_state import FileState
from nnfs_core.files.in_place import (
    StoredArray,
    StoredMatrix,
    check_shape,
    fits_in_memory,
    read_rows,
)
from nnfs_core.files.label_arrays import (
    TEXTS,
    label_bytes,
    label_contents,
    read_labels,
    take_label_arrays,
)
from nnfs_core.files.layers import built_layer
from nnfs_core.files.look import Look, Opened
from nnfs_core.files.open_file import OpenFile
from nnfs_core.files.project_schema import schema_of
from nnfs_core.files.reading_schema import table_reading
from nnfs_core.files.schema import ProjectSchema, read_schema, said_pictures
from nnfs_core.files.streaming import Content
from nnfs_core.files.tables.targets import checked_class_numbers
from nnfs_core.files.tensors import read_header, write_tensors
from nnfs_core.files.unchanged import state_of_read, state_of_written
from nnfs_core.machine.memory import free_memory
from nnfs_core.matrix.rows import Rows
from nnfs_core.network.network import Network
from nnfs_core.progress import IsCancelled, Progress, ignored, never, part_of, stop_if
from nnfs_core.project.batch import Batch
from nnfs_core.project.labels import LABEL
from nnfs_core.project.project import MAX_LAYERS, Project
from nnfs_core.project.subset import SUBSET, subset_rows
from nnfs_core.wording import sentence, shortage_text

METADATA_KEY = "nnfs"
SUBSETS = "batch.subsets"  # (samples,): a byte each, see `Subset`
TYPES = (*PRECISIONS, "int64")

_Arrays = dict[str, AnyArray | Rows]


@dataclass(frozen=True)
class NetworkFile(Look):
    """Holds what a file says of its network, and where its numbers lie; it stays open."""

    file: OpenFile
    schema: ProjectSchema
    tensors: dict[str, StoredArray]
    is_network: bool = field(default=True, kw_only=True)


def save(
    project: Project,
    path: str | Path,
    *,
    check: Callable[[], None] = unchecked,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> FileState:
    """Write `project` to `path`; an interrupted save leaves the old file byte for byte.

    Gives what tells the file from what others may make of it. A batch that is not in memory is
    written block by block. `check` is called just before an old file is replaced, and may raise.
    Raises NnfsError when the file cannot be written or the batch cannot be read, Cancelled when
    asked to stop.
    """
    tensors = {
        f"{number}.{name}": Content.of(array)
        for number, layer in enumerate(project.network.layers)
        for name, array in layer.arrays().items()
    }
    tensors["batch.inputs"] = Content.of(project.batch.input_rows)
    if project.batch.target_rows is not None:
        tensors["batch.targets"] = Content.of_column(project.batch.target_rows)
    if project.batch.label_rows is not None:
        tensors |= label_contents(project.batch.label_rows, cancelled)
    if project.batch.subset_rows is not None:
        tensors[SUBSETS] = Content.of_column(project.batch.subset_rows)
    try:
        metadata = {METADATA_KEY: msgspec.json.encode(schema_of(project)).decode()}
    except UnicodeEncodeError:
        raise NnfsError(
            "The project was not saved: one of its names or notes holds half a character; type "
            "that text anew."
        ) from None
    with replacing(path, check) as file:
        write_tensors(file, metadata, tensors, progress, cancelled)
        return state_of_written(file)


def load(
    path: str | Path, *, progress: Progress = ignored, cancelled: IsCancelled = never
) -> Project:
    """Read the project in `path`, with the same bits as were saved.

    Everything is checked before anything is built. A batch that is large for the free memory
    stays in the file, and is read from there when it is looked at. Raises NnfsError when the file
    cannot be read, is damaged or no NNFS Studio file, or comes from a newer version; Cancelled
    when asked to stop.
    """
    look = look_at_network(Path(path), cancelled)
    project = read_network(look, progress=progress, cancelled=cancelled).content
    assert isinstance(project, Project)
    return project


def look_at_network(path: Path, cancelled: IsCancelled = never) -> NetworkFile:
    """What a file says of its network, none of whose numbers are read.

    Raises NnfsError, and Cancelled when asked to stop.
    """
    file = OpenFile(path)
    metadata, tensors = read_header(file, cancelled)
    if METADATA_KEY not in metadata:
        raise NnfsError("{name} is a safetensors file, but not one made by NNFS Studio.")(path.name)
    stop_if(cancelled)
    schema = read_schema(metadata[METADATA_KEY], path.name)
    if len(schema.layers) > MAX_LAYERS:
        raise NnfsError("{name} has {n:,} layers, but at most {most:,} can be opened.")(
            path.name, len(schema.layers), MAX_LAYERS
        )
    return NetworkFile(path, file, schema, tensors)


def read_network(
    look: NetworkFile,
    choice: None = None,
    *,
    dtype: object = None,
    progress: Progress = ignored,
    cancelled: IsCancelled = never,
) -> Opened:
    """The project, of its own precision whatever `dtype` is; raises NnfsError and Cancelled."""
    path, schema = look.path, look.schema
    arrays = _read(look.file, look.tensors, progress, cancelled)
    try:
        layers = []
        for number, described in enumerate(schema.layers):
            stop_if(cancelled)
            array = partial(_layer_array, arrays, number)
            layers.append(built_layer(described, f"layer {number}", array))
        project = Project(
            Network(layers, schema.numbers or None),
            _batch(schema, arrays),
            schema.precision,
            schema.title,
            schema.notes,
            table_reading(schema.reading),
        )
    except Cancelled:
        raise
    except NnfsError as error:
        raise NnfsError("{name} is damaged: {error}")(path.name, error) from None
    if arrays:
        raise NnfsError("{path} is damaged: nothing in it says what {name} is for.")(
            path.name, min(arrays)
        )
    project.batch.look_for_classes(cancelled)  # here: targets in the file take a while to read
    return Opened(project, saves_to=path, state=state_of_read(look.file))


def _read(
    file: OpenFile, tensors: dict[str, StoredArray], progress: Progress, cancelled: IsCancelled
) -> _Arrays:
    """Every tensor: those of the batch in rows, which may stay in the file, others in memory."""
    numbers = dict(tensors)
    labels = take_label_arrays(file, numbers)
    subsets = numbers.pop(SUBSETS, None)
    if subsets is not None and (subsets.dtype != SUBSET or len(subsets.shape) != 1):
        raise _damaged_subsets(file)
    stored = {name: _stored(file, name, tensor) for name, tensor in numbers.items()}
    in_rows = {
        name
        for name, n_dimensions in (("batch.inputs", 2), ("batch.targets", 1))
        if name in numbers and len(numbers[name].shape) == n_dimensions
    }
    n_bytes = label_bytes(labels) + (subsets.shape[0] if subsets else 0)
    n_bytes += sum(
        each.n_bytes
        for name, each in stored.items()
        if name not in in_rows or fits_in_memory(each, each.dtype)
    )
    if n_bytes > (free := free_memory()):
        raise NnfsError("{name} needs {shortage}.")(file.name, shortage_text(n_bytes, free))
    arrays: _Arrays = {}
    for name, each in sorted(stored.items()):  # the batch's inputs before its targets
        native = each.dtype.newbyteorder("=")
        if name in in_rows:
            damaged = sentence("{file} is damaged")(file.name)
            check_shape(f"{damaged}: {name}", *each.shape)
            part = (0.0, 0.5) if name == "batch.inputs" else (0.5, 1.0)
            tell = part_of(progress, *part)
            rows = read_rows(file, each, native, progress=tell, cancelled=cancelled)
            if not rows.is_in_memory and native.kind == "i":
                rows = checked_class_numbers(rows, damaged, tell, cancelled)
            arrays[name] = rows
        else:
            whole = each.read_whole(file, native, ignored, cancelled)
            arrays[name] = whole.reshape(tensors[name].shape)
    if labels:
        arrays[TEXTS] = read_labels(file, labels, cancelled)
    if subsets is not None:
        whole = subsets.matrix.read_whole(file, SUBSET, ignored, cancelled)
        try:
            arrays[SUBSETS] = subset_rows(whole)
        except ShapeError:
            raise _damaged_subsets(file) from None
    return arrays


def _stored(file: OpenFile, name: str, tensor: StoredArray) -> StoredMatrix:
    """Where a tensor lies; one that is no matrix is taken for a single column."""
    if tensor.type_name not in TYPES or tensor.dtype is None:
        raise NnfsError("{file} holds {name} in the unsupported type {type!r}.")(
            file.name, name, tensor.type_name
        )
    if len(tensor.shape) > 2:
        raise NnfsError("{file} is damaged: {name} has an impossible shape.")(file.name, name)
    return tensor.stored or StoredMatrix(tensor.offset, (math.prod(tensor.shape), 1), tensor.dtype)


def _batch(schema: ProjectSchema, arrays: _Arrays) -> Batch:
    names, targets = schema.batch, arrays.pop("batch.targets", None)
    labels, subsets = arrays.pop(TEXTS, None), arrays.pop(SUBSETS, None)
    if (labels is None) != (names.label_name is UNSET):
        raise NnfsError("it is not plain whether its samples have labels.")
    if isinstance(targets, Rows) and targets.is_in_memory:
        targets = targets.array  # whose class numbers have yet to be checked
    return Batch(
        _floats(arrays, "batch.inputs"),
        targets,
        names.columns,
        class_names=names.class_names,
        target_name=names.target_name,
        said_pictures=said_pictures(schema.pictures),
        labels=labels,
        label_name=names.label_name if isinstance(names.label_name, str) else LABEL,
        subsets=subsets,
    )


def _layer_array(arrays: _Arrays, number: int, name: str) -> FloatArray:
    array = _floats(arrays, f"{number}.{name}")
    return array.array if isinstance(array, Rows) else array


def _damaged_subsets(file: OpenFile) -> NnfsError:
    return NnfsError("{file} is damaged: what its samples are for cannot be read.")(file.name)


def _floats(arrays: _Arrays, name: str) -> FloatArray | Rows:
    if name not in arrays:
        raise NnfsError("{name} is missing.")(name)
    array = arrays.pop(name)
    if array.dtype.name not in PRECISIONS:
        raise NnfsError("{name} is of type {dtype}, not of floating point numbers.")(
            name, array.dtype.name
        )
    return array
