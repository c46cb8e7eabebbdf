"""This room holds the panels, a folder each.

Panels never import each other: they know the studio, strips, the spreadsheet and all below.
"""
