"""This room leads through a lesson: a card says what to do next, points, waits and asks.

It may import pointing, files and all below.
"""

from nnfs_gui.learning.guide.guide import Guide
from nnfs_gui.learning.guide.lesson_card import LessonCard
from nnfs_gui.learning.guide.lesson_menu import LessonMenu
