"""This room starts the app: it opens the window and catches what no one expected.

It may import the window and all below.
"""
