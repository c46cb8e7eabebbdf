"""This room keeps earlier states and other networks to compare the present one with.

It may import work and what the studio may; never the studio itself.
"""
