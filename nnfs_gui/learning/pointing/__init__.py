"""This room points at things on the screen: where a landmark stands, and a frame around it.

It may import panels and all below; never the guide.
"""

from nnfs_gui.learning.pointing.pointer import Pointer
from nnfs_gui.learning.pointing.screen import Screen
