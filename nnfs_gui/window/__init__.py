"""This room arranges the main window: docks, menus, status bar and the command palette.

It may import every panel, files, learning and all below.
"""
