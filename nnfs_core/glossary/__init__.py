"""The words of the field in plain sentences, each with a place on the screen to see it at."""

from __future__ import annotations

from nnfs_core.glossary.search import search
from nnfs_core.glossary.term import GROUPS, LINK, Term, check_links, terms, terms_of

__all__ = ["GROUPS", "LINK", "Term", "check_links", "search", "terms", "terms_of"]
