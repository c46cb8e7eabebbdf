"""This room chains layers: their shapes, their pass over a block, which layer matches which.

It may import layers, matrices and the machine; never the project that holds a network.
"""
