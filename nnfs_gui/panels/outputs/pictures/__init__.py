"""This room saves what the tabs of the outputs show as pictures.

It may import what its panel may; never a view, and no other room of the panel: those import it.
"""
