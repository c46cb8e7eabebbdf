"""This room sums up a whole result: its classes, right or wrong, and its distribution.

It may import the forward pass and all below.
"""
