"""Writes what was substituted for the letters of a derivation's line."""

from __future__ import annotations

from nnfs_core.explain import Explanation
from nnfs_core.layers.working import Line, Operation
from nnfs_core.wording import sentence

_EXPRESSIONS: dict[Operation, str] = {
    Operation.NEGATIVE: "-{0}",
    Operation.TWICE: "2 · {0}",
    Operation.PRODUCT: "{0} · {1}",
    Operation.PLUS: "{0} + {1}",
    Operation.MINUS: "{0} - {1}",
    Operation.QUOTIENT: "{0} / {1}",
    Operation.LARGER: "max({0}, {1})",
    Operation.EXPONENTIAL: "e^{0}",
}
_KEEPS_SIGN = (Operation.LARGER,)  # commas part its operands, so that no sign needs brackets


def expression(explanation: Explanation, line: Line) -> str:
    """The numbers a line is computed from, as in "0.3679 / 1.5032"; empty where it is given.

    Where floating point has lost something in a line, the number that it has there instead.
    """
    held = explanation.held(line)
    if held:
        return sentence("{precision}: {number}")(explanation.dtype.name, held)
    if line is explanation.working.lines[-1] and not explanation.printed.closes:
        return sentence("by hand {number}")(explanation.by_hand)
    template = _EXPRESSIONS.get(line.operation)
    if template is None:
        return ""
    texts = [explanation.text(each) for each in line.of]
    if line.operation not in _KEEPS_SIGN:
        texts[1:] = [f"({each})" if each.startswith("-") else each for each in texts[1:]]
        if line.operation is Operation.NEGATIVE and texts[0].startswith("-"):
            texts[0] = f"({texts[0]})"
    return template.format(*texts)
