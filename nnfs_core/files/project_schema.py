"""This module says of a project what its file says beside the numbers, in the oldest version."""

from __future__ import annotations

from msgspec import UNSET

from nnfs_core.files.layers import layer_schema
from nnfs_core.files.reading_schema import reading_schema
from nnfs_core.files.schema import BatchSchema, ProjectSchema, pictures_schema, version_needed
from nnfs_core.layers import Standardise
from nnfs_core.project.project import Project


def schema_of(project: Project) -> ProjectSchema:
    """Names, options and whatever else are no arrays."""
    batch, numbers = project.batch, project.network.numbers_said
    layers = [layer_schema(layer) for layer in project.network.layers]
    return ProjectSchema(
        version=version_needed(
            project.precision,
            is_numbered=bool(numbers),
            says_pictures=batch.said_pictures is not None,
            has_labels=batch.label_rows is not None,
            is_split=batch.subset_rows is not None or _reads_subsets(project),
            says_reading=project.table_reading is not None,
            says_initialisation=any(each.initialisation is not UNSET for each in layers),
            standardises=any(isinstance(each, Standardise) for each in project.network.layers),
        ),
        precision=project.precision,
        title=project.title,
        notes=project.notes,
        layers=layers,
        batch=BatchSchema(
            list(batch.columns),
            list(batch.class_names),
            batch.target_name,
            UNSET if batch.label_rows is None else batch.label_name,
        ),
        numbers=numbers or UNSET,
        pictures=pictures_schema(batch.said_pictures),
        reading=reading_schema(project.table_reading),
    )


def _reads_subsets(project: Project) -> bool:
    """True where a column of the table was read as what samples are for."""
    reading = project.table_reading
    return reading is not None and any(column.role == "subset" for column in reading.columns)
