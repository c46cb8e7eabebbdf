"""Holds what samples are called: one short text each, kept compactly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from nnfs_core.arrays import AnyArray, seal
from nnfs_core.errors import ShapeError
from nnfs_core.matrix.block_sizes import block_rows
from nnfs_core.matrix.rows import Rows

TEXT = np.dtypes.StringDType()  # 16 bytes a text and those of a longer one; as objects, 60 and more
MAX_LABEL = 200  # characters
LABEL = "label"  # what their column is called by default
NO_LABEL = ""  # of a sample that has only its number


def label_column(texts: Iterable[str], first: int = 0) -> AnyArray:
    """Labels as a batch holds them (samples, 1), read-only, of the samples from `first` on.

    Half a character and NUL, which NumPy takes for the end of a text when it compares two, become
    U+FFFD; blanks alone are no label. Raises ShapeError for one of more than MAX_LABEL characters;
    `shortened` cuts it.
    """
    given = [text.replace("\0", "\ufffd") if text.strip() else NO_LABEL for text in texts]
    try:
        column = np.array(given, TEXT)
    except UnicodeEncodeError:
        column = np.array([_whole(text) for text in given], TEXT)
    lengths = np.strings.str_len(column)
    if lengths.size and lengths.max() > MAX_LABEL:
        raise ShapeError(
            "A label has at most {most} characters, but that of sample {sample:,} has {n:,}."
        )(MAX_LABEL, first + int(lengths.argmax()), int(lengths.max()))
    return seal(column.reshape(-1, 1))


def label_rows(labels: Sequence[str] | AnyArray | Rows) -> Rows:
    """Labels (samples, 1) from texts, or from rows of what `label_column` made; raises ShapeError.

    An array has a text for each sample, (samples,) or (samples, 1). It is taken block by block, as
    a million texts of Python would need much memory.
    """
    if isinstance(labels, Rows):
        if labels.dtype != TEXT or labels.width != 1:
            raise ShapeError("Labels must be one text for each sample.")
        return labels
    n_labels, step = len(labels), block_rows(1)
    if isinstance(labels, np.ndarray) and labels.size != n_labels:
        raise ShapeError("Labels must be one text for each sample.")
    blocks = []
    for start in range(0, n_labels, step):
        part = labels[start : start + step]
        texts = part.reshape(-1).tolist() if isinstance(part, np.ndarray) else part
        blocks.append(label_column(map(str, texts), start))
    return Rows.joined(blocks, 1, TEXT)


def shortened(label: str) -> str:
    """A label of at most MAX_LABEL characters, with dots in place of what was cut off."""
    return label if len(label) <= MAX_LABEL else label[: MAX_LABEL - 1] + "…"


def _whole(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
