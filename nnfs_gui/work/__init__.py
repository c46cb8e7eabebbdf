"""This room does work off the GUI thread and brings the answer back.

It may import nnfs_core; never a widget.
"""
