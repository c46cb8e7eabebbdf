"""Makes the entries of the legend: how each group looks, how many it has, how to find them."""

from __future__ import annotations

from collections.abc import Sequence

from nnfs_core.scatter.points import Points
from nnfs_core.scatter.questions import group_question, joined_question
from nnfs_core.wording import sentence
from nnfs_gui.panels.outputs.scatter.legend import LegendEntry
from nnfs_gui.panels.outputs.scatter.looks import CIRCLE, GroupLook
from nnfs_gui.panels.outputs.scatter.marks import Mark
from nnfs_gui.widgets.theme import Colored


def legend_entries(points: Points, looks: Sequence[GroupLook], look: Colored) -> list[LegendEntry]:
    """An entry for each group that has a sample, and one for those that are wrong."""
    request, batch = points.request, points.request.evaluation.project.batch
    entries = []
    counts = zip(points.counts.tolist(), points.counts_with_faded.tolist(), strict=True)
    of = sentence("{n:,} of {all:,}")
    for group, group_look, (n_shown, n_all) in zip(points.groups, looks, counts, strict=True):
        if not n_all:
            continue
        question = group_question(group, points.groups, request.coloring, batch)
        entries.append(
            LegendEntry(
                group_look.name,
                f"{n_shown:,}" if n_shown == n_all else of(n_shown, n_all),
                Mark(group_look.shape, group_look.color, 4.5),
                joined_question(request.subset, question) if question else "",
                of(n_all, n_all),
            )
        )
    if points.n_wrong:
        ring = Mark(CIRCLE, look.color("danger"), 5.5, is_ring=True)
        question = joined_question(request.subset, "wrong")
        entries.append(LegendEntry("wrong", f"{points.n_wrong:,}", ring, question))
    return entries
