"""Guided lessons: a card that says what to do next, points at it, waits and asks."""

from __future__ import annotations

from nnfs_gui.lesson_guide.guide import Guide
from nnfs_gui.lesson_guide.lesson_card import LessonCard
from nnfs_gui.lesson_guide.lesson_menu import LessonMenu

__all__ = ["Guide", "LessonCard", "LessonMenu"]
