"""This room turns cells into numbers: many at a time where they are clean, else one by one.

It may import the guess, the choice and the chunks of texts.
"""
