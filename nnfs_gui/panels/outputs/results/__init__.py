"""This room shows what the network makes of each sample, as a table.

It may import what the outputs panel may, and what its tabs share.
"""
