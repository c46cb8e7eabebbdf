"""Says as a filter which samples a group, a bin or a region of a plot holds."""

from __future__ import annotations

from collections.abc import Sequence
from math import isinf

from nnfs_core.finding.vocabulary import quoted_name
from nnfs_core.project.batch import Batch
from nnfs_core.project.place import INPUT
from nnfs_core.project.subset import Subset
from nnfs_core.scatter.groups import Coloring, Group
from nnfs_core.scatter.request import Axis

JOIN = " and "


def group_question(group: Group, groups: Sequence[Group], coloring: Coloring, batch: Batch) -> str:
    """The samples of a group; empty where no filter can say it."""
    match group.kind:
        case "class":
            name = batch.class_name(group.number)
            if group.number >= batch.n_classes or not _is_spelled(name):  # no filter knows it
                return f"{coloring} = {group.number}"
            return f"{coloring} = {quoted_name(name)}"
        case "step":
            return range_question(coloring, group.low, group.high)
        case "others":
            known = [each for each in groups if each.kind == "class"]
            named = [group_question(each, groups, coloring, batch) for each in known]
            named.append("undecided" if coloring == "predicted" else "target = unknown")
            return f"not ({' or '.join(named)})"
        case "unknown" if batch.has_classes:
            return "undecided" if coloring == "predicted" else "target = unknown"
    return ""


def axis_word(axis: Axis, batch: Batch) -> str:
    """What a filter calls the numbers of an axis; empty where it has no word for them."""
    if axis.layer != INPUT:
        return ""
    name = batch.columns[axis.column]
    return quoted_name(name) if batch.columns.count(name) == 1 and _is_spelled(name) else ""


def range_question(word: str, low: float, high: float, *, closed: bool = False) -> str:
    """What is at least `low` and less than `high`, or no more where it is closed.

    An infinite end is none.
    """
    parts = []
    if not isinf(low):
        parts.append(f"{word} >= {number_word(low)}")
    if not isinf(high):
        parts.append(f"{word} {'<=' if closed else '<'} {number_word(high)}")
    return JOIN.join(parts)


def joined_question(subset: Subset | None, *questions: str) -> str:
    """The samples of a subset, all for None, that several questions ask for."""
    parts = [] if subset is None else [subset.title]
    return JOIN.join([*parts, *filter(None, questions)])


def number_word(value: float) -> str:
    """A number as short as reads back to the same bits."""
    return repr(value).removesuffix(".0")


def _is_spelled(name: str) -> bool:
    """False for a name with line ends or more blanks than a filter keeps."""
    return name == " ".join(name.split())
