"""Lists all actions once: menus, toolbar, shortcuts and the command palette read this table."""

from __future__ import annotations

from dataclasses import dataclass

from nnfs_gui.widgets.file_filters import data_suffixes

SEPARATOR = "-"


@dataclass(frozen=True)
class ActionEntry:
    """Describes one thing a user can ask for; `id` is the stable objectName of its QAction."""

    id: str
    text: str
    shortcut: str = ""
    icon: str = ""
    tip: str = ""
    checkable: bool = False


ACTIONS = (
    ActionEntry("file.new", "&New", "Ctrl+N", "new", "Start with an empty network"),
    ActionEntry("file.open", "&Open…", "Ctrl+O", "open", "Open a network or data"),
    ActionEntry("file.save", "&Save", "Ctrl+S", "save", "Save the network and its batch"),
    ActionEntry("file.save_as", "Save &as…", "Ctrl+Shift+S"),
    ActionEntry("file.save_picture", "Save the &plot as a picture…", "Ctrl+P", "export"),
    ActionEntry("file.save_matrix", "Save the layer's &values…", "", "export"),
    ActionEntry("file.save_batch", "Save the &batch…", "", "export"),
    ActionEntry("file.save_program", "Save the network as &code…", "", "export"),
    ActionEntry("file.save_workbook", "Save as a live &workbook…", "", "export"),
    ActionEntry(
        "file.worksheet", "&Worksheet…", "", "", "Print numbers with some left blank, and the key"
    ),
    ActionEntry("file.quit", "&Quit", "Ctrl+Q"),
    ActionEntry("edit.undo", "&Undo", "Ctrl+Z", "undo", "Undo the last step"),
    ActionEntry("edit.redo", "&Redo", "Ctrl+Shift+Z", "redo", "Do the undone step again"),
    ActionEntry(
        "edit.keep_trial", "&Keep the what-if", "Ctrl+Return", "check", "Make it one step to undo"
    ),
    ActionEntry(
        "edit.let_go_trial", "&Let go of the what-if", "", "close", "Go back to what was before"
    ),
    ActionEntry("edit.cut", "Cu&t", "Ctrl+X"),
    ActionEntry("edit.copy", "&Copy", "Ctrl+C", "copy"),
    ActionEntry("edit.paste", "&Paste", "Ctrl+V", "paste"),
    ActionEntry("edit.clear", "C&lear", "Del"),
    ActionEntry("edit.fill_down", "&Fill down", "Ctrl+D"),
    ActionEntry("edit.select_all", "Select &all", "Ctrl+A"),
    ActionEntry(
        "network.starter", "Start with a &classifier", "", "", "Dense, ReLU, Dense, Softmax"
    ),
    ActionEntry("network.rename", "&Rename layer"),
    ActionEntry("network.duplicate", "&Duplicate layer", "", "duplicate"),
    ActionEntry("network.move_up", "Move layer &up", "Alt+Up", "up"),
    ActionEntry("network.move_down", "Move layer d&own", "Alt+Down", "down"),
    ActionEntry("network.switch", "&Switch layer off or on", "", "power"),
    ActionEntry("network.remove", "Re&move layer", "", "remove"),
    ActionEntry(
        "batch.open_data",
        "Open &data…",
        "Ctrl+Shift+O",
        "data",
        f"Open data as the batch: {data_suffixes()}",
    ),
    ActionEntry("batch.add_sample", "Add a &sample", "", "add"),
    ActionEntry("batch.add_feature", "Add a &feature", "", "add"),
    ActionEntry(
        "batch.filter", "&Filter samples", "Ctrl+F", "search", "Show only samples that matter"
    ),
    ActionEntry("run.forward", "&Run", "F5", "run", "Run the forward pass"),
    ActionEntry("run.live", "&Live", "Ctrl+L", "live", "Run again at every edit", checkable=True),
    ActionEntry("run.cancel", "&Cancel what is running", "Shift+F5", "close"),
    ActionEntry(
        "code.run", "Run the &program", "Ctrl+F5", "", "Run the network as a program of its own"
    ),
    ActionEntry("code.copy", "C&opy the network as code", "", "copy"),
    ActionEntry(
        "run.pin", "&Pin this state", "Ctrl+Shift+P", "pin", "Pin this state to compare with"
    ),
    ActionEntry("run.unpin", "&Unpin", "", "", "Compare with nothing any more"),
    ActionEntry(
        "run.compare_file", "Compare with a &file…", "", "", "See what differs from another network"
    ),
    ActionEntry("view.flow", "&Flow", "Ctrl+1"),
    ActionEntry("view.selected_layer", "&Selected layer", "Ctrl+2"),
    ActionEntry("view.softmax", "Soft&max", "Ctrl+3"),
    ActionEntry("view.distribution", "&Distribution", "Ctrl+4"),
    ActionEntry("view.explain", "&Explain the number", "Ctrl+5", "", "Show the panel Explain"),
    ActionEntry("view.layer", "Layer and &weights", "Ctrl+6", "", "Show the panel Layer"),
    ActionEntry("view.code", "The network as &code", "Ctrl+7", "", "Show the panel Code"),
    ActionEntry(
        "view.differences",
        "D&ifferences",
        "Ctrl+Shift+D",
        "",
        "Show what differs from what is pinned",
        checkable=True,
    ),
    ActionEntry("view.go_to", "&Go to…", "Ctrl+G", "", "Go to a sample or a column"),
    ActionEntry("view.back", "&Back", "Alt+Left", "back", "Back to the number looked at before"),
    ActionEntry("view.forward", "For&ward", "Alt+Right", "forward", "Forward again"),
    ActionEntry("view.next_panel", "Go to the &next panel", "F6"),
    ActionEntry("view.previous_panel", "Go to the &previous panel", "Shift+F6"),
    ActionEntry("view.reset_layout", "&Reset layout"),
    ActionEntry("view.notes", "&Notes", "", "info", "What the project is about", checkable=True),
    ActionEntry("view.light", "&Light", checkable=True),
    ActionEntry("view.dark", "&Dark", checkable=True),
    ActionEntry("view.system", "Follow the &system", checkable=True),
    ActionEntry(
        "view.commands", "&Search commands…", "Ctrl+K", "search", "Search commands (Ctrl+K)"
    ),
    ActionEntry("lesson.open", "&Open a lesson…", "", "open", "Open the file of a lesson"),
    ActionEntry("lesson.next", "&Next step", "F8", "", "Go on to the lesson's next step"),
    ActionEntry("lesson.back", "Step &back", "Shift+F8", "", "Go back to the lesson's last step"),
    ActionEntry("lesson.point", "&Show where to look", "", "", "Frame again what a step is about"),
    ActionEntry("lesson.leave", "&Leave the lesson"),
    ActionEntry("help.glossary", "&Glossary", "F1", "info", "Search the words of the field"),
    ActionEntry("help.about", "&About NNFS Studio"),
)

# A menu's entries: an action's id, SEPARATOR, or "menu:name" for a submenu that the window fills.
MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "&File",
        (
            "file.new",
            "file.open",
            "menu:recent",
            "menu:examples",
            SEPARATOR,
            "file.save",
            "file.save_as",
            SEPARATOR,
            "file.save_picture",
            "file.save_matrix",
            "file.save_batch",
            "file.save_program",
            "file.save_workbook",
            SEPARATOR,
            "file.worksheet",
            SEPARATOR,
            "file.quit",
        ),
    ),
    (
        "&Edit",
        (
            "edit.undo",
            "edit.redo",
            SEPARATOR,
            "edit.keep_trial",
            "edit.let_go_trial",
            SEPARATOR,
            "edit.cut",
            "edit.copy",
            "edit.paste",
            "edit.clear",
            SEPARATOR,
            "edit.fill_down",
            "edit.select_all",
            SEPARATOR,
            "code.copy",
        ),
    ),
    (
        "&Network",
        (
            "menu:add_layer",
            "network.starter",
            SEPARATOR,
            "network.rename",
            "network.duplicate",
            "network.move_up",
            "network.move_down",
            "network.switch",
            "network.remove",
        ),
    ),
    (
        "&Batch",
        (
            "batch.open_data",
            SEPARATOR,
            "batch.add_sample",
            "batch.add_feature",
            SEPARATOR,
            "batch.filter",
        ),
    ),
    (
        "&Run",
        (
            "run.forward",
            "run.live",
            "run.cancel",
            SEPARATOR,
            "code.run",
            SEPARATOR,
            "run.pin",
            "run.unpin",
            "run.compare_file",
            SEPARATOR,
            "menu:precision",
            "menu:memory",
        ),
    ),
    (
        "&View",
        (
            "view.flow",
            "view.selected_layer",
            "view.softmax",
            "view.distribution",
            "view.explain",
            "view.layer",
            "view.code",
            SEPARATOR,
            "view.differences",
            SEPARATOR,
            "view.back",
            "view.forward",
            "view.go_to",
            "view.next_panel",
            "view.previous_panel",
            SEPARATOR,
            "view.notes",
            "menu:panels",
            "view.reset_layout",
            SEPARATOR,
            "view.light",
            "view.dark",
            "view.system",
            SEPARATOR,
            "view.commands",
        ),
    ),
    (
        "&Learn",
        (
            "menu:lessons",
            "lesson.open",
            SEPARATOR,
            "lesson.next",
            "lesson.back",
            "lesson.point",
            "lesson.leave",
            SEPARATOR,
            "help.glossary",
        ),
    ),
    ("&Help", ("help.about",)),
)

TOOLBAR = (
    "file.new",
    "file.open",
    "file.save",
    SEPARATOR,
    "edit.undo",
    "edit.redo",
    SEPARATOR,
    "run.forward",
    "run.live",
    "run.pin",
    SEPARATOR,
    "batch.open_data",
)
ON_TOOLBAR = (*TOOLBAR, "view.commands")
ICON_ONLY = ("edit.undo", "edit.redo")  # everyone knows their arrows
PRIMARY = "run.forward"  # stands out in the toolbar

SUBMENUS = {
    "recent": "Open &recent",
    "examples": "&Examples",
    "add_layer": "&Add layer",
    "precision": "&Precision",
    "memory": "&Memory for outputs",
    "panels": "Pane&ls",
    "lessons": "&Lessons",
}
