"""This room keeps unsaved work for a crash, and offers at the next start what a crash left.

It may import files, the studio and all below; never a panel. `Recovery` is what the window has of
it: `Autosave` notes what is not saved, `Offers` finds what crashed windows left, the dialog and the
strip ask what to do with it.
"""
