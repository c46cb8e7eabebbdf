"""Links one panel to what another shows, so that panels need not know each other."""

from PySide6.QtCore import QObject, Signal


class Links(QObject):
    """Passes on what any panel asks for; the glossary, the pointer and the File menu answer.

    `term_wanted` has the id of a term of the glossary, `example_wanted` the name of a built-in
    example, and `landmark_wanted` a Landmark that is to be selected and pointed at; `data_wanted`
    asks for a file of samples to open, and `explain_wanted` for the panel Explain. `saved` tells
    what was saved to a file of its own, as in SavedName.
    """

    term_wanted = Signal(str)
    example_wanted = Signal(str)
    landmark_wanted = Signal(object)
    data_wanted = Signal()
    saved = Signal(str)
    explain_wanted = Signal()
