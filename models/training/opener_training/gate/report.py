"""What a fit leaves behind: gate.json for the runtime, a report and a plot for people."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from opener_training.gate import fitting, metrics, speaking
from opener_training.gate.examples import Mask, Table
from opener_training.gate.fitting import Fit
from opener_training.gate.logistic import Array
from opener_training.gate.metrics import LetThrough
from opener_training.gate.plot import Curve, reliability_svg
from opener_training.gate.speaking import Spoken, Thresholds
from opener_training.gate.tables import ORDINARY

KIND_NAMES = {
    "question": "questions",
    "command": "commands",
    "statement": "statements",
    "feeling": "feelings",
    "local": "about here and now",
    "odd": "odd wordings",
    "misheard": "misheard",
    "dialogue": "within a dialogue",
    "gibberish": "gibberish",
    "foreign": "other languages",
}
TEMPLATES = Path(__file__).parent


def sha256(*files: Path) -> str:
    """SHA-256 of files, one behind the other."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def gate_json(fit: Fit, data: Iterable[Path], model: Path, today: date) -> str:
    """The coefficients in the form that ``CommitGate`` reads, with where they come from.

    What the model's gate.json says of completeness is kept: that is fitted on its own.
    """
    spoken = speaking.speak(fit.held_out, fit.held_out_scores, fit.thresholds)
    entry = {
        "note": "Fitted by models/training: python -m opener_training gate fit",
        "fitted": today.isoformat(),
        "dataSha256": sha256(*data),
        "modelSha256": sha256(model / "model.safetensors"),
        "openers": {"fitted": len(fit.fitted.labels), "heldOut": len(fit.held_out.labels)},
        "heldOut": _summary(fit, spoken, np.ones(len(fit.held_out.labels), dtype=bool)),
        "heldOutOrdinary": _summary(fit, spoken, fit.held_out.of_kinds(ORDINARY)),
        "features": list(fit.fitted.names),
        "mean": _rounded(fit.gate.mean),
        "scale": _rounded(fit.gate.scale),
        "weights": _rounded(fit.gate.weights),
        "bias": round(fit.gate.bias, 6),
        "speakAt": round(fit.thresholds.speak_at, 4),
        "prefixSpeakAt": round(fit.thresholds.prefix_speak_at, 4),
        "silentBelow": round(fit.silent_below, 4),
    }
    file = model / "gate.json"
    before = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    if "completeness" in before:
        entry["completeness"] = before["completeness"]
    return json.dumps(entry, indent=1) + "\n"


def _rounded(values: Array) -> list[float]:
    return [float(f"{value:.6g}") for value in values]


def _summary(fit: Fit, spoken: Spoken, among: Mask) -> dict[str, Any]:
    whole, beginning = spoken.count(spoken.whole, among), spoken.count(spoken.beginning, among)
    area = _area(fit.held_out, fit.held_out_scores, among)
    return {
        "openers": whole.examples,
        "areaUnderCurve": None if np.isnan(area) else round(area, 4),
        "whole": {"spoken": whole.passed, "good": whole.good},
        "beginning": {"spoken": beginning.passed, "good": beginning.good},
    }


def _area(table: Table, scores: Array, among: Mask) -> float:
    """Of the whole openers."""
    return metrics.area_under_curve(scores[table.whole][among], table.good[table.whole][among])


def plot(fit: Fit) -> str:
    """Reliability of whole openers and of beginnings, held out."""
    scores, held = fit.held_out_scores, fit.held_out
    speak_at, prefix_speak_at = fit.thresholds.speak_at, fit.thresholds.prefix_speak_at
    curves = [
        Curve(f"{name} ({int(part.sum())})", metrics.reliability(scores[part], held.good[part]), at)
        for name, part, at in (
            ("whole openers", held.whole, speak_at),
            ("beginnings of openers", ~held.whole, prefix_speak_at),
        )
        if part.any()
    ]
    return reliability_svg("Commit gate: reliability on held-out openers", curves)


def fill(template: str, values: Mapping[str, object]) -> str:
    """A report: each ``@key@`` of a template replaced."""
    page = (TEMPLATES / template).read_text(encoding="utf-8")
    for key, value in values.items():
        page = page.replace(f"@{key}@", str(value))
    return page


def markdown(fit: Fit, model_name: str, today: date) -> str:
    """The report, docs/gate.md."""
    scores, held = fit.held_out_scores, fit.held_out
    spoken = speaking.speak(held, scores, fit.thresholds)
    good = held.good[held.whole] > 0
    silent = (scores[held.whole] < fit.silent_below) & ~spoken.any
    beginnings = ~held.whole
    return fill(
        "report.md.in",
        {
            "model": model_name,
            "date": today.isoformat(),
            "fitted": len(fit.fitted.labels),
            "fitted_beginnings": int((~fit.fitted.whole).sum()),
            "fitted_topics": len({label.topic for label in fit.fitted.labels}),
            "held": len(held.labels),
            "held_beginnings": int(beginnings.sum()),
            "held_topics": len({label.topic for label in held.labels}),
            "changed": fit.changed,
            "missing": fit.missing,
            "table": "\n".join(by_kind(fit)),
            "ordinary": "\n".join(_ordinary(fit)),
            "precision": f"{fit.precision:.0%}",
            "speak_at": _threshold(fit.thresholds.speak_at),
            "prefix_speak_at": _threshold(fit.thresholds.prefix_speak_at),
            "silent_below": f"{fit.silent_below:.3f}",
            "silent": _percent(silent[~good]),
            "silent_good": _percent(silent[good]),
            "trade": "\n".join(_trade(fit)),
            "trade_beginnings": "\n".join(_trade_beginnings(fit)),
            "error": _error(scores[held.whole], held.good[held.whole]),
            "error_beginnings": _error(scores[beginnings], held.good[beginnings]),
            "variants": "\n".join(_variants(fit)),
            "ridge": f"{fit.ridge:g}",
            "weights": "\n".join(_weights(fit)),
        },
    )


def _percent(of: Mask) -> str:
    return f"{of.mean():.1%}" if len(of) else "–"


def _error(scores: Array, good: Array) -> str:
    return f"{metrics.calibration_error(scores, good):.3f}" if len(good) else "–"


def _threshold(value: float) -> str:
    return "never" if value > 1 else f"{value:.3f}"


def by_kind(fit: Fit) -> list[str]:
    """Lines of a table: how good what is spoken is, held out; all together, ordinary ones, each kind."""
    held = fit.held_out
    spoken = speaking.speak(held, fit.held_out_scores, fit.thresholds)
    parts = [
        ("**all held out**", np.ones(len(held.labels), dtype=bool)),
        ("**ordinary requests**", held.of_kinds(ORDINARY)),
        *((name, held.of_kinds([kind])) for kind, name in KIND_NAMES.items()),
    ]
    good = held.good[held.whole]
    rows = []
    for name, among in parts:
        if among.any():
            area = _area(held, fit.held_out_scores, among)
            rows.append(
                f"| {name} | {int(among.sum())} | {good[among].mean():.0%} | "
                f"{'–' if np.isnan(area) else f'{area:.3f}'} | {_cells(spoken, among)} |"
            )
    return rows


def _cells(spoken: Spoken, among: Mask) -> str:
    """Spoken whole, as a beginning, and both together: how many, and how many of them are good."""
    sorts = (spoken.whole, spoken.beginning, spoken.any)
    return " | ".join(_counted(spoken.count(sort, among)) for sort in sorts)


def _counted(passed: LetThrough) -> str:
    if not passed.passed:
        return "0 | –"
    low, high = passed.interval
    return f"{passed.passed} ({passed.share:.0%}) | {passed.precision:.1%} ({low:.0%}–{high:.0%})"


def _ordinary(fit: Fit) -> list[str]:
    held, scores = fit.held_out, fit.held_out_scores
    among = held.of_kinds(ORDINARY)
    rows = []
    for precision in sorted({0.95, 0.9, fit.precision}, reverse=True):
        honest = fitting.choose_thresholds(fit.fitted, fit.cross_validated, precision)
        rows.append(_ordinary_row(f"{precision:.0%}, set on the fit split", held, scores, among, honest))
        if among.any():
            rows_of = among[held.opener]
            oracle = speaking.choose(held.select(among), scores[rows_of], precision)
            name = f"{precision:.0%}, *oracle*: set on these very openers"
            rows.append(_ordinary_row(name, held, scores, among, oracle))
    return rows


def _ordinary_row(name: str, held: Table, scores: Array, among: Mask, thresholds: Thresholds) -> str:
    spoken = speaking.speak(held, scores, thresholds)
    at = f"{_threshold(thresholds.speak_at)} / {_threshold(thresholds.prefix_speak_at)}"
    return f"| {name} | {at} | {_cells(spoken, among)} |"


def _steps(own: float) -> list[float]:
    return sorted({0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, own})


def _trade(fit: Fit) -> list[str]:
    held = fit.held_out
    everything = np.ones(len(held.labels), dtype=bool)
    of_good = int((held.good[held.whole] > 0).sum())
    own = fit.thresholds.speak_at
    rows = []
    for threshold in _steps(own):
        spoken = speaking.speak(held, fit.held_out_scores, Thresholds(threshold, metrics.NEVER))
        passed = spoken.count(spoken.whole, everything)
        share = f"{passed.good / of_good:.1%}" if of_good else "–"
        mark = " ← `speakAt`" if threshold == own else ""
        rows.append(f"| {_threshold(threshold)}{mark} | {_counted(passed)} | {share} |")
    return rows


def _trade_beginnings(fit: Fit) -> list[str]:
    held = fit.held_out
    everything = np.ones(len(held.labels), dtype=bool)
    own = fit.thresholds.prefix_speak_at
    rows = []
    for threshold in _steps(own):
        at = Thresholds(fit.thresholds.speak_at, threshold)
        spoken = speaking.speak(held, fit.held_out_scores, at)
        mark = " ← `prefixSpeakAt`" if threshold == own else ""
        counted = _counted(spoken.count(spoken.beginning, everything))
        rows.append(f"| {_threshold(threshold)}{mark} | {counted} |")
    return rows


def _variants(fit: Fit) -> list[str]:
    table, scores = fit.fitted, fit.cross_validated
    whole, part = table.whole, ~table.whole
    areas = (metrics.area_under_curve(scores[rows], table.good[rows]) for rows in (whole, part))
    rows = ["| as fitted | " + " | ".join(f"{area:.3f} | " for area in areas) + "|"]
    for variant in fit.variants:
        cells = (
            f"{area:.3f} | {low:+.3f} to {high:+.3f}"
            for area, (low, high) in (
                (variant.whole, variant.whole_gain),
                (variant.beginnings, variant.beginnings_gain),
            )
        )
        rows.append(f"| {variant.name} | {' | '.join(cells)} |")
    return rows


def _weights(fit: Fit) -> list[str]:
    order = np.argsort(-np.abs(fit.gate.weights))
    return [f"| `{fit.fitted.names[i]}` | {fit.gate.weights[i]:+.2f} |" for i in order[:12]]
