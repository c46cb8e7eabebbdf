"""Texts in plots are laid out once, and forgotten when nobody sees them any more."""

from __future__ import annotations

from nnfs_gui.panels.outputs.matrix.text_painter import UsedLately


def test_what_is_not_asked_for_any_more_is_forgotten() -> None:
    made: list[str] = []

    def lay_out(text: str) -> str:
        made.append(text)
        return f"<{text}>"

    remembered = UsedLately(lay_out, every=10)
    for number in range(100):
        assert remembered("always") == "<always>"
        assert remembered(f"once {number}") == f"<once {number}>"
    assert made.count("always") == 1
    assert remembered("once 99") == "<once 99>"
    assert made.count("once 99") == 1
    remembered("once 3")
    assert made.count("once 3") == 2
