"""What a fit leaves behind: gate.json for the runtime, a report and a plot for people."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import numpy as np

from opener_training.gate import features, metrics
from opener_training.gate.examples import FOREIGN, GOLD, REQUESTS
from opener_training.gate.fitting import Fit
from opener_training.gate.logistic import Array
from opener_training.gate.plot import Curve, reliability_svg

KIND_NAMES = {
    "request": "questions and commands",
    "feeling": "feelings",
    "statement": "statements",
    "odd": "odd wordings",
    "misheard": "misheard requests",
    "other": "openers of other requests",
    "gibberish": "gibberish",
    "foreign": "other languages",
}


def data_hash(folder: Path) -> str:
    """SHA-256 of the files that the examples are made from."""
    digest = hashlib.sha256()
    for name in (GOLD, REQUESTS, FOREIGN):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()


def gate_json(fit: Fit, data: Path, model: Path, today: date) -> str:
    """The coefficients in the form that ``CommitGate`` reads, with where they come from."""
    scores, held = fit.held_out_scores, fit.held_out
    gold = held.is_gold > 0
    entry = {
        "note": "Fitted by models/training: python -m opener_training gate fit",
        "fitted": today.isoformat(),
        "dataSha256": data_hash(data),
        "modelSha256": hashlib.sha256((model / "model.safetensors").read_bytes()).hexdigest(),
        "examples": {"fitted": len(fit.fitted.good), "heldOut": len(held.good)},
        "heldOut": _summary(scores, held.good, fit.speak_at),
        "heldOutLabelledByHand": _summary(scores[gold], held.good[gold], fit.speak_at),
        "features": list(features.NAMES),
        "mean": _rounded(fit.gate.mean),
        "scale": _rounded(fit.gate.scale),
        "weights": _rounded(fit.gate.weights),
        "bias": round(fit.gate.bias, 6),
        "speakAt": round(fit.speak_at, 4),
        "silentBelow": round(fit.silent_below, 4),
    }
    return json.dumps(entry, indent=1) + "\n"


def _rounded(values: Array) -> list[float]:
    return [float(f"{value:.6g}") for value in values]


def _summary(scores: Array, good: Array, speak_at: float) -> dict[str, float]:
    passed = metrics.let_through(scores, good, speak_at)
    return {
        "examples": passed.examples,
        "areaUnderCurve": round(metrics.area_under_curve(scores, good), 4),
        "letThrough": passed.passed,
        "letThroughGood": passed.good,
    }


def plot(fit: Fit) -> str:
    scores, held = fit.held_out_scores, fit.held_out
    gold = held.is_gold > 0
    curves = [
        Curve(
            f"labelled by hand ({int(gold.sum())} openers)",
            metrics.reliability(scores[gold], held.good[gold]),
        ),
        Curve(f"all held out ({len(gold)} openers)", metrics.reliability(scores, held.good)),
    ]
    return reliability_svg("Commit gate: reliability on held-out openers", curves, fit.speak_at)


def markdown(fit: Fit, model_name: str, today: date) -> str:
    """The report, docs/gate.md."""
    scores, held = fit.held_out_scores, fit.held_out
    gold = held.is_gold > 0
    kinds = np.array(held.kinds)
    rows = [
        ("**all held out**", np.ones(len(gold), dtype=bool)),
        ("**labelled by hand**", gold),
        ("labelled automatically", ~gold),
        *(
            (f"{name}, {by}", (kinds == kind) & part)
            for kind, name in KIND_NAMES.items()
            for by, part in (("by hand", gold), ("automatic", ~gold))
        ),
    ]
    lines = [_row(name, scores[mask], held.good[mask], fit.speak_at) for name, mask in rows if mask.any()]
    thresholds = sorted({0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, round(fit.speak_at, 4)})
    trade = [_trade(t, scores[gold], held.good[gold], fit.speak_at) for t in thresholds]
    values = {
        "model": model_name,
        "date": today.isoformat(),
        "fitted": len(fit.fitted.good),
        "fitted_gold": int((fit.fitted.is_gold > 0).sum()),
        "held": len(gold),
        "held_gold": int(gold.sum()),
        "table": "\n".join(lines),
        "trade": "\n".join(trade),
        "speak_at": f"{fit.speak_at:.3f}",
        "silent_below": f"{fit.silent_below:.3f}",
        "error_gold": f"{metrics.calibration_error(scores[gold], held.good[gold]):.3f}",
        "error": f"{metrics.calibration_error(scores, held.good):.3f}",
        "silent": f"{(scores[held.good == 0] < fit.silent_below).mean():.1%}",
        "silent_good": f"{(scores[held.good > 0] < fit.silent_below).mean():.1%}",
        "weights": "\n".join(_weights(fit)),
    }
    template = (Path(__file__).parent / "report.md.in").read_text(encoding="utf-8")
    for key, value in values.items():
        template = template.replace(f"@{key}@", str(value))
    return template


def _row(name: str, scores: Array, good: Array, speak_at: float) -> str:
    passed = metrics.let_through(scores, good, speak_at)
    curve = metrics.area_under_curve(scores, good)
    area = "–" if np.isnan(curve) else f"{curve:.3f}"
    low, high = passed.interval
    right = f"{passed.precision:.1%} ({low:.0%}–{high:.0%})" if passed.passed else "–"
    return (
        f"| {name} | {passed.examples} | {good.mean():.0%} | {area} | {passed.passed} "
        f"({passed.share:.1%}) | {passed.good} | {right} |"
    )


def _trade(threshold: float, scores: Array, good: Array, speak_at: float) -> str:
    passed = metrics.let_through(scores, good, threshold)
    right = f"{passed.precision:.1%}" if passed.passed else "–"
    of_good = passed.good / good.sum()
    mark = " ← `speakAt`" if threshold == round(speak_at, 4) else ""
    return f"| {threshold:g}{mark} | {passed.passed} ({passed.share:.1%}) | {right} | {of_good:.1%} |"


def _weights(fit: Fit) -> list[str]:
    order = np.argsort(-np.abs(fit.gate.weights))
    return [f"| `{features.NAMES[i]}` | {fit.gate.weights[i]:+.2f} |" for i in order[:12]]
