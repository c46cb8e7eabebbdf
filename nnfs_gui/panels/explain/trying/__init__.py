"""This room tries another value for an operand of the explained number.

It may import the derivation and what its panel may.
"""
