"""This room looks at the whole of a table to say what reading it would meet.

It may import the guess, the choice and the chunks of texts.
"""
