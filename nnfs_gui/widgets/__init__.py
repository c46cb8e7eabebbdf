"""This room holds small widgets and looks that know nothing of the app's state.

It may import nnfs_core and Qt; never the studio.
"""
