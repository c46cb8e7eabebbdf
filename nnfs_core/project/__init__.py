"""This room holds what a file holds: network, batch and settings, and the document's history.

It may import the network and matrices; never what computes with them.
"""
