"""Lists all actions once, menu by menu: the command palette reads this table, too."""

from __future__ import annotations

from dataclasses import dataclass

from nnfs_core.wording import sentence
from nnfs_gui.widgets.file_dialogs import data_titles


@dataclass(frozen=True)
class ActionEntry:
    """Describes one thing a user can ask for; `id` is the stable objectName of its QAction.

    synonyms: other words by which the command palette finds it.
    """

    id: str
    text: str
    shortcut: str = ""
    icon: str = ""
    tip: str = ""
    checkable: bool = False
    second_shortcut: str = ""
    synonyms: str = ""


@dataclass(frozen=True)
class Submenu:
    """Describes a menu inside another: of entries, or filled by the window as its `name` says."""

    name: str
    title: str
    entries: tuple[ActionEntry, ...] = ()


SEPARATOR = "-"

FILE = (
    ActionEntry("file.new", "&New", "Ctrl+N", "new", "Start with an empty network"),
    ActionEntry("file.open", "&Open…", "Ctrl+O", "open", "Open a network or data"),
    Submenu("recent", "Open &recent"),
    Submenu("examples", "&Examples"),
    SEPARATOR,
    ActionEntry("file.save", "&Save", "Ctrl+S", "save", "Save the network and its batch"),
    ActionEntry("file.save_as", "Save &as…", "Ctrl+Shift+S"),
    SEPARATOR,
    ActionEntry("file.recover", "Recover &unsaved work…", tip="Look for what a crash left unsaved"),
    ActionEntry(
        "file.keep_unsaved",
        "&Keep unsaved work for a crash",
        tip="Note each change within two seconds, so that the next start can bring it back",
        checkable=True,
    ),
    SEPARATOR,
    ActionEntry("file.save_picture", "Save the plot as a pic&ture…", "Ctrl+E", "export"),
    ActionEntry("file.save_matrix", "Save the layer's &values…", icon="export"),
    ActionEntry(
        "file.save_results",
        "Save the results…",
        icon="export",
        tip="What the network makes of each sample, as a table, a workbook or an array",
    ),
    ActionEntry(
        "file.save_changes",
        "Save the samples that chan&ged…",
        icon="export",
        tip="Save which samples two networks predict otherwise, as the tab Compare lists them",
    ),
    ActionEntry("file.save_batch", "Save the &batch…", icon="export"),
    ActionEntry("file.save_program", "Save the network as &code…", icon="export"),
    ActionEntry("file.save_workbook", "Save as a live &workbook…", icon="export"),
    SEPARATOR,
    ActionEntry("file.print", "&Print…", "Ctrl+P", tip="Print the plot, with a look at the pages"),
    ActionEntry(
        "file.worksheet", "Works&heet…", tip="Print numbers with some left blank, and the key"
    ),
    SEPARATOR,
    ActionEntry("file.quit", "&Quit", "Ctrl+Q"),
)

EDIT = (
    ActionEntry("edit.undo", "&Undo", "Ctrl+Z", "undo", "Undo the last step"),
    ActionEntry("edit.redo", "&Redo", "Ctrl+Shift+Z", "redo", "Do the undone step again"),
    SEPARATOR,
    ActionEntry(
        "edit.keep_trial", "&Keep the change", "Ctrl+Return", "check", "Keep what is tried out"
    ),
    ActionEntry(
        "edit.let_go_trial",
        "Put it &back",
        icon="close",
        tip="Go back to what was before",
    ),
    SEPARATOR,
    ActionEntry("edit.cut", "Cu&t", "Ctrl+X"),
    ActionEntry("edit.copy", "&Copy", "Ctrl+C", "copy"),
    ActionEntry("edit.paste", "&Paste", "Ctrl+V", "paste"),
    ActionEntry("edit.clear", "Cl&ear", "Del"),
    SEPARATOR,
    ActionEntry("edit.fill_down", "&Fill down", "Ctrl+D"),
    ActionEntry("edit.select_all", "Select &all", "Ctrl+A"),
    SEPARATOR,
    ActionEntry(
        "edit.insert_rows", "&Insert rows", "Ctrl+I", tip="As many as are selected, above them"
    ),
    ActionEntry(
        "edit.insert_columns",
        "I&nsert columns",
        "Ctrl+Shift+I",
        tip="As many as are selected, left of them",
    ),
    ActionEntry("edit.remove_rows", "Remo&ve rows", "Ctrl+Del"),
    ActionEntry("edit.remove_columns", "Re&move columns", "Ctrl+Shift+Del"),
    SEPARATOR,
    ActionEntry("code.copy", "C&opy the network as code", icon="copy"),
)

NETWORK = (
    Submenu("add_layer", "&Add layer"),
    ActionEntry(
        "network.starter",
        "Start with a &classifier",
        tip="Ready layers that suit the target: classes or values",
        synonyms="classifier regression ready layers",
    ),
    ActionEntry(
        "network.standardise",
        "S&tandardise the features",
        icon="standardise",
        tip="A layer in front brings each feature to mean 0 and deviation 1; the batch stays",
        synonyms="standardize standardization z-score zscore normalise normalize StandardScaler",
    ),
    ActionEntry(
        "network.draw_as_book",
        "Draw all layers as the &book does…",
        tip="Fresh weights for all dense layers, from one generator, one after another",
    ),
    SEPARATOR,
    ActionEntry("network.rename", "&Rename layer"),
    ActionEntry("network.duplicate", "&Duplicate layer", icon="duplicate"),
    ActionEntry("network.move_up", "Move layer &up", "Alt+Up", "up"),
    ActionEntry("network.move_down", "Move layer d&own", "Alt+Down", "down"),
    ActionEntry("network.switch", "&Switch layer off or on", icon="power"),
    ActionEntry("network.remove", "Re&move layer", icon="remove"),
)

PREPARE = (
    ActionEntry(
        "batch.fill_missing",
        "&Fill what is missing…",
        tip="Put the mean, the median, the most frequent or another number in missing cells",
        synonyms="impute imputation fillna nan mean median mode",
    ),
    ActionEntry(
        "batch.drop_missing",
        "&Drop samples that miss something…",
        tip="Remove the samples in which a feature or the target is missing",
        synonyms="dropna remove rows nan missing",
    ),
    ActionEntry(
        "batch.scale",
        "&Scale features to 0..1…",
        tip="Bring the least number of each feature to 0 and its largest to 1",
        synonyms="normalise normalize normalisation normalization min-max minmax rescale range",
    ),
    ActionEntry(
        "batch.centre",
        "&Centre features around 0…",
        tip="Take from each number the mean of its feature",
        synonyms="center subtract mean normalise normalize",
    ),
    ActionEntry(
        "batch.one_hot",
        "&One-hot encode features…",
        tip="Make a column of each value of a feature, with 1 and 0",
        synonyms="dummy variables get_dummies indicator categorical categories onehot",
    ),
)

BATCH = (
    ActionEntry(
        "batch.open_data",
        "Open &data…",
        "Ctrl+Shift+O",
        "data",
        sentence("Open data as the batch: {kinds}")(", ".join(data_titles())),
    ),
    SEPARATOR,
    ActionEntry("batch.add_sample", "Add a &sample", icon="add"),
    ActionEntry("batch.add_feature", "Add a &feature", icon="add"),
    SEPARATOR,
    Submenu("prepare", "Prep&are", PREPARE),
    ActionEntry(
        "batch.pictures",
        "Samples as &pictures…",
        tip="Say how high and wide the pictures are that samples hold",
    ),
    SEPARATOR,
    ActionEntry(
        "batch.split",
        "Spli&t samples…",
        tip="Say which samples are for training, for validation and for test",
    ),
    ActionEntry(
        "batch.use_training", "Use the selected for t&raining", tip="Samples to learn from"
    ),
    ActionEntry(
        "batch.use_validation", "Use the selected for &validation", tip="Samples to choose by"
    ),
    ActionEntry("batch.use_test", "Use the selected for t&est", tip="Samples to judge by at last"),
    ActionEntry("batch.remove_split", "Re&move the split", tip="Have all samples be one again"),
    SEPARATOR,
    ActionEntry(
        "batch.filter", "Fi&lter samples", "Ctrl+F", "search", "Show only samples that matter"
    ),
)

RUN = (
    ActionEntry("run.forward", "&Run", "F5", "run", "Run the forward pass"),
    ActionEntry("run.live", "&Live", "Ctrl+L", "live", "Run again at every edit", checkable=True),
    ActionEntry("run.cancel", "&Cancel what is running", "Shift+F5", "close"),
    SEPARATOR,
    ActionEntry(
        "code.run", "Run the pro&gram", "Ctrl+F5", tip="Run the network as a program of its own"
    ),
    SEPARATOR,
    ActionEntry(
        "run.pin", "&Pin this state", "Ctrl+Shift+P", "pin", "Pin this state to compare with"
    ),
    ActionEntry("run.unpin", "&Unpin", tip="Compare with nothing any more"),
    ActionEntry(
        "run.compare_file", "Compare with a &file…", tip="See what differs from another network"
    ),
    SEPARATOR,
    Submenu("precision", "Preci&sion"),
    Submenu("memory", "&Memory for outputs"),
)

IN_SCATTER = (
    ActionEntry(
        "scatter.region",
        "Choose a &region",
        tip="Drag, or Shift and arrow keys and Enter, show a region's samples alone",
        checkable=True,
        synonyms="scatter select rectangle lasso box",
    ),
    ActionEntry("scatter.fit", "Show all &points", tip="Fit the scatter (0)", synonyms="scatter"),
    ActionEntry(
        "scatter.rings",
        "R&ings around wrong samples",
        checkable=True,
        synonyms="scatter errors",
    ),
    ActionEntry(
        "scatter.decisions",
        "&Decisions of the network",
        tip="Colour the plane by what the network predicts there",
        checkable=True,
        synonyms="scatter boundary regions background",
    ),
    ActionEntry(
        "scatter.only_found",
        "&Only the points found",
        tip="Leave out what the filter has not found, in the place of dimming it",
        checkable=True,
        synonyms="scatter filter",
    ),
)

VIEW = (
    ActionEntry("view.flow", "&Flow", "Ctrl+1"),
    ActionEntry("view.selected_layer", "&Selected layer", "Ctrl+2"),
    ActionEntry("view.softmax", "Soft&max", "Ctrl+3"),
    ActionEntry("view.distribution", "&Distribution", "Ctrl+4"),
    ActionEntry("view.results", "Results", "Ctrl+8"),
    ActionEntry("view.scatter", "Scatter", "Ctrl+9"),
    ActionEntry("view.compare", "Compare", "Ctrl+Shift+C"),
    Submenu("scatter", "In the scatter", IN_SCATTER),
    ActionEntry("view.explain", "&Explain the number", "Ctrl+5", tip="Show the panel Explain"),
    ActionEntry("view.layer", "Layer and &weights", "Ctrl+6", tip="Show the panel Layer"),
    ActionEntry("view.code", "The network as &code", "Ctrl+7", tip="Show the panel Code"),
    SEPARATOR,
    ActionEntry(
        "view.differences",
        "D&ifferences",
        "Ctrl+Shift+D",
        tip="Show what differs from what is pinned",
        checkable=True,
    ),
    SEPARATOR,
    ActionEntry("view.back", "&Back", "Alt+Left", "back", "Back to the number looked at before"),
    ActionEntry("view.forward", "Forw&ard", "Alt+Right", "forward", "Forward again"),
    ActionEntry("view.go_to", "&Go to…", "Ctrl+G", tip="Go to a sample or a column"),
    ActionEntry(
        "view.next_layer", "Ne&xt layer", "Alt+PgDown", tip="The same sample, one layer on"
    ),
    ActionEntry(
        "view.previous_layer",
        "Pre&vious layer",
        "Alt+PgUp",
        tip="The same sample, one layer back",
    ),
    ActionEntry("view.next_panel", "Go to the &next panel", "F6"),
    ActionEntry("view.previous_panel", "Go to the &previous panel", "Shift+F6"),
    SEPARATOR,
    ActionEntry(
        "view.notes", "N&otes", icon="info", tip="What the project is about", checkable=True
    ),
    Submenu("panels", "Pane&ls"),
    ActionEntry(
        "view.fold_left",
        "Fold the panels at the left",
        "F9",
        tip="Fold them to their edge, or unfold them",
        checkable=True,
    ),
    ActionEntry(
        "view.fold_bottom",
        "Fold the panels below",
        "Ctrl+F9",
        tip="Fold them to their edge, or unfold them",
        checkable=True,
    ),
    ActionEntry(
        "view.fold_right",
        "Fold the panels at the right",
        "Shift+F9",
        tip="Fold them to their edge, or unfold them",
        checkable=True,
    ),
    ActionEntry("view.reset_layout", "&Reset layout"),
    ActionEntry(
        "view.present",
        "Present",
        "Shift+F11",
        tip="One panel over the whole screen, its numbers large; Esc ends it",
        checkable=True,
    ),
    ActionEntry(
        "view.next_screen",
        "Present on the next screen",
        "Ctrl+Shift+F11",
        tip="Move the presentation to another screen",
    ),
    ActionEntry(
        "view.full_screen", "F&ull screen", "F11", tip="The whole screen, and back", checkable=True
    ),
    SEPARATOR,
    ActionEntry(
        "view.zoom_in", "&Zoom in", "Ctrl++", tip="Make all texts larger", second_shortcut="Ctrl+="
    ),
    ActionEntry("view.zoom_out", "Zoom out", "Ctrl+-", tip="Make all texts smaller"),
    ActionEntry("view.zoom_normal", "Normal size", "Ctrl+0", tip="Texts as large as elsewhere"),
    SEPARATOR,
    ActionEntry("view.light", "Ligh&t", checkable=True),
    ActionEntry("view.dark", "Dar&k", checkable=True),
    ActionEntry("view.system", "Follow the s&ystem", checkable=True),
    SEPARATOR,
    ActionEntry(
        "view.commands", "Searc&h commands…", "Ctrl+K", "search", "Search commands (Ctrl+K)"
    ),
)

LEARN = (
    Submenu("lessons", "&Lessons"),
    ActionEntry("lesson.open", "&Open a lesson…", icon="open", tip="Open the file of a lesson"),
    SEPARATOR,
    ActionEntry("lesson.next", "&Next step", "F8", tip="Go on to the lesson's next step"),
    ActionEntry("lesson.back", "Step &back", "Shift+F8", tip="Go back to the lesson's last step"),
    ActionEntry("lesson.point", "&Show where to look", tip="Frame again what a step is about"),
    ActionEntry("lesson.leave", "Lea&ve the lesson"),
    SEPARATOR,
    ActionEntry("help.glossary", "&Glossary", "F1", "info", "Search the words of the field"),
)

HELP = (
    ActionEntry("help.keys", "&Keys…", "Ctrl+F1", tip="What each key does"),
    SEPARATOR,
    ActionEntry("help.about", "&About NNFS Studio"),
)

MENUS: dict[str, tuple[ActionEntry | Submenu | str, ...]] = {
    "&File": FILE,
    "&Edit": EDIT,
    "&Network": NETWORK,
    "&Batch": BATCH,
    "&Run": RUN,
    "&View": VIEW,
    "&Learn": LEARN,
    "&Help": HELP,
}

ACTIONS = [
    each
    for entries in MENUS.values()
    for entry in entries
    for each in (entry.entries if isinstance(entry, Submenu) else (entry,))
    if isinstance(each, ActionEntry)
]

# What reads the project: what is typed somewhere is entered before. Edits, saving, and whatever
# asks about unsaved work do so by themselves.
ENTERS_FIRST = (
    "file.print",
    "file.save_picture",
    "file.save_matrix",
    "file.save_results",
    "file.save_batch",
    "file.save_program",
    "file.save_workbook",
    "file.worksheet",
    "code.copy",
    "code.run",
    *(entry.id for entry in PREPARE),
    "run.forward",
    "run.pin",
    "run.compare_file",
)
