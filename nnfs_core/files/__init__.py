"""This room reads and writes: the native format, tables of text, arrays, whole or in place.

It may import the project and all below; never edits or the forward pass.
"""
