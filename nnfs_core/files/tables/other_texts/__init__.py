"""This room reads tables in texts that are spelled otherwise than CSV: ARFF, JSON and LIBSVM.

It may import what its parent room may.
"""
