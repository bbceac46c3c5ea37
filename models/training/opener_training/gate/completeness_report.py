"""What fitting completeness leaves behind: two numbers in gate.json, a report and a picture."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np

from opener_training.gate import completeness, metrics, report, svg
from opener_training.gate.completeness import Accepted, Completeness
from opener_training.gate.examples import Mask

SHARES = (0.8, 0.9, 0.95)
# By the words heard so far, both ends included.
LENGTHS = ((1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 7), (8, 10), (11, 10_000))
LONGER = 4


def with_completeness(gate: Path, fitted: Completeness) -> str:
    """A gate.json with the two numbers put in."""
    if not gate.exists():
        raise ValueError(f"{gate} is not there: fit the gate first")
    entry = json.loads(gate.read_text(encoding="utf-8"))
    entry["completeness"] = {"weight": round(fitted.weight, 6), "bias": round(fitted.bias, 6)}
    return json.dumps(entry, indent=1) + "\n"


def thresholds(fitted: Completeness) -> list[float]:
    """Set on the fit split, for each of SHARES."""
    scores = fitted.probability(fitted.fitted)
    return [completeness.threshold_that_accepts(scores, fitted.fitted.whole, share) for share in SHARES]


def markdown(fitted: Completeness, model_name: str, today: date) -> str:
    """The report, docs/completeness.md."""
    held, scores = fitted.held_out, fitted.probability(fitted.held_out)
    middle = thresholds(fitted)[1]
    table = [
        _row(f"{share:.0%}", completeness.accepted(scores, held.whole, threshold))
        for share, threshold in zip(SHARES, thresholds(fitted), strict=True)
    ]
    return report.fill(
        "completeness.md.in",
        {
            "model": model_name,
            "date": today.isoformat(),
            "fitted_whole": int(fitted.fitted.whole.sum()),
            "fitted_cut": int((~fitted.fitted.whole).sum()),
            "held_whole": int(held.whole.sum()),
            "held_cut": int((~held.whole).sum()),
            "ambiguous": held.ambiguous,
            "area": f"{metrics.area_under_curve(scores, held.whole.astype(float)):.3f}",
            "weight": f"{fitted.weight:.3f}",
            "bias": f"{fitted.bias:+.3f}",
            "error": f"{_balanced_error(scores, held.whole):.3f}",
            "table": "\n".join(table),
            "middle": f"{middle:.3f}",
            "hasty": f"{_hasty(fitted, middle):.0%}",
            "lengths": "\n".join(_lengths(fitted, middle)),
        },
    )


def _row(name: str, at: Accepted) -> str:
    return f"| {name} | {at.threshold:.3f} | {at.whole:.1%} | {at.cut:.1%} |"


def _balanced_error(scores: np.ndarray, whole: Mask) -> float:
    """Mean distance of predicted from observed shares of whole ones, were there as many cut ones."""
    share = whole.mean()
    weights = np.where(whole, 0.5 / share, 0.5 / (1 - share))
    index = np.minimum((scores * 10).astype(int), 9)
    distance = sum(abs((weights * (scores - whole))[index == b].sum()) for b in range(10))
    return float(distance / weights.sum())


def _hasty(fitted: Completeness, threshold: float) -> float:
    """Share of the requests of which at least one beginning counts as complete."""
    held = fitted.held_out
    passed = (fitted.probability(held) >= threshold) & ~held.whole
    hasty = {of for of, mistaken in zip(held.of, passed, strict=True) if mistaken}
    return len(hasty) / len(set(held.of))


def _lengths(fitted: Completeness, threshold: float) -> list[str]:
    held, scores = fitted.held_out, fitted.probability(fitted.held_out)
    rows = []
    for least, most in LENGTHS:
        among = (held.words >= least) & (held.words <= most)
        if not among.any():
            continue
        whole = held.whole[among]
        area = metrics.area_under_curve(scores[among], whole.astype(float))
        at = completeness.accepted(scores[among], whole, threshold)
        name = f"{least}" if least == most else f"{least}–{most}" if most < 10_000 else f"{least} and more"
        rows.append(
            f"| {name} | {int(whole.sum())} | {int((~whole).sum())} | {_or_dash(area, '.3f')} | "
            f"{_or_dash(at.whole, '.1%')} | {_or_dash(at.cut, '.1%')} |"
        )
    return rows


def _or_dash(value: float, form: str) -> str:
    return "–" if np.isnan(value) else format(value, form)


def plot(fitted: Completeness) -> str:
    """The ROC curve of all that is held out, and of what has some length."""
    held, scores = fitted.held_out, fitted.probability(fitted.held_out)
    parts = svg.square("share of cut requests taken for complete", "share of whole requests accepted")
    top = svg.TOP + 6.0
    longer = held.words >= LONGER
    for name, rows, color in (
        ("all", np.ones(len(scores), dtype=bool), svg.COLORS[0]),
        (f"of {LONGER} words and more", longer, svg.COLORS[1]),
    ):
        whole = held.whole[rows]
        if whole.all() or not whole.any():
            continue
        area = metrics.area_under_curve(scores[rows], whole.astype(float))
        parts.append(svg.polyline(completeness.roc(scores[rows], whole), color))
        parts += svg.legend(f"{name}: area {area:.3f}", color, top)
        top += 30
    marks = [completeness.accepted(scores, held.whole, threshold) for threshold in thresholds(fitted)]
    parts += svg.dots([(at.cut, at.whole) for at in marks], svg.COLORS[0])
    for share, at in zip(SHARES, marks, strict=True):
        label = f"from {at.threshold:.2f} ({share:.0%})"
        parts.append(svg.text(svg.x(at.cut) + 9, svg.y(at.whole) + 13, label, size=11))
    parts.append(svg.text(svg.LEGEND, top + 6, "dots: thresholds that accept 80, 90, 95 % of the", size=11))
    parts.append(svg.text(svg.LEGEND, top + 22, "whole requests that were fitted", size=11))
    return svg.picture("Whether a request is complete, held out", parts)
