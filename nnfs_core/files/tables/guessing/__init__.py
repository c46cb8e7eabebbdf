"""This room looks at the start of a file to guess what is in its table and what columns are for.

It may import the spelling and chunks of texts, and tables of cells.
"""
