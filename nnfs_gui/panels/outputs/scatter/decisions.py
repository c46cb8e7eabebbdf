"""Colours the plane by what the network predicts there, while it looks at x and y alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton

from nnfs_core.progress import IsCancelled, Progress
from nnfs_core.scatter.ground import ground, has_ground
from nnfs_core.scatter.points import Points
from nnfs_gui.panels.outputs.scatter.marks import MarkColors, ground_image
from nnfs_gui.panels.outputs.scatter.plane import PointPlane
from nnfs_gui.panels.outputs.scatter.region_image import RegionImage
from nnfs_gui.studio.studio import Studio
from nnfs_gui.work.worker import Worker


class Decisions(QObject):
    """Asks the network off the GUI thread, for whatever is in view, until the switch is off."""

    def __init__(
        self,
        studio: Studio,
        plane: PointPlane,
        switch: QAbstractButton,
        worker: Callable[[str], Worker],
    ) -> None:
        super().__init__(plane)
        self._studio, self._plane, self._switch = studio, plane, switch
        self._points: Points | None = None
        self._colors: MarkColors | None = None
        self._asking = worker("Asking the network about the plane")
        switch.toggled.connect(self._paint)
        plane.sight_wanted.connect(self._paint)

    @property
    def are_shown(self) -> bool:
        """True when the plane is coloured."""
        is_there = self._points is not None and has_ground(self._points.request)
        return is_there and self._switch.isChecked()

    def show(self, points: Points | None, colors: MarkColors | None) -> None:
        """Ask the network of these points from now on."""
        self._points, self._colors = points, colors
        self._switch.setEnabled(points is not None and has_ground(points.request))
        self._paint()

    def _paint(self, *ignored: object) -> None:
        points, colors = self._points, self._colors
        region, layout = self._plane.region, self._plane.layout_now
        self._asking.cancel()
        if not self.are_shown or points is None or colors is None:
            self._plane.show_ground(None)
            return
        if region is None or layout is None or not self._plane.isVisible():
            return
        area = layout.area

        def work(progress: Progress, cancelled: IsCancelled) -> RegionImage:
            found = ground(points, region, area.width(), area.height(), cancelled)
            return RegionImage(ground_image(found, colors), region)

        self._asking.run(work, self._plane.show_ground, self._studio.notices.error)
