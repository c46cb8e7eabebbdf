"""Changes the precision that a project is computed in, which the menu and a panel offer."""

from __future__ import annotations

from nnfs_core import edits
from nnfs_core.project.project import Project, project_arrays
from nnfs_core.wording import sentence
from nnfs_gui.studio.edit import Edit, EditedPart

ANY = EditedPart("project", lambda project: None)  # it suits whatever the project has become


def computing_in(project: Project, precision: str) -> Edit:
    """The edit that has all numbers of `project` kept and computed in one of PRECISIONS."""
    n_bytes = sum(array.nbytes for array in project_arrays(project))
    text = sentence("Compute in {precision}")(precision)
    return Edit(text, lambda p: edits.set_precision(p, precision), n_bytes, ANY)
