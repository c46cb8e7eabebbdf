"""This room shows two numbers of each sample against each other.

It may import what the outputs panel may, and what its tabs share.
"""
