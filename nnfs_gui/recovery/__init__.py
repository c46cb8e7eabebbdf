"""This room keeps unsaved work for a crash, and offers at the next start what a crash left.

It may import files, the studio and all below; never a panel. The window has a `Recovery`, and that
has all others: `Autosave` notes what is not saved, `Offers` looks for what crashed windows left and
asks in the dialog what to do with each, `LookFirst` shows one without taking it, and `Taking` makes
it this window's own unsaved work.
"""
