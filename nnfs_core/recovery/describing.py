"""This module describes a project in the words of a journal, and keeps the arrays it is made of."""

from __future__ import annotations

from pathlib import Path

from msgspec import UNSET

from nnfs_core.files.file_state import FileState
from nnfs_core.files.in_place import StoredMatrix
from nnfs_core.files.layers import initialisation_schema
from nnfs_core.files.reading_schema import reading_schema
from nnfs_core.files.schema import pictures_schema
from nnfs_core.matrix.blocks import Block
from nnfs_core.matrix.rows import Rows
from nnfs_core.progress import IsCancelled
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project
from nnfs_core.recovery.changes import described
from nnfs_core.recovery.kept import KeptRecords
from nnfs_core.recovery.noted import Noted
from nnfs_core.recovery.origin import Origin, Origins, Piece
from nnfs_core.recovery.schema import (
    FileSchema,
    InPlaceSchema,
    KeptSchema,
    KnownSchema,
    LabelsSchema,
    NamesSchema,
    NotedLayerSchema,
    NotedProjectSchema,
    RowsSchema,
    StateSchema,
    StoredSchema,
    as_text,
)


class Description:
    """Describes one state; what is new of it is written into the journal on the way."""

    def __init__(
        self, noted: Noted, kept: KeptRecords, origins: Origins, cancelled: IsCancelled
    ) -> None:
        self._noted, self._kept, self._cancelled = noted, kept, cancelled
        self._files: dict[FileSchema, int] = {}
        origins.look_anew()
        projects = [noted.project] if noted.trial is None else [noted.project, noted.trial]
        self._pieces: dict[int, list[Piece]] = {}  # of each matrix, by id
        for project in projects:
            for rows in project.batch.matrices:
                if id(rows) not in self._pieces:
                    self._pieces[id(rows)] = origins.cut(rows)
        self._arrays = [
            array
            for project in projects
            for layer in project.network.layers
            for array in layer.arrays().values()
        ]

    def check_room(self, folder: Path) -> None:
        """Raise OSError when what is new is more than the disk has room for."""
        pieces = [piece for each in self._pieces.values() for piece in each]
        blocks = [piece for piece in pieces if not isinstance(piece, Origin)]
        self._kept.check_room([*blocks, *self._arrays], folder)

    def state(self) -> StateSchema:
        """The whole of it; raises OSError, NnfsError for what cannot be fetched, and Cancelled."""
        noted = self._noted
        return StateSchema(
            time=noted.time,
            path=None if noted.path is None else as_text(str(noted.path)),
            title=as_text(noted.project.title[:200]),
            project=self._project(noted.project),
            trial=None if noted.trial is None else self._project(noted.trial),
            trial_text=as_text(noted.trial_text),
            files=list(self._files),
            known=None if noted.known is None else known_schema(noted.known),
        )

    def _project(self, project: Project) -> NotedProjectSchema:
        batch = project.batch
        words = project.title, project.notes, project.table_reading
        names = *words, batch.columns, batch.class_names, batch.target_name
        return NotedProjectSchema(
            precision=project.precision,
            names=self._kept.keep_names(names, lambda: names_schema(project)),
            layers=[
                NotedLayerSchema(
                    layer.kind,
                    as_text(layer.name),
                    layer.enabled,
                    layer.option_values(),
                    {name: self._place(array) for name, array in layer.arrays().items()},
                    initialisation_schema(layer),
                )
                for layer in project.network.layers
            ],
            inputs=self._rows(batch.input_rows),
            targets=None if batch.target_rows is None else self._rows(batch.target_rows),
            numbers=project.network.numbers_said or UNSET,
            pictures=pictures_schema(batch.said_pictures),
            labels=self._labels(batch),
            subsets=None if batch.subset_rows is None else self._rows(batch.subset_rows),
        )

    def _labels(self, batch: Batch) -> LabelsSchema | None:
        if batch.label_rows is None:
            return None
        runs = [
            each for each in self._rows(batch.label_rows).blocks if isinstance(each, KeptSchema)
        ]
        return LabelsSchema(as_text(batch.label_name), runs)

    def _rows(self, rows: Rows) -> RowsSchema:
        runs: list[KeptSchema | InPlaceSchema] = []
        end = None  # of the record of the block before
        for piece in self._pieces[id(rows)]:
            if isinstance(piece, Origin):
                runs.append(self._in_place(piece))
                end = None
                continue
            record = self._kept.keep(piece, self._cancelled)
            run = runs[-1] if runs else None
            if end == record.place and isinstance(run, KeptSchema):
                run.count += 1
            else:
                runs.append(KeptSchema(record.place))
            end = record.end
        return RowsSchema(rows.width, rows.dtype.name, runs)

    def _in_place(self, origin: Origin) -> InPlaceSchema:
        return InPlaceSchema(
            file=self._files.setdefault(origin.file, len(self._files)),
            stored=_stored_schema(origin.stored),
            type=origin.dtype.name,
            start=origin.start,
            stop=origin.stop,
            step=origin.step,
            changes=[described(change, self._place) for change in origin.changes],
        )

    def _place(self, array: Block) -> int:
        return self._kept.keep(array, self._cancelled).place


def known_schema(state: FileState) -> KnownSchema:
    """What the document's file was."""
    digest = "" if state.digest is None else state.digest.hex()
    return KnownSchema(str(state.device), str(state.inode), state.size, state.mtime_ns, digest)


def names_schema(project: Project) -> NamesSchema:
    """The texts of a project, and how its table was read."""
    batch = project.batch
    return NamesSchema(
        as_text(project.title),
        as_text(project.notes),
        list(map(as_text, batch.columns)),
        list(map(as_text, batch.class_names)),
        as_text(batch.target_name),
        reading_schema(project.table_reading),
    )


def _stored_schema(stored: StoredMatrix) -> StoredSchema:
    n_rows, n_columns = stored.shape
    return StoredSchema(
        stored.offset, n_rows, n_columns, stored.dtype.str, stored.by_columns, stored.is_bfloat16
    )
