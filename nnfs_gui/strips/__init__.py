"""This room holds the strips above the panels: pins, trials and a project's notes.

It may import the studio and all below; never a panel.
"""
