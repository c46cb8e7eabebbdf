"""This room guides a learner through the window: lessons, and the frame that points.

It may import panels, files and all below; never the window.
"""
