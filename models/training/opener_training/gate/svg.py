"""Pictures written as SVG by hand: no plotting library is needed to repeat a fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 860, 480
SIDE, LEFT, TOP = 340, 70, 70
LEGEND = LEFT + SIDE + 50
COLORS = ("#0b6e4f", "#c8553d")
INK, GRID, GREY, BLUE = "#22262b", "#d9dde2", "#8a929b", "#3056a0"


def picture(title: str, parts: Iterable[str]) -> str:
    """A whole file."""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'width="{WIDTH}" height="{HEIGHT}" font-family="DejaVu Sans, Verdana, sans-serif" '
            f'font-size="13" fill="{INK}">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
            text(LEFT, 36, title, size=17, weight="bold"),
            *parts,
            "</svg>",
            "",
        ]
    )


def square(across: str, upwards: str) -> list[str]:
    """A grid from 0 to 1 both ways, with what its axes are called."""
    parts = []
    for step in range(6):
        value = step / 5
        parts += [
            line(x(0), y(value), x(1), y(value), GRID),
            line(x(value), y(0), x(value), y(1), GRID),
            text(x(0) - 10, y(value) + 5, f"{value:.1f}", "end"),
            text(x(value), y(0) + 20, f"{value:.1f}", "middle"),
        ]
    middle = TOP + SIDE / 2
    return [
        *parts,
        text(LEFT + SIDE / 2, y(0) + 44, across, "middle"),
        f'<text x="22" y="{middle}" text-anchor="middle" transform="rotate(-90 22 {middle})">'
        f"{escape(upwards)}</text>",
        line(x(0), y(0), x(1), y(1), GREY, dash="5 5"),
    ]


def legend(name: str, color: str, top: float) -> list[str]:
    return [
        f'<circle cx="{LEGEND}" cy="{top}" r="6" fill="{color}"/>',
        text(LEGEND + 14, top + 5, name, weight="bold"),
    ]


def polyline(points: Sequence[tuple[float, float]], color: str) -> str:
    """A line through points of the square."""
    path = " ".join(f"{x(across):.1f},{y(up):.1f}" for across, up in points)
    return f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"/>'


def dots(points: Sequence[tuple[float, float]], color: str) -> list[str]:
    return [f'<circle cx="{x(a):.1f}" cy="{y(u):.1f}" r="4.5" fill="{color}"/>' for a, u in points]


def x(value: float) -> float:
    return LEFT + value * SIDE


def y(value: float) -> float:
    return TOP + (1 - value) * SIDE


def line(x1: float, y1: float, x2: float, y2: float, color: str, dash: str = "") -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{color}"{dashes}/>'


def text(
    x: float, y: float, of: str, anchor: str = "start", color: str = INK, size: int = 13,
    weight: str = "normal",
) -> str:  # fmt: skip
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{color}" '
        f'font-size="{size}" font-weight="{weight}">{escape(of)}</text>'
    )
