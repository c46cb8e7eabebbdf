"""Writes files of Parquet and Arrow for tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from nnfs_core import Batch


def write_columns(path: Path, columns: Mapping[str, Any], **options: Any) -> Path:
    """A file of the columns, of the kind that its name tells."""
    import pyarrow as pa
    import pyarrow.feather
    import pyarrow.parquet

    table = pa.table(columns)
    if path.suffix in (".parquet", ".pq"):
        pa.parquet.write_table(table, path, **options)
    else:
        pa.feather.write_feather(table, path, **options)
    return path


def write_batch_as_columns(path: Path, batch: Batch) -> None:
    """The samples column by column, their classes by name."""
    inputs = np.asarray(batch.inputs)
    columns = {name: inputs[:, place] for place, name in enumerate(batch.columns)}
    if batch.targets is not None:
        targets = batch.targets.tolist()
        names = batch.class_names
        columns[batch.target_name] = [names[n] for n in targets] if names else targets
    write_columns(path, columns)
