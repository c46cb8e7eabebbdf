"""This room opens, saves and exports: dialogs and previews around the readers of nnfs_core.

It may import the worksheet, the studio and all below; never a panel.
"""
