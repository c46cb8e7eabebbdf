"""This room shows the present beside a pinned or another state, number by number.

It may import the forward pass and all below.
"""
