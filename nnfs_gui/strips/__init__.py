"""This room holds the strips that tell and ask: messages, questions, pins, trials and notes.

It may import the studio and all below; never a panel.
"""
