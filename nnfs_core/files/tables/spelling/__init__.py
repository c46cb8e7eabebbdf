"""This room guesses how a text spells its table: encoding, delimiter, marks, header.

It may import `format`, `dates`, `numbers` and the chunks of texts.
"""
