"""Says in sentences what differs between what was noted and the file that it was saved to."""

from __future__ import annotations

import os

from nnfs_core.arrays import different_bits
from nnfs_core.errors import Cancelled, NnfsError
from nnfs_core.files.in_place import FileBlock
from nnfs_core.files.native import load
from nnfs_core.layers import Layer
from nnfs_core.matrix.blocks import Block, Deferred, read_in_passing
from nnfs_core.matrix.rows import Rows
from nnfs_core.network.matching import counterparts
from nnfs_core.progress import IsCancelled, never, stop_if
from nnfs_core.project.batch import Batch
from nnfs_core.project.project import Project
from nnfs_core.recovery.noted import Noted
from nnfs_core.wording import agreeing, counted, listed, sentence

ONE_OF = "title", "name of the target", "name of the labels", "size of the pictures"
MOST_COMPARED = 256 * 2**20  # bytes of samples that are read from files to be compared


def what_differs(noted: Noted, cancelled: IsCancelled = never) -> list[str]:
    """Sentences on how what was noted differs from its file as it is now; none when it does not.

    Without a file they say what it holds. The file is read, and samples that are read in place are
    compared up to MOST_COMPARED bytes. Raises Cancelled when asked to stop.
    """
    project = noted.project if noted.trial is None else noted.trial
    found = [] if noted.trial is None else [sentence("Tried out: {trial}.")(noted.trial_text)]
    if noted.path is None:
        return [*found, sentence("It holds {contents}.")(_contents(project))]
    if not os.path.exists(noted.path):
        return [*found, sentence("{name} is no longer there.")(noted.path.name)]
    try:
        saved = load(noted.path, cancelled=cancelled)
        return [*found, *differences(project, saved, cancelled)]
    except Cancelled:
        raise
    except NnfsError as error:
        return [*found, str(error)]


def differences(project: Project, saved: Project, cancelled: IsCancelled = never) -> list[str]:
    """Sentences on how a project differs from a saved one, the layers before the samples.

    Raises NnfsError for samples that cannot be read, Cancelled when asked to stop.
    """
    found = _layers(project.network.layers, saved.network.layers)
    now, then = project.batch, saved.batch
    if now.input_rows.shape != then.input_rows.shape:
        other = sentence("{samples}, where the file has {n_samples:,} of {n_features:,}.")
        found.append(other(_samples(now), then.n_samples, then.n_features))
    elif project.precision == saved.precision:
        found += _rows(now.input_rows, then.input_rows, "sample", cancelled)
    if (now.target_rows is None) != (then.target_rows is None):
        found.append("Targets came or went.")
    elif now.target_rows is not None and then.target_rows is not None:
        if now.has_classes != then.has_classes:
            found.append("Targets are classes in one and values in the other.")
        elif len(now.target_rows) == len(then.target_rows) and (
            now.target_rows.dtype == then.target_rows.dtype
        ):
            found += _rows(now.target_rows, then.target_rows, "target", cancelled)
    if (now.label_rows is None) != (then.label_rows is None):
        found.append("Labels came or went.")
    elif (
        now.label_rows is not None
        and then.label_rows is not None
        and (len(now.label_rows) == len(then.label_rows))
    ):
        found += _rows(now.label_rows, then.label_rows, "label", cancelled)
    if (now.subset_rows is None) != (then.subset_rows is None):
        found.append("The split into training, validation and test samples came or went.")
    elif (
        now.subset_rows is not None
        and then.subset_rows is not None
        and (len(now.subset_rows) == len(then.subset_rows))
    ):
        found += _rows(now.subset_rows, then.subset_rows, "subset", cancelled)
    if project.precision != saved.precision:
        precisions = sentence("The precision is {precision}, in the file {saved}.")
        found.append(precisions(project.precision, saved.precision))
    names = {
        "title": (project.title, saved.title),
        "notes": (project.notes, saved.notes),
        "names of features": (now.columns, then.columns),
        "names of classes": (now.class_names, then.class_names),
        "name of the target": (now.target_name, then.target_name),
        "name of the labels": (now.label_name, then.label_name),
        "size of the pictures": (now.said_pictures, then.said_pictures),
    }
    changed = [name for name, (first, second) in names.items() if first != second]
    if changed:
        is_one = len(changed) == 1 and changed[0] in ONE_OF
        differ = "differs" if is_one else "differ"
        found.append(sentence("The {names} {differ}.")(listed(changed), differ))
    return found


def _contents(project: Project) -> str:
    return f"{counted(len(project.network), 'layer')}, {_samples(project.batch)}"


def _samples(batch: Batch) -> str:
    return sentence("{samples} of {features}")(
        counted(batch.n_samples, "sample"), counted(batch.n_features, "feature")
    )


def _layers(now: tuple[Layer, ...], then: tuple[Layer, ...]) -> list[str]:
    matched = counterparts(now, then)
    n_new = matched.count(None)
    n_changed = sum(
        place is not None and layer != then[place]
        for layer, place in zip(now, matched, strict=True)
    )
    n_gone = len(then) - (len(now) - n_new)
    found = []
    if n_changed:
        differ = agreeing(n_changed, "differs", "differ")
        changed = sentence("{n:,} of {layers} {differ}.")
        found.append(changed(n_changed, counted(len(now), "layer"), differ))
    if n_new:
        new = sentence("{layers} {are} not in the file.")
        found.append(new(counted(n_new, "layer"), agreeing(n_new, "is", "are")))
    if n_gone:
        gone = sentence("{layers} of the file {are} gone.")
        found.append(gone(counted(n_gone, "layer"), agreeing(n_gone, "is", "are")))
    return found


def _rows(now: Rows, then: Rows, what: str, cancelled: IsCancelled) -> list[str]:
    """How many rows of two matrices of one shape and type differ."""
    n_different, n_read = 0, 0
    is_same_cut = now.starts == then.starts
    for number, (start, block) in enumerate(zip(now.starts, now.blocks, strict=False)):
        stop_if(cancelled)
        if is_same_cut and _is_same_place(block, then.blocks[number]):
            continue
        if isinstance(block, Deferred) or not then.are_in_memory(start, start + len(block)):
            n_read += 2 * len(block) * now.width * now.dtype.itemsize
        if n_read > MOST_COMPARED:
            if not n_different:
                return ["Perhaps samples differ."]
            least = sentence("At least {rows} {differ}.")
            return [least(counted(n_different, what), agreeing(n_different, "differs", "differ"))]
        first, second = read_in_passing(block), then.rows(start, start + len(block))
        n_different += int(different_bits(first, second).any(axis=1).sum())
    if not n_different:
        return []
    differ = sentence("{rows} {differ}.")
    return [differ(counted(n_different, what), agreeing(n_different, "differs", "differ"))]


def _is_same_place(first: Block, second: Block) -> bool:
    """True for blocks that are read from one place of one file, and so need not be."""
    if first is second:
        return True
    if not isinstance(first, FileBlock) or not isinstance(second, FileBlock):
        return False
    return (
        first.file.state.is_same_file(second.file.state)
        and (first.stored, first.start, first.shape) == (second.stored, second.start, second.shape)
        and first.dtype == second.dtype
    )
