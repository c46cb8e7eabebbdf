"""This room asks how samples are to be split, and shows what would come of it.

It may import what panels may, never the panel itself.
"""
