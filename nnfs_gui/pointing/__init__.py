"""Pointing at things on the screen: where a target stands, and the frame around it."""

from __future__ import annotations

from nnfs_gui.pointing.pointer import Pointer
from nnfs_gui.pointing.screen import Screen

__all__ = ["Pointer", "Screen"]
