"""Gives each group of points its colour, its shape and its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, isinf, pi, sin

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainterPath, QPolygonF

from nnfs_core.numerals import short_number
from nnfs_core.project.batch import Batch
from nnfs_core.scatter.groups import Coloring, Group
from nnfs_core.wording import sentence
from nnfs_gui.widgets.theme import Colored

HALFWAY = 3  # the class whose colour is between those of the least and the largest values
CIRCLE, SQUARE, UP, DIAMOND, DOWN, PLUS, STAR, CROSS = range(8)
SHAPES = (CIRCLE, SQUARE, UP, DIAMOND, DOWN, PLUS, STAR)  # of classes, in turn


@dataclass(frozen=True)
class GroupLook:
    """Says how the points of a group look, and what they are called."""

    name: str
    color: QColor
    shape: int


def group_looks(
    groups: Sequence[Group], coloring: Coloring, batch: Batch, look: Colored
) -> list[GroupLook]:
    """How each group looks; no two classes of a plot look alike."""
    has_others = any(group.kind == "others" for group in groups)
    n_steps = sum(group.kind == "step" for group in groups)
    looks = []
    for place, group in enumerate(groups):
        match group.kind:
            case "class":
                number = place if has_others else group.number
                name, color = batch.class_name(group.number), look.class_color(number)
                looks.append(GroupLook(name, color, SHAPES[number % len(SHAPES)]))
            case "step":
                color = _step_color(group.number, n_steps, look)
                looks.append(GroupLook(_step_name(group), color, CIRCLE))
            case "others":
                looks.append(GroupLook("other classes", look.color("muted"), PLUS))
            case "unknown":
                is_undecided = coloring == "predicted" and batch.has_classes
                name = "undecided" if is_undecided else "unknown"
                looks.append(GroupLook(name, look.color("muted"), CROSS))
            case _:
                looks.append(GroupLook("samples", look.color("accent"), CIRCLE))
    return looks


def _step_color(number: int, n_steps: int, look: Colored) -> QColor:
    """From blue over purple to orange: told apart by all eyes, and from the paper."""
    ends = look.color("above"), look.class_color(HALFWAY), look.color("below")
    share = 2 * number / max(1, n_steps - 1)
    first, last = (ends[0], ends[1]) if share <= 1 else (ends[1], ends[2])
    share = share if share <= 1 else share - 1
    return QColor(
        *(
            round(get(first) + share * (get(last) - get(first)))
            for get in (QColor.red, QColor.green, QColor.blue)
        )
    )


def _step_name(group: Group) -> str:
    if isinf(group.high):
        return sentence("{low} or more")(short_number(group.low))
    return sentence("{low} to {high}")(short_number(group.low), short_number(group.high))


@lru_cache(maxsize=256)
def shape_path(shape: int, radius: float) -> QPainterPath:
    """The outline of a point, around (0, 0); to be drawn, never to be changed."""
    path, r = QPainterPath(), radius
    match shape:
        case 1:
            path.addRect(QRectF(-0.88 * r, -0.88 * r, 1.76 * r, 1.76 * r))
        case 2 | 4:
            sign = 1 if shape == UP else -1
            corners = [(0, -1.2 * r * sign), (1.1 * r, 0.8 * r * sign), (-1.1 * r, 0.8 * r * sign)]
            _add(path, corners)
        case 3:
            _add(path, [(0, -1.25 * r), (1.25 * r, 0), (0, 1.25 * r), (-1.25 * r, 0)])
        case 5 | 7:
            w = 0.42 * r
            long = 1.2 * r
            plus = [
                (-w, -long), (w, -long), (w, -w), (long, -w), (long, w), (w, w),
                (w, long), (-w, long), (-w, w), (-long, w), (-long, -w), (-w, -w),
            ]  # fmt: skip
            if shape == CROSS:
                half = cos(pi / 4)
                plus = [((x - y) * half, (x + y) * half) for x, y in plus]
            _add(path, plus)
        case 6:
            lengths = [1.35 * r if number % 2 == 0 else 0.6 * r for number in range(10)]
            angles = [number * pi / 5 for number in range(10)]
            pairs = zip(lengths, angles, strict=True)
            _add(path, [(length * sin(angle), -length * cos(angle)) for length, angle in pairs])
        case _:
            path.addEllipse(QPointF(0, 0), r, r)
    return path


def _add(path: QPainterPath, corners: Sequence[tuple[float, float]]) -> None:
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
    path.closeSubpath()
