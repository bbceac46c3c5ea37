package dev.upbeat.wearable.report;

import dev.upbeat.core.turn.Stage;
import dev.upbeat.core.turn.TurnReport;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The figures of several turns, side by side. */
public final class TurnSummary {
  private final List<TurnReport> reports;

  public TurnSummary(List<FinishedTurn> turns) {
    this.reports = turns.stream().map(FinishedTurn::report).toList();
  }

  /** A small table: median and worst of what a user feels. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%-46s %8s %8s%n", "ms", "median", "worst"));
    row(text, "end of speech -> endpoint", report -> report.timeline().millis(Stage.ENDPOINT));
    row(text, "endpoint -> final transcript", between(Stage.ENDPOINT, Stage.FINAL_TRANSCRIPT));
    row(
        text,
        "final transcript -> opener text",
        between(Stage.FINAL_TRANSCRIPT, Stage.OPENER_TEXT));
    row(text, "endpoint -> first audio", between(Stage.ENDPOINT, Stage.FIRST_AUDIO));
    row(
        text,
        "end of speech -> first audio",
        report -> report.timeline().millis(Stage.FIRST_AUDIO));
    row(text, "request sent -> first delta", between(Stage.REQUEST_SENT, Stage.FIRST_DELTA));
    row(text, "silence at the seam", TurnReport::seamSilenceMs);
    return text.toString();
  }

  private void row(StringBuilder text, String label, Function<TurnReport, OptionalDouble> figure) {
    double[] values =
        reports.stream()
            .map(figure)
            .filter(Objects::nonNull)
            .flatMapToDouble(OptionalDouble::stream)
            .sorted()
            .toArray();
    if (values.length > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-46s %8.0f %8.0f%n",
              label,
              values[values.length / 2],
              values[values.length - 1]));
    }
  }

  private static Function<TurnReport, OptionalDouble> between(Stage from, Stage to) {
    return report -> report.timeline().millisBetween(from, to);
  }
}
