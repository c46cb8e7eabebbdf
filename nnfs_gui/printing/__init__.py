"""This room prints: paper and what is written on it, pages on a printer, in a PDF or on the screen.

It may import the studio and all below.
"""
