"""This room shows how a layer's numbers are distributed.

It may import the matrix room and what its panel may.
"""
