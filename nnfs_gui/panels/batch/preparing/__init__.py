"""This room asks how features are to be prepared, and shows what that would change.

It may import what panels may, never the panel itself.
"""
