import json
from pathlib import Path

import numpy as np
import pytest

from opener_training.cli import main
from opener_training.gate import completeness, examples, fitting, logistic, metrics, speaking, tables
from opener_training.gate.commands import GOLD
from opener_training.gate.examples import Table
from opener_training.gate.speaking import Thresholds
from opener_training.gate.tables import Dump, DumpRow, Label

COLUMNS = "split\ttopic\tkind\trequest\tmeant\topener\tlabel\tstand"
FEATURES = (
    "mean_log_probability", "request_words", "request_end_log_probability", "refused", "opener_share",
    "ends_openly", "never_varies",
)  # fmt: skip
WORDS = ["the", "kettle", "in", "our", "kitchen", "gently", "boils"]


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


def test_a_gain_of_area_is_told_from_none() -> None:
    rng = np.random.default_rng(3)
    labels = (rng.random(600) < 0.5).astype(float)
    topics = [str(i % 30) for i in range(600)]
    good, noise = labels + rng.normal(size=600), rng.normal(size=600)
    low, high = metrics.area_gain(good, noise, labels, topics)
    assert 0.1 < low < high
    assert metrics.area_gain(noise, noise, labels, topics) == (0, 0)


def test_a_threshold_keeps_its_promise() -> None:
    never = np.full(4, -np.inf)
    scores, labels = np.array([0.9, 0.8, 0.7, 0.6]), np.array([1.0, 1.0, 0.0, 1.0])
    assert metrics.lowest_threshold(never, scores, labels, 0.95) == 0.8
    assert metrics.lowest_threshold(never, scores, labels, 0.7) == 0.6
    assert metrics.lowest_threshold(never, scores, np.zeros(4), 0.95) == metrics.NEVER
    assert metrics.lowest_threshold(never[:0], scores[:0], labels[:0], 0.95) == metrics.NEVER
    # Two of one score pass together.
    tied = np.array([0.9, 0.8, 0.8, 0.6])
    assert metrics.lowest_threshold(never, tied, labels, 0.95) == 0.9
    # The bad one is hidden by a longer beginning at low thresholds, and never passes if that is surer.
    hidden = np.array([-np.inf, -np.inf, 0.8, 0.3])
    assert metrics.lowest_threshold(hidden, scores, labels, 0.95) == 0.6


def table(openers: list[tuple[bool, list[tuple[float, bool]]]]) -> tuple[Table, np.ndarray]:
    """Openers as (refused, [(score, good) of the whole, and of its beginnings, the longest first])."""
    rows = [(index, score, good) for index, (_, own) in enumerate(openers) for score, good in own]
    opener = np.array([index for index, _, _ in rows])
    label = Label("fit", "topic", "question", "request", "", "opener", True, 1)
    made = Table(
        ("feature",),
        np.zeros((len(rows), 1)),
        np.array([float(good) for _, _, good in rows]),
        opener,
        np.array([i == 0 or opener[i] != opener[i - 1] for i in range(len(rows))]),
        np.array([refused for refused, _ in openers]),
        (label,) * len(openers),
    )
    return made, np.array([score for _, score, _ in rows])


def test_the_whole_is_spoken_else_its_longest_sure_beginning() -> None:
    made, scores = table(
        [
            (False, [(0.9, True), (0.99, False)]),
            (True, [(0.9, True), (0.6, False), (0.8, True), (0.9, False)]),
            (False, [(0.1, False), (0.2, False)]),
            (False, [(0.95, False)]),
        ]
    )
    spoken = speaking.speak(made, scores, Thresholds(0.9, 0.7))
    assert spoken.whole.tolist() == [True, False, False, True]
    assert spoken.beginning.tolist() == [False, True, False, False]
    assert (spoken.any & spoken.good).tolist() == [True, True, False, False]
    everything = np.ones(4, dtype=bool)
    counted = spoken.count(spoken.any, everything)
    assert (counted.examples, counted.passed, counted.good) == (4, 3, 2)
    assert counted.interval[0] < 2 / 3 < counted.interval[1]


def test_chosen_thresholds_are_the_lowest_that_hold() -> None:
    rng = np.random.default_rng(5)
    openers: list[tuple[bool, list[tuple[float, bool]]]] = []
    for _ in range(300):
        scores = rng.random(4)
        openers.append((rng.random() < 0.1, [(s, rng.random() < s**0.25) for s in scores]))
    made, scores = table(openers)
    chosen = speaking.choose(made, scores, 0.9)

    everything = np.ones(300, dtype=bool)

    def passing(thresholds: Thresholds) -> tuple[metrics.LetThrough, metrics.LetThrough]:
        spoken = speaking.speak(made, scores, thresholds)
        return spoken.count(spoken.whole, everything), spoken.count(spoken.beginning, everything)

    wholes, beginnings = passing(chosen)
    assert wholes.precision >= 0.9 and beginnings.precision >= 0.9
    assert wholes.passed > 20 and beginnings.passed > 20
    # A lower one lets bad ones through, or nothing else.
    for lower in scores[scores < chosen.speak_at]:
        passed = passing(Thresholds(lower, 0.5))[0]
        assert passed.precision < 0.9 or passed == wholes
    for lower in scores[scores < chosen.prefix_speak_at]:
        passed = passing(Thresholds(chosen.speak_at, lower))[1]
        assert passed.precision < 0.9 or passed == beginnings


def gold_line(**changed: str) -> str:
    columns = {
        "split": "fit", "topic": "tea", "kind": "question", "request": "does it boil", "meant": "",
        "opener": "Your kettle is", "label": "good", "stand": "3",
    }  # fmt: skip
    return "\t".join((columns | changed).values())


def read_lines(tmp_path: Path, *lines: str) -> list[Label]:
    file = tmp_path / "labels.tsv"
    file.write_text("\n".join([COLUMNS, *lines]) + "\n", encoding="utf-8")
    return tables.read_labels(file)


def test_labels_are_read_and_contradictions_named(tmp_path: Path) -> None:
    (label,) = read_lines(tmp_path, gold_line(kind="dialogue", request="boil water | Sure, | does it boil"))
    assert (label.request, label.good, label.stand) == ("does it boil", True, 3)
    wrong = {
        "split 'tset'": gold_line(split="tset"),
        "kind 'request'": gold_line(kind="request"),
        "label ''": gold_line(label=""),
        "stand '4' of 3 words": gold_line(stand="4"),
        "stand 2 of 3 words, but good": gold_line(stand="2"),
        "stand 3 of 3 words, but bad": gold_line(label="bad"),
        "line 3: no stand": gold_line().rpartition("\t")[0],
    }
    for message, line in wrong.items():
        with pytest.raises(ValueError, match=message):
            read_lines(tmp_path, gold_line(), line)
    with pytest.raises(ValueError, match="both splits: tea"):
        read_lines(tmp_path, gold_line(), gold_line(split="test"))


def dump_row(request: str, opener: str, label: str, refused: int = 0) -> DumpRow:
    return DumpRow(request, opener, label, np.array([float(refused)]))


def test_beginnings_belong_to_the_whole_above_them() -> None:
    labels = [
        Label("fit", "tea", "question", "a", "", "Your tea is a cup", False, 3),
        Label("fit", "tea", "question", "b", "", "Another one was read", True, 4),
        Label("fit", "tea", "question", "c", "", "It's", True, 1),
    ]
    rows = (
        dump_row("a", "Your tea is a cup", "bad", refused=1),
        dump_row("a", "Your tea is a", "prefix"),
        dump_row("a", "Your tea is", "prefix"),
        dump_row("b", "Another one was written", "good"),
        dump_row("b", "Another one was", "prefix"),
    )
    joined = examples.join(labels, Dump(("refused",), rows))
    assert (joined.changed, joined.missing) == (1, 1)
    assert joined.table.good.tolist() == [0, 0, 1]
    assert joined.table.whole.tolist() == [True, False, False]
    assert joined.table.refused.tolist() == [True]
    assert joined.table.weights.tolist() == [1, 0.5, 0.5]
    with pytest.raises(ValueError, match="no opener of the dump is labelled"):
        examples.join(labels[2:], Dump(("refused",), rows))


def write_synthetic(folder: Path, seed: int = 7) -> tuple[Path, Path]:
    """Labels and a dump of which one feature tells good from bad, with some noise."""
    rng = np.random.default_rng(seed)
    labels, dump = [COLUMNS], ["\t".join(("request", "opener", "label", *FEATURES))]
    for index in range(400):
        topic = index % 20
        kind = tables.KINDS[index % len(tables.KINDS)]
        words = [*WORDS[: rng.integers(4, 8)]]
        quality = rng.normal()
        good = quality + 0.3 * rng.normal() > 0
        stand = len(words) if good else int(rng.integers(0, len(words)))
        request, opener = f"request {index}", " ".join(words)
        split = "test" if topic % 3 == 0 else "fit"
        label = "good" if good else "bad"
        labels.append("\t".join((split, str(topic), kind, request, "", opener, label, str(stand))))
        for count in range(len(words), 2, -1):
            near = quality if count == len(words) else (1 if count <= stand else -1) + 0.7 * rng.normal()
            numbers = (near, 3, rng.normal(), index % 50 == 0, count / len(words), count == 5, 4)
            mark = label if count == len(words) else "prefix"
            columns = (request, " ".join(words[:count]), mark, *(f"{float(n):.6g}" for n in numbers))
            dump.append("\t".join(columns))
    dump.insert(5, "a line that the runtime logged")
    dump.insert(0, "and another before the header")
    files = folder / "labels.tsv", folder / "dump.tsv"
    for file, lines in zip(files, (labels, dump), strict=True):
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return files


def test_a_fit_writes_what_the_runtime_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labels, dump = write_synthetic(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    before = {"completeness": {"weight": 0.5, "bias": 1.5}, "features": ["of another fit"]}
    (tmp_path / "gate.json").write_text(json.dumps(before), encoding="utf-8")
    page, picture = tmp_path / "docs/gate.md", tmp_path / "docs/img/plot.svg"
    outputs = ["--report", str(page), "--plot", str(picture)]
    assert main(["gate", "fit", str(tmp_path), str(dump), "--labels", str(labels), *outputs]) == 0
    assert "400 openers" in capsys.readouterr().out

    gate = json.loads((tmp_path / "gate.json").read_text(encoding="utf-8"))
    assert gate["completeness"] == before["completeness"]
    # What never varies says nothing.
    assert gate["features"] == [n for n in FEATURES if n not in ("never_varies", "request_words")]
    assert {len(gate[key]) for key in ("mean", "scale", "weights")} == {len(gate["features"])}
    assert min(gate["scale"]) > 0
    assert 0 < gate["silentBelow"] <= gate["speakAt"] < 1 and 0 < gate["prefixSpeakAt"] < 1

    joined = examples.join(tables.read_labels(labels), tables.read_dump(dump))
    fit = fitting.fit(joined, 0.95)
    table = fit.held_out
    standard = (table.features - gate["mean"]) / gate["scale"]
    scores = 1 / (1 + np.exp(-(standard @ gate["weights"] + gate["bias"])))
    assert np.abs(scores - fit.held_out_scores).max() < 1e-3
    assert metrics.area_under_curve(scores[table.whole], table.good[table.whole]) > 0.9
    assert not {label.topic for label in table.labels} & {label.topic for label in fit.fitted.labels}
    spoken = speaking.speak(fit.fitted, fit.cross_validated, fit.thresholds)
    ordinary = fit.fitted.of_kinds(tables.ORDINARY)  # what is misheard no gate can tell
    for sort in (spoken.whole, spoken.beginning):
        assert spoken.count(sort, ordinary).precision >= 0.95
    good = fit.fitted.good[fit.fitted.whole] > 0
    assert (fit.cross_validated[fit.fitted.whole][good] < fit.silent_below).mean() < 0.01

    text = page.read_text(encoding="utf-8")
    assert "@" not in text and "nan" not in text
    assert "| **ordinary requests** |" in text and "*oracle*" in text and "without `request_*`" in text
    lines = text.splitlines()
    for index, line in enumerate(lines):
        # Each row of a table has as many cells as its head.
        if line.startswith("|---"):
            rest = lines[index + 1 :]
            rows = rest[: next((i for i, row in enumerate(rest) if not row.startswith("|")), len(rest))]
            assert rows and {row.count("|") for row in rows} == {line.count("|")}, line
    assert picture.read_text(encoding="utf-8").count("<polyline") == 2


def test_wrong_files_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labels, dump = write_synthetic(tmp_path)
    assert main(["gate", "fit", str(tmp_path), str(labels), "--labels", str(labels)]) == 1
    assert "no dump of gate-features" in capsys.readouterr().err
    assert main(["gate", "fit", str(tmp_path), str(dump), "--labels", str(dump)]) == 1
    assert "wrong lines" in capsys.readouterr().err


def test_requests_for_the_runtime(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    read_lines(
        tmp_path,
        gold_line(),
        gold_line(opener="Of another model", label="bad", stand="0"),
        gold_line(request="earlier | Yes | and now", kind="dialogue"),
        gold_line(request="now what", label="bad", stand="2"),
    )
    assert main(["gate", "requests", str(tmp_path / "labels.tsv")]) == 0
    printed = capsys.readouterr()
    assert [line.split("\t")[:2] for line in printed.out.splitlines()] == [
        ["does it boil", ""],
        ["now what", ""],
    ]
    assert "1 within a dialogue left out" in printed.err


def test_requests_are_cut_behind_each_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "requests.txt"
    file.write_text("What time is it?\twhatever\n\nwhat time is it\nstop\n", encoding="utf-8")
    assert main(["gate", "cut", str(file)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "what\t\tcut", "what time\t\tcut", "what time is\t\tcut", "what time is it\t\twhole", "stop\t\twhole",
    ]  # fmt: skip


def test_a_cut_request_that_is_whole_elsewhere_is_left_out() -> None:
    cuts = [
        dump_row("what", "", "cut"),
        dump_row("what time is it", "", "cut"),
        dump_row("what time is it in", "", "cut"),
        dump_row("what time is it in rome", "", "whole"),
        dump_row("what", "", "cut"),
        dump_row("what time is it", "", "whole"),
    ]
    read = completeness.read(Dump((completeness.END,), tuple(cuts)))
    assert read.words.tolist() == [1, 5, 6, 1, 4]
    assert read.of == ("what time is it in rome",) * 3 + ("what time is it",) * 2
    assert read.ambiguous == 1
    with pytest.raises(ValueError, match="each above"):
        completeness.read(Dump((completeness.END,), tuple(cuts[:3])))


def test_completeness_is_put_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rng = np.random.default_rng(11)
    lines = [f"request\topener\tlabel\t{completeness.END}"]
    for index in range(600):
        words = [f"word{index}", *WORDS[: rng.integers(1, 7)]]
        for count in range(1, len(words) + 1):
            whole = count == len(words)
            # Odds of normal distributions whose means lie 2 apart: the logarithm of the true odds
            # is 2 (x + 3), of which the model is made to say (x - 1) / 2.
            x = -2 + rng.normal() if whole else -4 + rng.normal()
            said = -np.log1p(np.exp(-(x - 1) / 2))
            label = "whole" if whole else "cut"
            lines.append("\t".join((" ".join(words[:count]), "", label, f"{said:.6g}")))
    dump = tmp_path / "dump.tsv"
    dump.write_text("\n".join(lines) + "\n", encoding="utf-8")
    page, picture = tmp_path / "completeness.md", tmp_path / "roc.svg"
    command = ["gate", "completeness", str(tmp_path), str(dump)]
    command += ["--report", str(page), "--plot", str(picture)]
    assert main(command) == 1
    assert "fit the gate first" in capsys.readouterr().err
    (tmp_path / "gate.json").write_text('{"features": [], "bias": 1}', encoding="utf-8")
    assert main(command) == 0
    gate = json.loads((tmp_path / "gate.json").read_text(encoding="utf-8"))
    assert gate["features"] == [] and gate["bias"] == 1
    assert gate["completeness"]["weight"] == pytest.approx(4, abs=0.5)
    assert gate["completeness"]["bias"] == pytest.approx(8, abs=1)
    text = page.read_text(encoding="utf-8")
    assert "@" not in text and "nan" not in text and "| 90% |" in text
    assert picture.read_text(encoding="utf-8").count("<polyline") == 2

    fitted = completeness.fit(completeness.read(tables.read_dump(dump)))
    held = fitted.held_out
    assert not set(held.of) & set(fitted.fitted.of)
    # The area of normal distributions that lie two deviations apart.
    area = metrics.area_under_curve(fitted.probability(held), held.whole.astype(float))
    assert area == pytest.approx(0.921, abs=0.03)
    scores = fitted.probability(fitted.fitted)
    for share in (0.8, 0.9, 0.95):
        at = completeness.threshold_that_accepts(scores, fitted.fitted.whole, share)
        passed = completeness.accepted(scores, fitted.fitted.whole, at)
        assert share <= passed.whole < share + 0.01


def test_log_odds_at_the_ends() -> None:
    odds = completeness.log_odds(np.array([0.0, np.log(0.5), -20.0]))
    assert odds[0] > 20 and odds[1] == pytest.approx(0, abs=1e-12) and odds[2] == pytest.approx(-20)


def test_the_gold_labels_are_sound() -> None:
    if not GOLD.read_text(encoding="utf-8").startswith(COLUMNS):
        pytest.skip("data/gate-gold.tsv has the columns of an earlier recipe")
    labels = tables.read_labels(GOLD)
    assert len({(label.asked, label.opener) for label in labels}) == len(labels)
    assert {label.split for label in labels} == {"fit", "test"}
    assert not any(label.good for label in labels if label.kind in ("gibberish", "foreign"))
    assert all(bool(label.meant) == (label.kind == "misheard") for label in labels)
