"""This room prints what the tabs of the outputs show, with a look at the pages first.

It may import what its panel may, and of its rooms the pictures; never a view.
"""
