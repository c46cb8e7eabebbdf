"""This module builds what was noted from a journal, of which nothing is believed unchecked."""

from __future__ import annotations

from pathlib import Path

from nnfs_core.errors import NnfsError
from nnfs_core.files.file_state import FileState
from nnfs_core.files.layers import built_layer
from nnfs_core.files.open_file import OpenFile
from nnfs_core.files.reading_schema import table_reading
from nnfs_core.files.schema import LayerSchema, said_pictures
from nnfs_core.files.tables.targets import checked_class_numbers
from nnfs_core.layers import Layer
from nnfs_core.matrix.rows import Rows
from nnfs_core.network.network import Network
from nnfs_core.progress import IsCancelled, ignored, stop_if
from nnfs_core.project.batch import Batch
from nnfs_core.project.labels import LABEL
from nnfs_core.project.project import Project
from nnfs_core.project.subset import SUBSET, subset_rows
from nnfs_core.recovery.changes import places_in
from nnfs_core.recovery.earlier import EarlierRecords, sensible
from nnfs_core.recovery.noted import Noted
from nnfs_core.recovery.origin import file_schema
from nnfs_core.recovery.records import STATE, DamagedError, Record, RecordReader
from nnfs_core.recovery.rows_building import built_rows
from nnfs_core.recovery.schema import (
    FileSchema,
    KeptSchema,
    KnownSchema,
    NotedLayerSchema,
    NotedProjectSchema,
    RowsSchema,
    StateSchema,
    decoded,
    encoded,
    from_text,
)


class StateReader:
    """Reads one state of a journal; raises DamagedError where it is not whole, and NnfsError."""

    def __init__(self, reader: RecordReader, record: Record, cancelled: IsCancelled) -> None:
        self.schema = decoded(reader.text(record, STATE), StateSchema)
        self._earlier = EarlierRecords(reader, record, cancelled)
        self._with_samples = True
        self._files: list[OpenFile] = []
        self._layers: dict[tuple[int, bytes], Layer] = {}
        self._batches: dict[object, Batch] = {}

    def check(self) -> None:
        """Look at every byte of every record that the state names."""
        check = self._earlier.check
        for project in (self.schema.project, self.schema.trial):
            if project is None:
                continue
            check(project.names)
            for layer in project.layers:
                for place in layer.arrays.values():
                    check(place)
            for rows in (project.inputs, project.targets, project.labels, project.subsets):
                for run in rows.blocks if rows else ():
                    if isinstance(run, KeptSchema):
                        for _ in self._earlier.records(run):
                            pass
                    else:
                        for change in run.changes:
                            for place in places_in(change):
                                check(place)

    def read(self, with_samples: bool = True) -> Noted:
        """What was noted, all whose records have been looked at; perhaps without any sample."""
        schema = self.schema
        self._with_samples = with_samples
        if with_samples:
            self._files = [_opened(described) for described in schema.files]
        project = self._project(schema.project)
        trial = None if schema.trial is None else self._project(schema.trial)
        with sensible():
            path = None if schema.path is None else Path(from_text(schema.path))
            known = None if schema.known is None else _known(schema.known)
            return Noted(project, path, trial, from_text(schema.trial_text), schema.time, known)

    def _project(self, schema: NotedProjectSchema) -> Project:
        layers = [self._layer(number, layer) for number, layer in enumerate(schema.layers)]
        batch, names = self._batch(schema), self._earlier.names(schema.names)
        with sensible():
            return Project(
                Network(layers, schema.numbers or None),
                batch,
                schema.precision,
                from_text(names.title),
                from_text(names.notes),
                table_reading(names.reading),
            )

    def _layer(self, number: int, schema: NotedLayerSchema) -> Layer:
        stop_if(self._earlier.cancelled)
        key = number, encoded(schema)  # what is tried out shares all other layers
        if key not in self._layers:
            arrays = {name: self._earlier.array(place) for name, place in schema.arrays.items()}
            if any(array.dtype.kind != "f" for array in arrays.values()):
                raise DamagedError("weights of it are no floating point numbers")
            name, rule = from_text(schema.name), schema.initialisation
            plain = LayerSchema(schema.kind, name, schema.enabled, schema.options, rule)
            with sensible():
                self._layers[key] = built_layer(plain, f"layer {number}", arrays.__getitem__)
        return self._layers[key]

    def _batch(self, schema: NotedProjectSchema) -> Batch:
        matrices = encoded(schema.inputs), schema.targets and encoded(schema.targets)
        others = [each and encoded(each) for each in (schema.labels, schema.subsets)]
        key = schema.names, matrices, schema.pictures, *others
        if key not in self._batches:
            inputs, targets = self._rows(schema.inputs), None
            if schema.targets is not None:
                targets = self._rows(schema.targets)
                if targets.width != 1:
                    raise DamagedError("its targets are of an impossible shape")
            if inputs.dtype.kind != "f":
                raise DamagedError("its samples are no floating point numbers")
            if targets is not None and targets.dtype == SUBSET:
                raise DamagedError("its targets are of an impossible type")
            if targets is not None and targets.dtype.kind == "i":
                what, cancelled = "What was noted is damaged", self._earlier.cancelled
                targets = checked_class_numbers(targets, what, ignored, cancelled)
            subsets = None if schema.subsets is None else self._subsets(schema.subsets)
            names = self._earlier.names(schema.names)
            labels, described = None, schema.labels
            if described is not None:
                labels = self._earlier.labels(described.blocks if self._with_samples else ())
            with sensible():
                self._batches[key] = Batch(
                    inputs,
                    targets,
                    [*map(from_text, names.columns)],
                    class_names=[*map(from_text, names.class_names)],
                    target_name=from_text(names.target_name),
                    said_pictures=said_pictures(schema.pictures),
                    labels=labels,
                    label_name=from_text(described.name) if described else LABEL,
                    subsets=subsets,
                )
            # found here, since targets in a file take a while to read
            self._batches[key].look_for_classes(self._earlier.cancelled)
        return self._batches[key]

    def _subsets(self, schema: RowsSchema) -> Rows:
        rows = self._rows(schema)
        with sensible():
            for _, block in rows.arrays(self._earlier.cancelled):
                subset_rows(block)  # as any array of them is checked
        return rows

    def _rows(self, schema: RowsSchema) -> Rows:
        described = schema if self._with_samples else RowsSchema(schema.width, schema.type, [])
        return built_rows(described, self._earlier, self._files)


def _known(schema: KnownSchema) -> FileState:
    digest = bytes.fromhex(schema.digest) or None
    return FileState(
        int(schema.device), int(schema.inode), schema.size, schema.mtime_ns, digest=digest
    )


def _opened(described: FileSchema) -> OpenFile:
    """The file that samples were read from, which must still be the same."""
    path = Path(from_text(described.path))
    try:
        file = OpenFile(path)
    except NnfsError as error:
        raise NnfsError(
            "The samples of what was noted lie in {path}, which cannot be read: {error}"
        )(path, error) from None
    if file_schema(file) != described:
        raise NnfsError(
            "The samples of what was noted lie in {path}, which has changed since; put back the "
            "file that it was."
        )(path)
    return file
