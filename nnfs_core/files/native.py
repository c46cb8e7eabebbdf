"""The native `.nnfs` file: a valid safetensors file whose metadata says what the tensors mean."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from safetensors.numpy import save as to_safetensors

from nnfs_core.arrays import PRECISIONS, AnyArray, FloatArray
from nnfs_core.batch import Batch
from nnfs_core.errors import NnfsError
from nnfs_core.files.atomic import replacing
from nnfs_core.files.schema import BatchSchema, LayerSchema, ProjectSchema, read_schema
from nnfs_core.files.tensors import read_tensors
from nnfs_core.layers import KINDS, Dense, Layer
from nnfs_core.network import Network
from nnfs_core.project import Project

SUFFIX = ".nnfs"
METADATA_KEY = "nnfs"
MAX_EMPTY_SAMPLES = 2**20  # samples without features take no room in the file, but do in memory

_KIND_BY_NAME = {kind.kind: kind for kind in KINDS}


def save(project: Project, path: str | Path) -> None:
    """Write `project` to `path`; an interrupted save leaves the old file byte for byte.

    Raises NnfsError when the file cannot be written.
    """
    tensors = {
        f"{number}.{name}": array
        for number, layer in enumerate(project.network.layers)
        for name, array in layer.arrays().items()
    }
    tensors["batch.inputs"] = project.batch.inputs
    if project.batch.targets is not None:
        tensors["batch.targets"] = project.batch.targets
    # safetensors writes the memory as it lies: only C-contiguous arrays mean what they say.
    tensors = {name: np.ascontiguousarray(array) for name, array in tensors.items()}
    metadata = {METADATA_KEY: msgspec.json.encode(_schema_of(project)).decode()}
    content = to_safetensors(tensors, metadata)
    with replacing(path) as file:
        file.write(content)


def load(path: str | Path, *, cancelled: Callable[[], bool] = lambda: False) -> Project:
    """Read the project in `path`, with the same bits as were saved.

    Everything is checked before anything is built. Raises NnfsError when the file cannot be read,
    is damaged or no NNFS Studio file, or comes from a newer version; Cancelled when asked to stop.
    """
    path = Path(path)
    metadata, tensors = read_tensors(path, cancelled)
    if METADATA_KEY not in metadata:
        raise NnfsError(f"{path.name} is a safetensors file, but not one made by NNFS Studio.")
    schema = read_schema(metadata[METADATA_KEY], path.name)
    remaining = dict(tensors)
    try:
        layers = [
            _layer(schema_of_layer, number, remaining)
            for number, schema_of_layer in enumerate(schema.layers)
        ]
        project = Project(
            Network(layers),
            _batch(schema.batch, remaining),
            schema.precision,
            schema.title,
            schema.notes,
        )
    except NnfsError as error:
        raise NnfsError(f"{path.name} is damaged: {error}") from None
    if remaining:
        raise NnfsError(f"{path.name} is damaged: nothing in it says what {min(remaining)} is for.")
    return project


def _schema_of(project: Project) -> ProjectSchema:
    layers = [
        LayerSchema(layer.kind, layer.name, layer.enabled, layer.option_values())
        for layer in project.network.layers
    ]
    batch = project.batch
    return ProjectSchema(
        precision=project.precision,
        title=project.title,
        notes=project.notes,
        layers=layers,
        batch=BatchSchema(list(batch.columns), list(batch.class_names), batch.target_name),
    )


def _layer(schema: LayerSchema, number: int, tensors: dict[str, AnyArray]) -> Layer:
    kind = _KIND_BY_NAME.get(schema.kind)
    if kind is None:
        raise NnfsError(f"layer {number} is of the unknown kind {schema.kind!r}.")
    unknown = schema.options.keys() - kind.options().keys()
    if unknown:
        raise NnfsError(f"layer {number} has an unknown option, {min(unknown)!r}.")
    common: dict[str, Any] = {"name": schema.name, "enabled": schema.enabled}
    if kind is Dense:
        weights = _tensor(tensors, f"{number}.weights")
        layer: Layer = Dense(weights, _tensor(tensors, f"{number}.biases"), **common)
    else:
        layer = kind(**common)
    for name, value in schema.options.items():
        layer = layer.with_option(name, value)
    return layer


def _batch(schema: BatchSchema, tensors: dict[str, AnyArray]) -> Batch:
    inputs = _tensor(tensors, "batch.inputs")
    if inputs.shape[1:] == (0,) and len(inputs) > MAX_EMPTY_SAMPLES:
        raise NnfsError(f"{len(inputs):,} samples have no feature.")
    targets = tensors.pop("batch.targets", None)
    return Batch(
        inputs,
        targets,
        schema.columns,
        class_names=schema.class_names,
        target_name=schema.target_name,
    )


def _tensor(tensors: dict[str, AnyArray], name: str) -> FloatArray:
    if name not in tensors:
        raise NnfsError(f"{name} is missing.")
    tensor = tensors.pop(name)
    if tensor.dtype.name not in PRECISIONS:
        raise NnfsError(f"{name} is of type {tensor.dtype.name}, not of floating point numbers.")
    return tensor
