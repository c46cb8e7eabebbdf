"""This room holds what every panel is given: the studio, selection, notices, actions, pins.

It may import work, widgets and nnfs_core; never a panel.
"""
