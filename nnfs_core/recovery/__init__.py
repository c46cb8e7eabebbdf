"""This room keeps what was not saved: a window's journal, and what crashed windows left.

It may import edits, files and all below; never what explains, or the screen. `Journal` notes a
project, `crashed` finds what was noted by windows that are no more, `what_differs` compares it with
the file. Each window has a folder in `<state folder>/recovery`, named by when it began and eight
random hex digits, such as `20260131T235959Z-0123abcd`. In it lie

    lock     an empty file, locked (flock, on Windows msvcrt.locking of its first byte) for as
             long as the window lives, or while another one offers what it left
    journal  what was noted: `records.py` says how it lies there, `schema.py` in which words
    journal.new  a journal that is not whole yet, and never read

Folders have the mode 0700, files 0600.
"""
