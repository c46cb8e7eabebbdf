"""This room asks what if a given number of the explanation were another.

It may import the derivation and what its panel may.
"""
