"""This room reads and writes cells as the clipboard carries them.

It may import `numbers` and how numbers are typed.
"""
