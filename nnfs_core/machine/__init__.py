"""This room holds what computations run on: free, scratch and recycled memory, and threads.

It may import arrays and nothing above them.
"""
