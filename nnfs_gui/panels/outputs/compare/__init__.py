"""This room shows two networks on the same samples: what they predict, and which samples differ.

It may import what the outputs panel may, and what its tabs share.
"""
