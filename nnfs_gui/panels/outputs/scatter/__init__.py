"""This room shows two numbers of each sample against each other, and how each is spread by class.

It may import what the outputs panel may, and what its tabs share.
"""
