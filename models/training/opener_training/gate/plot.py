"""The reliability plot: predicted against observed shares of good openers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from opener_training.gate import svg
from opener_training.gate.metrics import Bin


@dataclass(frozen=True)
class Curve:
    """One line of the plot, and where what lies on it begins to be spoken."""

    name: str
    bins: Sequence[Bin]
    speak_at: float


def reliability_svg(title: str, curves: Sequence[Curve]) -> str:
    """Predicted against observed share of good openers, one curve a data set."""
    parts = svg.square("the gate's probability of a good opener", "share that is good")
    top = svg.TOP + 6.0
    for index, (curve, color) in enumerate(zip(curves, svg.COLORS, strict=False)):
        points = [(part.predicted, part.observed) for part in curve.bins]
        parts += [svg.polyline(points, color), *svg.dots(points, color)]
        if curve.speak_at <= 1:
            x = svg.x(curve.speak_at)
            label = f"speak from {curve.speak_at:.2f}"
            parts += [
                svg.line(x, svg.y(0), x, svg.y(1), color, dash="2 3"),
                svg.text(x - 6, svg.y(0.04 + 0.06 * index), label, "end", color),
            ]
        parts += svg.legend(curve.name, color, top)
        parts += _histogram(curve, color, svg.LEGEND, top + 24)
        top += 186
    return svg.picture(title, parts)


def _histogram(curve: Curve, color: str, left: float, top: float) -> list[str]:
    """How many examples each interval holds: a dot that stands for five says little."""
    most, width, height = max(b.count for b in curve.bins), 330, 100
    parts = [svg.line(left, top + height, left + width, top + height, svg.INK)]
    for part in curve.bins:
        slot = min(9, int(part.predicted * 10))
        x, tall = left + slot * width / 10, part.count / most * (height - 18)
        parts += [
            f'<rect x="{x + 3:.1f}" y="{top + height - tall:.1f}" width="{width / 10 - 6:.1f}" '
            f'height="{tall:.1f}" fill="{color}" opacity="0.75"/>',
            svg.text(x + width / 20, top + height - tall - 4, str(part.count), "middle", size=11),
            svg.text(x + width / 20, top + height + 15, f".{slot}–", "middle", size=11),
        ]
    return [*parts, svg.text(left, top + height + 34, "examples by probability", size=11)]
