"""The reliability plot, written as SVG by hand: no plotting library is needed to repeat the fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from opener_training.gate.metrics import Bin

WIDTH, HEIGHT = 860, 480
SIDE, LEFT, TOP = 340, 70, 70
COLORS = ("#0b6e4f", "#c8553d")
INK, GRID = "#22262b", "#d9dde2"


@dataclass(frozen=True)
class Curve:
    """One line of the plot."""

    name: str
    bins: Sequence[Bin]


def reliability_svg(title: str, curves: Sequence[Curve], speak_at: float) -> str:
    """Predicted against observed share of good openers, one curve a data set."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" font-family="DejaVu Sans, Verdana, sans-serif" '
        f'font-size="13" fill="{INK}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        _text(LEFT, 36, title, size=17, weight="bold"),
        *_axes(),
        _line(_x(0), _y(0), _x(1), _y(1), "#8a929b", dash="5 5"),
        _line(_x(speak_at), _y(0), _x(speak_at), _y(1), "#3056a0", dash="2 3"),
        _text(_x(speak_at) - 6, _y(0.04), f"speak from {speak_at:.2f}", "end", "#3056a0"),
    ]
    legend = LEFT + SIDE + 50
    top = TOP + 6.0
    for curve, color in zip(curves, COLORS, strict=False):
        parts += _curve(curve, color)
        parts += [
            f'<circle cx="{legend}" cy="{top}" r="6" fill="{color}"/>',
            _text(legend + 14, top + 5, curve.name, weight="bold"),
        ]
        parts += _histogram(curve, color, legend, top + 24)
        top += 186
    return "\n".join([*parts, "</svg>", ""])


def _axes() -> list[str]:
    parts = []
    for step in range(6):
        value = step / 5
        parts += [
            _line(_x(0), _y(value), _x(1), _y(value), GRID),
            _line(_x(value), _y(0), _x(value), _y(1), GRID),
            _text(_x(0) - 10, _y(value) + 5, f"{value:.1f}", "end"),
            _text(_x(value), _y(0) + 20, f"{value:.1f}", "middle"),
        ]
    middle = TOP + SIDE / 2
    return [
        *parts,
        _text(LEFT + SIDE / 2, _y(0) + 44, "the gate's probability of a good opener", "middle"),
        f'<text x="22" y="{middle}" text-anchor="middle" transform="rotate(-90 22 {middle})">'
        "share that is good</text>",
    ]


def _curve(curve: Curve, color: str) -> list[str]:
    points = " ".join(f"{_x(b.predicted):.1f},{_y(b.observed):.1f}" for b in curve.bins)
    dots = [
        f'<circle cx="{_x(b.predicted):.1f}" cy="{_y(b.observed):.1f}" r="4.5" fill="{color}"/>'
        for b in curve.bins
    ]
    line = f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2"/>'
    return [line, *dots]


def _histogram(curve: Curve, color: str, left: float, top: float) -> list[str]:
    """How many examples each interval holds: a dot that stands for five says little."""
    most, width, height = max(b.count for b in curve.bins), 330, 100
    parts = [_line(left, top + height, left + width, top + height, INK)]
    for part in curve.bins:
        slot = min(9, int(part.predicted * 10))
        x, tall = left + slot * width / 10, part.count / most * (height - 18)
        parts += [
            f'<rect x="{x + 3:.1f}" y="{top + height - tall:.1f}" width="{width / 10 - 6:.1f}" '
            f'height="{tall:.1f}" fill="{color}" opacity="0.75"/>',
            _text(x + width / 20, top + height - tall - 4, str(part.count), "middle", size=11),
            _text(x + width / 20, top + height + 15, f".{slot}–", "middle", size=11),
        ]
    return [*parts, _text(left, top + height + 34, "examples by probability", size=11)]


def _x(value: float) -> float:
    return LEFT + value * SIDE


def _y(value: float) -> float:
    return TOP + (1 - value) * SIDE


def _line(x1: float, y1: float, x2: float, y2: float, color: str, dash: str = "") -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{color}"{dashes}/>'


def _text(
    x: float, y: float, of: str, anchor: str = "start", color: str = INK, size: int = 13,
    weight: str = "normal",
) -> str:  # fmt: skip
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{color}" '
        f'font-size="{size}" font-weight="{weight}">{escape(of)}</text>'
    )
