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

A window has one `Journal`, whose methods wait for the disk, so that a lane of its own calls them:

    journal.note(noted)           soon after an edit, and before the window is ended; `Noted.of`
                                  takes hold of a document, on the thread that it lives on
    journal.saved(project, path)  after a save, before the next note
    journal.clear()               once nothing is unsaved any more
    journal.close()               when the window closes

A start asks `crashed(state_folder)` and offers each of them. To recover one, `read` it, show it by
`Noted.show_in`, note it in the window's own journal, and only then `discard` it; `keep` leaves it
to a later start. `remove_older_than` ends what nobody wanted for 30 days.
"""
