"""This module has the words of a journal: the JSON in its records of text, by a strict schema.

A STAT is a `StateSchema`, a TEXT a `NamesSchema` or a `LabelBlockSchema`. What is called a place
is that of an earlier record in the journal. A text that UTF-8 cannot say, since it holds half a
character (as do the names of some files), is a list of code points.
"""

from __future__ import annotations

from typing import Annotated, TypeVar

import msgspec

from nnfs_core.files.reading_schema import TableReadingSchema
from nnfs_core.files.schema import InitialisationSchema, Pictures
from nnfs_core.recovery.records import MAX_TEXT_BYTES, DamagedError

Count = Annotated[int, msgspec.Meta(ge=0, lt=2**62)]
Step = Annotated[int, msgspec.Meta(gt=0, lt=2**62)]
CodePoint = Annotated[int, msgspec.Meta(ge=0, le=0x10FFFF)]
Text = str | tuple[CodePoint, ...]
S = TypeVar("S", bound=msgspec.Struct)


class _Change(msgspec.Struct, tag_field="change", forbid_unknown_fields=True):
    pass


class CastSchema(_Change, tag="cast"):
    """Turns numbers into another type."""

    type: str


class WithoutRowsSchema(_Change, tag="without rows"):
    """Leaves out rows of a block: `rows` is the place of their numbers (1, count), rising."""

    rows: Count


class ChosenColumnsSchema(_Change, tag="chosen columns"):
    """Takes columns: `columns` is the place of their numbers (1, count)."""

    columns: Count


class NewColumnsSchema(_Change, tag="new columns"):
    """Puts `count` columns before column `index`; `value` is a number as a text."""

    index: Count
    count: Count
    value: str


class FiniteSchema(_Change, tag="finite"):
    """Replaces what is missing in each column: `values` is the place of what by (1, columns)."""

    values: Count


class StandardisedSchema(_Change, tag="standardised"):
    """Brings columns to one scale: the places of their means and deviations (1, columns)."""

    means: Count
    deviations: Count


class ScaledSchema(_Change, tag="scaled"):
    """Brings columns to 0..1: the places of their least and largest numbers (1, columns)."""

    least: Count
    largest: Count


class CentredSchema(_Change, tag="centred"):
    """Takes a mean from each column: `means` is the place of them (1, columns)."""

    means: Count


class ColumnsOfValuesSchema(_Change, tag="columns of values"):
    """Parts columns by their values: the places of their numbers (1, count), of how many values
    each has (1, count), and of all these values one after the other."""

    columns: Count
    counts: Count
    values: Count


class NumberedSchema(_Change, tag="numbered"):
    """Turns targets into class numbers: `distinct` is the place of (1, classes), rising."""

    distinct: Count


ChangeSchema = (
    CastSchema
    | WithoutRowsSchema
    | ChosenColumnsSchema
    | NewColumnsSchema
    | FiniteSchema
    | StandardisedSchema
    | ScaledSchema
    | CentredSchema
    | ColumnsOfValuesSchema
    | NumberedSchema
)


class StoredSchema(msgspec.Struct, forbid_unknown_fields=True):
    """Says how a matrix lies in a file, as `StoredMatrix` does."""

    offset: Count
    n_rows: Count
    n_columns: Count
    type: str  # with its byte order, such as "<f8" or ">f4"
    by_columns: bool = False
    is_bfloat16: bool = False


class FileSchema(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Names a file that samples are read from, and how to tell that it is still the same."""

    path: Text
    size: Count
    mtime_ns: int
    inode: str  # a number; some have more digits than JSON readers take


class KnownSchema(msgspec.Struct, forbid_unknown_fields=True):
    """Says what the document's file was when it was read or written, as `FileState` does."""

    device: str  # numbers
    inode: str
    size: Count
    mtime_ns: int
    digest: str = ""  # hex digits


class KeptSchema(msgspec.Struct, tag="kept", tag_field="run", forbid_unknown_fields=True):
    """Stands for `count` blocks in the journal that follow each other, the first one at `place`."""

    place: Count
    count: Step = 1


class InPlaceSchema(msgspec.Struct, tag="in place", tag_field="run", forbid_unknown_fields=True):
    """Stands for blocks in a file: one at each row from `start` to before `stop` by `step`.

    file: a number in `StateSchema.files`. type: what its numbers are read as; `changes` are made
    of what was read, one after the other.
    """

    file: Count
    stored: StoredSchema
    type: str
    start: Count
    stop: Count
    step: Step
    changes: list[ChangeSchema] = []


class RowsSchema(msgspec.Struct, forbid_unknown_fields=True):
    """Describes a matrix in blocks of rows, in their order."""

    width: Count
    type: str
    blocks: list[KeptSchema | InPlaceSchema]


class NotedLayerSchema(msgspec.Struct, forbid_unknown_fields=True):
    """Describes a layer; `arrays` are the places of its weights and biases."""

    kind: str
    name: Text
    enabled: bool
    options: dict[str, float]
    arrays: dict[str, Count]
    initialisation: InitialisationSchema | msgspec.UnsetType = msgspec.UNSET


class NamesSchema(msgspec.Struct, forbid_unknown_fields=True):
    """Holds all the texts of a project but the names of layers, and how its table was read."""

    title: Text
    notes: Text
    columns: list[Text]
    class_names: list[Text]
    target_name: Text
    reading: TableReadingSchema | msgspec.UnsetType = msgspec.UNSET


class LabelsSchema(msgspec.Struct, forbid_unknown_fields=True):
    """Describes the labels of samples: each of the `blocks` names records of `LabelBlockSchema`."""

    name: Text
    blocks: list[KeptSchema]


class LabelBlockSchema(msgspec.Struct, forbid_unknown_fields=True):
    """Holds the labels of one block of samples, a TEXT of its own."""

    labels: list[str]


class NotedProjectSchema(msgspec.Struct, forbid_unknown_fields=True):
    """Describes a project; `names` is the place of its `NamesSchema`."""

    precision: str
    names: Count
    layers: list[NotedLayerSchema]
    inputs: RowsSchema
    targets: RowsSchema | None = None
    numbers: list[Count] | msgspec.UnsetType = msgspec.UNSET  # of the layers, unless in order
    pictures: Pictures = msgspec.UNSET
    labels: LabelsSchema | None = None
    subsets: RowsSchema | None = None


class StateSchema(msgspec.Struct, forbid_unknown_fields=True):
    """Describes what was noted at one moment, as `Noted` does."""

    time: Annotated[float, msgspec.Meta(ge=0, le=1e11)]
    path: Text | None
    title: Text  # of the project, to be told before its names are read
    project: NotedProjectSchema
    trial: NotedProjectSchema | None = None
    trial_text: Text = ""
    files: list[FileSchema] = []
    known: KnownSchema | None = None


def as_text(text: str) -> Text:
    """A text as JSON can say it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return tuple(map(ord, text))
    return text


def from_text(text: Text) -> str:
    """The text that `as_text` was given."""
    return text if isinstance(text, str) else "".join(map(chr, text))


def encoded(schema: msgspec.Struct) -> bytes:
    return msgspec.json.encode(schema)


def decoded(content: bytes, schema: type[S]) -> S:
    """What JSON says; raises DamagedError when it is anything else."""
    try:
        return msgspec.json.decode(content[:MAX_TEXT_BYTES], type=schema)
    except (msgspec.MsgspecError, RecursionError, UnicodeError, ValueError) as error:
        reason = str(error)[:100]
        raise DamagedError("its description cannot be read ({reason})")(reason) from None
