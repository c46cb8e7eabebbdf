"""This room reads and writes tables of text, and guesses how a table means to be read.

It may import what its parent room may.
"""
