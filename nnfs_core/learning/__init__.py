"""This room holds what teaches: the glossary, the lessons, and names for what they point at.

It may import examples, the forward pass and all below.
"""
