"""This room says the words of the field in plain sentences, each with a place to see it at.

It may import landmarks; never the lessons.
"""

from nnfs_core.learning.glossary.search import search
from nnfs_core.learning.glossary.term import GROUPS, LINK, Term, check_links, term, terms, terms_of
