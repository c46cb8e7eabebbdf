"""This room holds samples as points of two quantities: how they lie, how densely, in which colours.

It may import the questions about samples, what sums up a result, and all below.
"""
