"""This room draws matrices as heatmaps with headings, names, marks and a colour bar.

It may import what its panel may; never a view.
"""
