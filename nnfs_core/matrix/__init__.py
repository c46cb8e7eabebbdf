"""This room holds read-only matrices in blocks of rows, with their extremes and pyramids.

It may import the machine, arrays, errors and progress.
"""
