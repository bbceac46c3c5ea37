package dev.upbeat.wearable.report;

import dev.upbeat.core.turn.TurnReport;

/** What became of an opener, in a word. */
final class Verdicts {
  private Verdicts() {}

  /** {@code accepted}, {@code corrected}, {@code none} (no opener spoken) or {@code unknown}. */
  static String of(TurnReport report) {
    if (!report.opener().isSpoken()) {
      return "none";
    }
    return report
        .judgement()
        .map(judgement -> judgement.accepted() ? "accepted" : "corrected")
        .orElse("unknown");
  }
}
