"""Names the colours of the two looks, light and dark."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Colors:
    """Names the colours of one look, as #rrggbb; without others those of the light one."""

    window: str = "#eceff3"  # behind the panels
    panel: str = "#ffffff"
    card: str = "#ffffff"
    hover: str = "#f3f6fa"
    border: str = "#d3dae3"  # of panels and cards, which their ground tells apart as well
    edge: str = "#7b8696"  # of what is typed into or pressed, 3:1 on whatever it stands on
    text: str = "#1c2530"
    muted: str = "#5c6878"  # secondary text, 4.5:1 on the panel
    accent: str = "#2463d0"
    accent_soft: str = "#e6effd"  # behind what is selected
    on_accent: str = "#ffffff"
    danger: str = "#b3261e"
    danger_soft: str = "#fdecea"
    warning: str = "#8a5a00"
    warning_soft: str = "#fff5dc"
    good: str = "#1d7a45"
    good_soft: str = "#e5f4ea"
    header: str = "#eef1f5"  # behind table headers
    below: str = "#d4621a"  # the far end of the diverging scale under 0
    middle: str = "#f8f9fb"
    above: str = "#1f66b0"
    likely: str = "#3d3aa8"  # the far end of the sequential scale
    not_a_number: str = "#d6249f"
    # the parts of a program, 4.5:1 on the panel and where a line is marked
    code_keyword: str = "#8a2f9c"
    code_name: str = "#8f4700"
    code_number: str = "#1a5fb4"
    code_string: str = "#1b6e3f"
    code_comment: str = "#5c6878"


LIGHT = Colors()

DARK = Colors(
    window="#14181d",
    panel="#1c2229",
    card="#242b34",
    hover="#2b343f",
    border="#394451",
    edge="#7a8797",
    text="#e8edf3",
    muted="#9fadbd",
    accent="#6aa5ff",
    accent_soft="#22374f",
    on_accent="#0d1420",
    danger="#ff8a80",
    danger_soft="#43211f",
    warning="#f2c14e",
    warning_soft="#3a2f14",
    good="#66c98d",
    good_soft="#1c3627",
    header="#262e37",
    below="#f08b3c",
    middle="#272e37",
    above="#58a6f5",
    likely="#a9a5ff",
    not_a_number="#ff6ac8",
    code_keyword="#d9a5f5",
    code_name="#f0b37a",
    code_number="#82baff",
    code_string="#7fd49a",
    code_comment="#9fadbd",
)

# Told apart by eyes that see colours differently; 4.5:1 under white text, 3:1 on either panel.
CLASS_COLORS = (
    "#3b6fb6",
    "#ad6023",
    "#398252",
    "#a45296",
    "#6f5fc4",
    "#297e94",
    "#b84940",
    "#7d7328",
    "#616e7d",
    "#95633d",
)
