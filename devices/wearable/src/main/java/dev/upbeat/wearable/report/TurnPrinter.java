package dev.upbeat.wearable.report;

import dev.upbeat.core.dialogue.Commitment;
import dev.upbeat.core.turn.Stage;
import dev.upbeat.core.turn.TurnReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Prints turns for a person to read. */
public final class TurnPrinter {
  private static final Map<Stage, String> LABELS =
      Map.of(
          Stage.ENDPOINT, "endpoint",
          Stage.FINAL_TRANSCRIPT, "final transcript",
          Stage.OPENER_TEXT, "opener text",
          Stage.FIRST_AUDIO, "first audio",
          Stage.REQUEST_SENT, "request sent",
          Stage.FIRST_DELTA, "first delta",
          Stage.FIRST_CONTINUATION_AUDIO, "first continuation audio",
          Stage.DONE, "done");

  private final PrintWriter out;

  public TurnPrinter(PrintWriter out) {
    this.out = out;
  }

  /** Prints one turn, whatever its outcome. */
  public void print(FinishedTurn turn) {
    TurnReport report = turn.report();
    out.printf(
        "  heard      %s%n", report.transcript().isEmpty() ? "(nothing)" : report.transcript());
    switch (report.outcome()) {
      case NO_SPEECH ->
          out.println("  Nobody spoke. Check the microphone or the file: it holds no speech.");
      case NOT_UNDERSTOOD ->
          out.println(
              "  There was a voice or a noise, but no word could be understood. Speak closer to the"
                  + " microphone, or install the better recognizer: './upbeat models pull"
                  + " vosk-small-en-us-0.15'.");
      case TOO_LONG ->
          out.println(
              "  Somebody spoke on and on, which is no request: a television, perhaps. Turn it down"
                  + " or come closer to the microphone; for longer requests, raise"
                  + " --longest-request.");
      default -> printAnswer(turn);
    }
    if (report.isTooQuiet()) {
      out.printf(
          Locale.ROOT,
          "  quiet      Speech comes in at %.0f dB of full scale and was amplified; words may be"
              + " lost. Raise the microphone's level (alsamixer, F4) or come closer.%n",
          report.speechLevel().getAsDouble());
    }
    out.println();
    out.flush();
  }

  private void printAnswer(FinishedTurn turn) {
    TurnReport report = turn.report();
    String opener = report.opener().isSpoken() ? report.opener().text() : "(silent)";
    boolean stopped = report.outcome() == TurnReport.Outcome.INTERRUPTED;
    out.printf(
        "  said       %s | %s%s%n",
        opener, report.continuation().strip(), stopped ? " (stopped here)" : "");
    out.printf("  verdict    %s%n", verdict(report));
    report
        .failure()
        .ifPresent(
            failure ->
                out.printf(
                    "  failure    %s: %s %s%n",
                    failure.code(), failure.message(), failure.remedy()));
    out.printf("  timeline   %s%n", timeline(report));
    if (report.seamSilenceMs().isPresent()) {
      out.printf(
          Locale.ROOT, "  seam       %.0f ms of silence%n", report.seamSilenceMs().getAsDouble());
    }
    report.languageModel().ifPresent(model -> out.printf("  answered   by %s%n", model));
    turn.wav().ifPresent(wav -> out.printf("  recording  %s%n", wav));
  }

  private static String verdict(TurnReport report) {
    String gate =
        report.opener().commitment() == Commitment.SPEAK
            ? ""
            : ", gate: " + report.opener().commitment().name().toLowerCase(Locale.ROOT);
    String reason = report.judgement().map(judgement -> " (" + judgement.reason() + ")").orElse("");
    String method = report.correctionMethod().map(id -> " by " + id).orElse("");
    return "opener " + Verdicts.of(report) + method + reason + gate;
  }

  private static String timeline(TurnReport report) {
    List<String> parts = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      String label = LABELS.get(stage);
      OptionalDouble millis = report.timeline().millis(stage);
      if (label != null && millis.isPresent()) {
        parts.add(label + " " + Math.round(millis.getAsDouble()));
      }
    }
    return String.join(", ", parts) + " (ms after the end of speech)";
  }
}
