"""This room reads the sheets of workbooks, in a process of its own that a bad file may end.

It may import what its parent room may.
"""
