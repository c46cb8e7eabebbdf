"""This room shows samples that are pictures as pictures, beside the table, and draws on them.

It may import what panels may and the batch panel's own parts, never the panel itself.
"""
