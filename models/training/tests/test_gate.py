import json
from pathlib import Path

import numpy as np
import pytest

from opener_training import kinds, text
from opener_training.decoding import Draft, Ending, Token
from opener_training.folder import ModelFolder
from opener_training.gate import examples, features, fitting, logistic, metrics, report
from opener_training.gate.commands import DATA
from opener_training.gate.labels import judge
from opener_training.gate.mishearing import Mishearing
from opener_training.prompt import PromptEncoder


def test_a_known_line_is_found_again() -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(size=(4000, 3)) * [1, 5, 0.2] + [0, 10, -3]
    truth = 1 / (1 + np.exp(-(2 * x[:, 0] - 0.3 * (x[:, 1] - 10) + 0.5)))
    labels = (rng.random(4000) < truth).astype(float)
    gate = logistic.fit(x, labels, np.ones(4000), ridge=0.01)
    assert np.abs(gate.probability(x) - truth).mean() < 0.03
    assert abs(gate.weights[2]) < 0.15
    assert gate.probability(x).mean() == pytest.approx(labels.mean(), abs=1e-6)


def test_a_feature_that_never_varies_and_labels_that_never_do() -> None:
    x = np.column_stack((np.arange(10.0), np.full(10, 7.0)))
    labels = (np.arange(10) > 4).astype(float)
    gate = logistic.fit(x, labels, np.ones(10))
    assert gate.weights[1] == pytest.approx(0) and gate.scale[1] == 1
    with pytest.raises(ValueError, match="all the same"):
        logistic.fit(x, np.ones(10), np.ones(10))


def test_area_under_the_curve_counts_pairs() -> None:
    assert metrics.area_under_curve(np.array([0.1, 0.4, 0.35, 0.8]), np.array([0, 0, 1, 1])) == 0.75
    assert metrics.area_under_curve(np.array([0.5, 0.5]), np.array([0, 1])) == 0.5
    assert np.isnan(metrics.area_under_curve(np.array([0.5]), np.array([1])))


def test_a_threshold_keeps_its_promise() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.6])
    labels = np.array([1.0, 1.0, 0.0, 1.0])
    assert metrics.threshold_for(scores, labels, 0.95) == 0.8
    assert metrics.threshold_for(scores, labels, 0.7) == 0.6
    assert metrics.threshold_for(scores, np.zeros(4), 0.95) > 1
    passed = metrics.let_through(scores, labels, 0.8)
    assert (passed.passed, passed.good, passed.share) == (2, 2, 0.5)


def test_labels_are_given_to_clear_cases_only() -> None:
    request, references = "how do i lower my heating bill", ["To lower your heating bill, you can"]
    assert judge("To lower your heating bill, you should", request, references) is True
    assert judge("To lower your lower bill, you should", request, references) is False
    assert judge("To lower your blood pressure, you should", request, references) is False
    assert judge("Okay, playing it now", request, references) is False
    assert judge("To lower your bill, you can", request, references) is None


def test_misheard_requests_are_other_requests_of_like_sound() -> None:
    mishearing = Mishearing(["light", "lied", "boil", "bowl", "timer", "time", "cat"], seed=2)
    assert "bowl" in mishearing.alike("boil")
    assert "cat" not in mishearing.alike("boil")
    heard = {mishearing.mishear("boil the light timer") for _ in range(20)}
    assert all(heard - {"boil the light timer"})
    assert mishearing.mishear("q") in {"q", "the q", "a q", "to q", "and q", "of q"}


def test_the_gates_features_of_a_draft(starter: Path) -> None:
    prompts = PromptEncoder.load(starter / "tokenizer.json")
    tokens = (
        Token("To", -0.5, 1.0, 0.6),
        Token(" lower", -0.1, 0.5, 0.9),
        Token(" your", -0.2, 0.7, 0.8),
        Token(" gra", -2.0, 3.0, 0.1),
        Token("pes", -1.0, 2.0, 0.2),
    )
    draft = Draft("To lower your grapes", tokens, Ending.END_TOKEN, -0.3)
    values = dict(
        zip(features.NAMES, features.compute("how do i lower my bill", draft, prompts), strict=True)
    )
    assert values["mean_log_probability"] == pytest.approx(-0.76)
    assert values["rest_log_probability"] == pytest.approx(-0.825)
    assert values["content_log_probability"] == pytest.approx((-0.1 - 2.0 - 1.0) / 3)
    assert values["unheard_words"] == 1 and values["unheard_log_probability"] == -2.0
    assert values["echoed_words"] == 1 and values["echoed_share"] == 0.5
    assert values["longest_echo"] == 2  # "lower your", said of "lower my"
    assert values["asks"] == 1 and values["commands"] == 0
    empty = features.compute("hello", Draft("", (), Ending.END_TOKEN, -0.1), prompts)
    assert np.isfinite(empty).all()


def test_malformed_words_and_kinds_of_requests() -> None:
    assert features.malformed_words("Sure, I've put:do extract on") == 1
    assert features.malformed_words("To plantGoodbye how to Child") == 2
    assert features.malformed_words("Okay, I'll set it, I think,") == 0
    assert kinds.kind_of("hey so what is a roux") == kinds.QUESTION
    assert kinds.kind_of("turn off the lamp") == kinds.COMMAND
    assert kinds.kind_of("i feel so alone lately") == kinds.FEELING
    assert kinds.kind_of("the power went out") == kinds.STATEMENT


def test_the_gold_examples_are_sound() -> None:
    rows = examples.read_table(DATA / examples.GOLD)
    assert len(rows) >= 1000
    assert {row["label"] for row in rows} == {"good", "bad"}
    test = {row["topic"] for row in rows if row["split"] == "test"}
    fit = {row["topic"] for row in rows if row["split"] == "fit"}
    # Topics are on one side; only the four kinds that have no topic are on both.
    assert test & fit <= {"foreign", "gibberish", "misheard", "odd wording"}
    assert len([row for row in rows if row["split"] == "test"]) >= 300
    requests = [row["request"] for row in rows]
    assert len(set(requests)) == len(requests)
    assert all(text.normalize_request(request) == request for request in requests)
    known = {entry.request for entry in examples.read_known(DATA / examples.REQUESTS)}
    assert not known & set(requests)


def test_a_small_fit_writes_what_the_runtime_reads(starter: Path, tmp_path: Path) -> None:
    folder = ModelFolder.open(starter)
    few = tmp_path / "data"
    few.mkdir()
    for name, step in ((examples.GOLD, 6), (examples.REQUESTS, 40), (examples.FOREIGN, 8)):
        lines = (DATA / name).read_text(encoding="utf-8").splitlines(keepends=True)
        (few / name).write_text("".join([lines[0], *lines[1::step]]), encoding="utf-8")
    table = fitting.table(examples.gold(folder, few), examples.automatic(folder, few, 120), folder.prompts)
    fit = fitting.fit(table)
    gate = json.loads(report.gate_json(fit, few, starter, report.date(2026, 1, 1)))
    count = len(features.NAMES)
    assert gate["features"] == list(features.NAMES)
    assert [len(gate[key]) for key in ("mean", "scale", "weights")] == [count] * 3
    assert min(gate["scale"]) > 0
    standard = (table.features - gate["mean"]) / gate["scale"]
    scores = 1 / (1 + np.exp(-(standard @ gate["weights"] + gate["bias"])))
    assert np.abs(scores - fit.gate.probability(table.features)).max() < 1e-3
    assert metrics.area_under_curve(scores, table.good) > 0.8
    page = report.markdown(fit, "opener-en", report.date(2026, 1, 1))
    assert "@" not in page.replace("../", "") and "labelled by hand" in page
    assert report.plot(fit).count("<polyline") == 2
