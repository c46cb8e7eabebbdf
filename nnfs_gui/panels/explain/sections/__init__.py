"""This room holds the sections below the derivation, a file each.

It may import what its panel may; never the derivation.
"""
