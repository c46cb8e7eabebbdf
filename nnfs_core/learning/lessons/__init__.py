"""This room holds guided lessons over the examples: files that say, point, wait and ask.

It may import the glossary, landmarks, examples, the forward pass and all below.
"""

from nnfs_core.learning.lessons.lesson import Lesson, LessonStep
from nnfs_core.learning.lessons.questions import (
    MOST_TRIES,
    ChoiceQuestion,
    NumberQuestion,
    Question,
    Verdict,
)
from nnfs_core.learning.lessons.reading import built_in_headings, built_in_lessons, read_lesson
from nnfs_core.learning.lessons.situation import SavedName, Situation
