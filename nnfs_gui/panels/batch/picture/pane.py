"""Shows the selected sample as a picture beside the table, and lets it be drawn on."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnfs_core.arrays import FloatArray
from nnfs_core.explain.journey import prediction
from nnfs_core.numerals import full_number, short_number
from nnfs_core.project.batch import UNKNOWN
from nnfs_core.project.changes import Part
from nnfs_core.project.pictures import PictureSize
from nnfs_core.project.place import BIAS, INPUT, Place
from nnfs_core.summaries.classification import n_most_likely
from nnfs_core.wording import sentence
from nnfs_gui.panels.batch.picture.canvas import PictureCanvas
from nnfs_gui.panels.batch.picture.drawing import Drawing
from nnfs_gui.panels.batch.picture.scale import picture_scale
from nnfs_gui.panels.batch.picture.tools import PictureTools
from nnfs_gui.studio.studio import Studio
from nnfs_gui.widgets.heatmap import Scale
from nnfs_gui.widgets.named import named

LARGEST = 320  # screen pixels along a side of the picture
LEAST = 48  # below which the tools give way to it
GAP = 8
MOST_SHARE = 0.48  # of the panel's width, so that the table keeps the most of it


class PicturePane(QWidget):
    """Follows the selection with the sample's picture, number, target and predicted class.

    `scale_changed` tells of other colours, `new_wanted` asks for an empty sample, `paged(step)` for
    the next row, `left` gives the keyboard back to the table.
    """

    scale_changed = Signal()
    new_wanted = Signal()
    paged = Signal(int)
    left = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        named(self, "picture_pane", "Picture of the sample")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Ignored)
        self._studio = studio
        self._room = 0  # the panel's width
        self._range: object = None  # the ranges of the blocks that the scale was made of
        self.scale = Scale.ink(studio.theme, 1.0)
        self.canvas = PictureCanvas(studio.theme)
        self.canvas.setParent(self)
        self.tools = PictureTools(studio)
        self.tools.setParent(self)
        self.drawing = Drawing(studio, self.refresh)
        self.canvas.pressed.connect(self._press)
        self.canvas.moved.connect(lambda at: self.drawing.reach((at.x(), at.y())))
        self.canvas.lifted.connect(self._lift)
        self.canvas.given_up.connect(self.drawing.take_back)
        self.canvas.struck.connect(self._strike)
        self.canvas.pointed.connect(self._point)
        self.canvas.chosen.connect(self._choose)
        self.canvas.cleared.connect(self.clear)
        self.canvas.paged.connect(self.paged)
        self.canvas.left.connect(self.left)
        self.tools.clear_wanted.connect(self.clear)
        self.tools.new_wanted.connect(self.new_wanted)
        studio.document.changed.connect(lambda old, new: self.refresh(), Part.NUMBERS)
        studio.selection.changed.connect(lambda old, new: self.refresh())
        studio.selection.hover_changed.connect(self._show_hovered)
        studio.runner.finished.connect(self._on_evaluation)
        studio.runner.stale_changed.connect(self.refresh)
        studio.fetching.arrived.connect(self.refresh)
        studio.theme.changed.connect(self._recolor)
        self._recolor()

    @property
    def size_shown(self) -> PictureSize | None:
        """The size of the batch's pictures; None when it has none."""
        batch = self._studio.project.batch
        return batch.picture_size if batch.n_samples else None

    @property
    def sample(self) -> int:
        """The sample on show: the selected one, else the first."""
        last = self._studio.project.batch.n_samples - 1
        return min(self._studio.selection.place.sample or 0, last)

    def clear(self) -> None:
        """Set every pixel of the sample on show to 0."""
        self.drawing.clear(self.sample)

    def edit_commands(self) -> dict[str, object]:
        """What the Edit menu finds while the keyboard is in the picture."""
        return {"clear": self.clear} if self.canvas.hasFocus() else {}

    # What is shown.

    def refresh(self) -> None:
        """Show the sample as it is now."""
        size = self.size_shown
        if size is None:
            return
        sample, place = self.sample, self._studio.selection.place
        batch = self._studio.project.batch
        row: FloatArray | None = self._studio.fetching.row(batch.input_rows, sample)
        if row is not None:
            row = self.drawing.row_with(row, sample)
        self.tools.begin_with(size, self._studio.document.n_starts)
        self.canvas.show_picture(row, size, self.scale, self._input_of(place))
        self._tell(size, sample, row)

    def _input_of(self, place: Place) -> int | None:
        """The pixel that is selected, or that the selected weight is for."""
        if place.layer == INPUT:
            return place.neuron
        dense = self._studio.project.network.dense_layers
        before = (layer for number, layer in dense.items() if number < place.layer)
        is_first = place.layer in dense and not any(layer.enabled for layer in before)
        return place.weight if is_first and place.weight != BIAS else None

    def _show_hovered(self, place: Place | None) -> None:
        is_here = place is not None and place.sample in (None, self.sample)
        self.canvas.show_hovered(self._input_of(place) if place is not None and is_here else None)

    def _tell(self, size: PictureSize, sample: int, row: FloatArray | None) -> None:
        """Say which sample it is, what it is taken for, and which pixel is pointed at."""
        batch, pixel = self._studio.project.batch, self.canvas.pixel_pointed_at
        target, (said, predicted, short) = self._target(sample), self._prediction(sample)
        title = f"Sample {batch.sample_text(sample)}"
        name = sentence("Picture of sample {sample}, {size} pixels")(
            batch.sample_text(sample), size.text
        )
        whole = sentence("{title}, {name} {target}")(title, batch.target_name, target)
        whole = whole if target else title
        parts = [f"{batch.target_name} {target}."] if target else []
        parts += [said] if said else []
        value = None if row is None or pixel is None else row[pixel]
        if pixel is not None:
            placeholder = self._studio.fetching.placeholder(batch.input_rows, sample)
            text = placeholder if value is None else full_number(value)
            at = sentence("{pixel}: {value}")(batch.columns[pixel], text)
            parts.insert(0, f"{at}.")
            self.tools.title.setText(at)
        else:
            self.tools.title.setText(whole, title)
        self.tools.prediction.setText(predicted, short)
        has_nan = row is not None and bool((row != row).any())
        self.tools.scale_bar.show_scale(self.scale, value, has_nan)
        self.canvas.tell(name, " ".join(parts))

    def _target(self, sample: int) -> str:
        """The sample's target as people read it; empty where there is none to tell."""
        batch = self._studio.project.batch
        if batch.target_rows is None:
            return ""
        row = self._studio.fetching.row(batch.target_rows, sample)
        if row is None:
            return self._studio.fetching.placeholder(batch.target_rows, sample)
        return batch.class_name(int(row[0])) if batch.has_classes else full_number(row[0])

    def _prediction(self, sample: int) -> tuple[str, str, str]:
        """What the network takes the sample for: a sentence, a few words and fewer; or nothing."""
        evaluation, nothing = self._studio.runner.evaluation, ("", "", "")
        if self._studio.runner.needs_run:
            return "The outputs are out of date.", "out of date: run (F5)", "out of date"
        if evaluation is None or not evaluation.layers:
            return nothing
        network, batch = evaluation.project.network, evaluation.project.batch
        last = network.layers[-1]
        is_last = len(evaluation.layers) == len(network)
        if not (is_last and last.is_distribution and last.enabled and sample < batch.n_samples):
            return nothing
        values = self._studio.fetching.row(evaluation.layers[-1].output, sample)
        if values is None or not len(values):
            return nothing
        chosen, said = prediction(batch, sample, values, is_last=True)
        if chosen is None:
            return said, "no prediction: NaN", "NaN"
        names_fit = batch.has_classes and batch.n_classes == len(values)
        name = batch.class_name(chosen) if names_fit else f"output {chosen}"
        mark = ""
        if names_fit and batch.target_rows is not None:
            target = self._studio.fetching.row(batch.target_rows, sample)
            if target is not None and target[0] != UNKNOWN:
                mark = " ✓" if target[0] == chosen else " ✗"
        if n_most_likely(values) > 1:
            tie = sentence("a tie, of which {name} counts{mark}")
            return said, tie(name, mark), sentence("a tie{mark}")(mark)
        share = short_number(values[chosen])
        words = sentence("predicted {name}, {share}{mark}")(name, share, mark)
        return said, words, sentence("predicted {name}{mark}")(name, mark)

    def _on_evaluation(self) -> None:
        if not self.drawing.is_drawing:  # else the colours would change under the pen
            self._rescale()
        self.refresh()

    def _recolor(self) -> None:
        self._range = None
        self._rescale()
        self.refresh()

    def _rescale(self) -> None:
        """Take the colours from the range of the batch, where it is another one."""
        evaluation = self._studio.runner.evaluation
        inputs = None if evaluation is None else evaluation.inputs
        known = None if inputs is None else inputs.block_ranges
        if known is self._range and known is not None:
            return
        self._range = known
        self.scale = picture_scale(self._studio.theme, inputs)
        self.tools.offer_ink(self.scale.high)
        self.scale_changed.emit()

    # What is drawn.

    def _press(self, at: QPointF, erases: bool) -> None:
        ink = 0.0 if erases or self.tools.erase.isChecked() else self._ink()
        if ink is not None:
            self._begin(ink, self.tools.pen_width, at)

    def _ink(self) -> float | None:
        """The number to draw; None after a notice where none is typed."""
        if self.tools.refusal:
            self._studio.notices.error(self.tools.refusal)
            return None
        return self.tools.ink

    def _begin(self, value: float, width: int, at: QPointF) -> None:
        size, batch = self.size_shown, self._studio.project.batch
        if size is not None:
            row = self._studio.fetching.row(batch.input_rows, self.sample)
            if row is not None:
                self.drawing.begin(self.sample, row, size, value, width, (at.x(), at.y()))

    def _lift(self) -> None:
        self.drawing.end()
        self._rescale()
        self.refresh()

    def _strike(self, pixel: int, share: float) -> None:
        """Draw by a key: a pixel, with a share of the ink."""
        size = self.size_shown
        if size is not None:
            ink = 0.0 if self.tools.erase.isChecked() or not share else self._ink()
            if ink is None:
                return
            value = ink if share == 1 else round(ink * share, 0 if abs(ink) >= 2 else 3)
            row, column = divmod(pixel, size.width)
            self._begin(value, 1, QPointF(column + 0.5, row + 0.5))
            self._lift()

    def _point(self, pixel: int | None) -> None:
        sample = self.sample
        place = None if pixel is None else Place(INPUT, sample, pixel)
        self._studio.selection.hover(place)
        self.refresh()

    def _choose(self, pixel: int) -> None:
        self._studio.selection.walk(Place(INPUT, self.sample, pixel))

    # How much room it takes.

    def fit(self, room: int) -> None:
        """Take no more than a part of the panel, which is `room` screen pixels wide."""
        self._room = room
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        side, has_tools = self._sides(round(MOST_SHARE * self._room))
        return QSize(side + (GAP + self._tools_width if has_tools else 0), 100)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().height() != event.size().height():
            QTimer.singleShot(0, self, self.updateGeometry)  # Qt is laying out just now
        side, has_tools = self._sides(self.width())
        self.tools.setVisible(has_tools)
        self.tools.fit(self.height())
        width = side if has_tools else min(side, self.width())
        self.canvas.setGeometry(0, 0, max(1, width), max(1, min(self.height(), LARGEST)))
        self.tools.setGeometry(width + GAP, 0, self._tools_width, self.height())

    @property
    def _tools_width(self) -> int:
        return self.tools.least_width

    def _sides(self, room: int) -> tuple[int, bool]:
        """The width of the picture in a room of such a width, and whether the tools fit, too."""
        height, size = min(self.height(), LARGEST), self.size_shown or PictureSize(1, 1)
        wanted = max(LEAST, round(height * min(2.0, size.width / size.height)))
        beside = room - GAP - self._tools_width
        has_tools = beside >= LEAST and self.height() >= self.tools.least_height
        return min(wanted, beside if has_tools else room), has_tools
