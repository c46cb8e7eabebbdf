"""This room shows the weights of a layer that reads pictures as pictures, one a neuron.

It may import what panels may, and no other part of the panel.
"""
