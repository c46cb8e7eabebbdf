"""This room shows probabilities as bars, and which classes were taken for which.

It may import the matrix room and what its panel may.
"""
