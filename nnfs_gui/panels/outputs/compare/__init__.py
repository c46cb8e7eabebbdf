"""This room shows which samples another state answers otherwise.

It may import what the outputs panel may, and what its tabs share.
"""
