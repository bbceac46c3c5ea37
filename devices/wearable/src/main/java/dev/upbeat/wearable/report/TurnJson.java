package dev.upbeat.wearable.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.turn.Stage;
import dev.upbeat.core.turn.TurnReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** Writes turns as JSON, for programs; the form is described in docs/user-guide.md. */
public final class TurnJson {
  private final ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * Writes an array of turns.
   *
   * @throws UpbeatException {@code report-unwritable}
   */
  public void write(List<FinishedTurn> turns, Path file) {
    ArrayNode array = mapper.createArrayNode();
    turns.forEach(turn -> array.add(toJson(turn)));
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      mapper.writeValue(file.toFile(), array);
    } catch (IOException e) {
      throw new UpbeatException(
          "report-unwritable",
          false,
          "Cannot write " + file + " (" + e.getClass().getSimpleName() + ").",
          "Name a file in a folder you may write to.",
          e);
    }
  }

  ObjectNode toJson(FinishedTurn turn) {
    TurnReport report = turn.report();
    ObjectNode json = mapper.createObjectNode();
    json.put("question", turn.question());
    json.put("transcript", report.transcript());
    json.put("opener", report.opener().text());
    json.put("continuation", report.continuation());
    json.put("verdict", Verdicts.of(report));
    json.put("correction", report.correctionMethod().orElse(null));
    json.put("wav", turn.wav().map(Path::toString).orElse(null));
    put(json, "speechLevelDb", report.speechLevel());
    put(json, "seamSilenceMs", report.seamSilenceMs());
    ObjectNode timeline = json.putObject("timeline");
    put(timeline, "endpoint", report.timeline().millis(Stage.ENDPOINT));
    put(timeline, "finalTranscript", report.timeline().millis(Stage.FINAL_TRANSCRIPT));
    put(timeline, "openerText", report.timeline().millis(Stage.OPENER_TEXT));
    put(timeline, "firstAudio", report.timeline().millis(Stage.FIRST_AUDIO));
    put(timeline, "requestSent", report.timeline().millis(Stage.REQUEST_SENT));
    put(timeline, "firstDelta", report.timeline().millis(Stage.FIRST_DELTA));
    put(
        timeline,
        "firstContinuationAudio",
        report.timeline().millis(Stage.FIRST_CONTINUATION_AUDIO));
    put(timeline, "done", report.timeline().millis(Stage.DONE));
    json.put("outcome", report.outcome().name().toLowerCase(java.util.Locale.ROOT));
    json.put("languageModel", report.languageModel().orElse(null));
    report.failure().ifPresent(failure -> json.put("failure", failure.code()));
    return json;
  }

  private static void put(ObjectNode json, String field, OptionalDouble figure) {
    if (figure.isPresent()) {
      json.put(field, Math.round(figure.getAsDouble() * 10) / 10.0);
    } else {
      json.putNull(field);
    }
  }
}
