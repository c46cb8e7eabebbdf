"""Narrows a question about samples by another one."""

from __future__ import annotations


def narrowed(text: str, question: str) -> str:
    """What asks for the samples of both, sorted as `text` says; commas part conditions.

    Where `text` was last narrowed by the same question, it is what was asked before.
    """
    if text in ("", question):
        return "" if text else question
    more = f", {question}"
    return text.removesuffix(more) if text.endswith(more) else f"{text}{more}"
