"""This room names things on the screen, so that glossary and lessons can point at them.

It may import the project and all below; never the glossary or the lessons.
"""
