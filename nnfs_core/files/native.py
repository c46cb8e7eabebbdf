"""The native `.nnfs` file: a valid safetensors file whose metadata says what the tensors mean."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

from nnfs_core.arrays import PRECISIONS, AnyArray, FloatArray
from nnfs_core.batch import Batch
from nnfs_core.errors import NnfsError
from nnfs_core.files.atomic import replacing
from nnfs_core.files.layers import built_layer, layer_schema
from nnfs_core.files.schema import BatchSchema, ProjectSchema, read_schema
from nnfs_core.files.tensors import read_tensors, write_tensors
from nnfs_core.network import Network
from nnfs_core.project import Project

SUFFIX = ".nnfs"
METADATA_KEY = "nnfs"
MAX_EMPTY_SAMPLES = 2**20  # samples without features take no room in the file, but do in memory


def save(
    project: Project, path: str | Path, *, cancelled: Callable[[], bool] = lambda: False
) -> None:
    """Write `project` to `path`; an interrupted save leaves the old file byte for byte.

    Raises NnfsError when the file cannot be written, Cancelled when asked to stop.
    """
    tensors = {
        f"{number}.{name}": array
        for number, layer in enumerate(project.network.layers)
        for name, array in layer.arrays().items()
    }
    tensors["batch.inputs"] = project.batch.inputs
    if project.batch.targets is not None:
        tensors["batch.targets"] = project.batch.targets
    try:
        metadata = {METADATA_KEY: msgspec.json.encode(_schema_of(project)).decode()}
    except UnicodeEncodeError:
        raise NnfsError(
            "The project was not saved: one of its names or notes holds half a character; "
            "type that text anew."
        ) from None
    with replacing(path) as file:
        write_tensors(file, metadata, tensors, cancelled)


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
            built_layer(described, f"layer {number}", partial(_layer_tensor, remaining, number))
            for number, described in enumerate(schema.layers)
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
    batch = project.batch
    return ProjectSchema(
        precision=project.precision,
        title=project.title,
        notes=project.notes,
        layers=[layer_schema(layer) for layer in project.network.layers],
        batch=BatchSchema(list(batch.columns), list(batch.class_names), batch.target_name),
    )


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


def _layer_tensor(tensors: dict[str, AnyArray], number: int, name: str) -> FloatArray:
    return _tensor(tensors, f"{number}.{name}")


def _tensor(tensors: dict[str, AnyArray], name: str) -> FloatArray:
    if name not in tensors:
        raise NnfsError(f"{name} is missing.")
    tensor = tensors.pop(name)
    if tensor.dtype.name not in PRECISIONS:
        raise NnfsError(f"{name} is of type {tensor.dtype.name}, not of floating point numbers.")
    return tensor
