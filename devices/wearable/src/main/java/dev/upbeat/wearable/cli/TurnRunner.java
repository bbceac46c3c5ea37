package dev.upbeat.wearable.cli;

import dev.upbeat.core.spi.DeviceSession;
import dev.upbeat.core.turn.TurnEngine;
import dev.upbeat.core.turn.TurnReport;
import dev.upbeat.wearable.assistant.Assistant;
import dev.upbeat.wearable.report.FinishedTurn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Takes single turns on the WAV device. */
final class TurnRunner {
  private final Assistant assistant;

  TurnRunner(Assistant assistant) {
    this.assistant = assistant;
  }

  /** Hears a recording and answers into another. */
  FinishedTurn ask(Path question, Optional<Path> answer) throws InterruptedException {
    Map<String, String> options = new HashMap<>();
    options.put("input", question.toString());
    return run(question.getFileName().toString(), options, answer, null);
  }

  /** Answers typed words into a recording. */
  FinishedTurn say(String request, Optional<Path> answer) throws InterruptedException {
    Map<String, String> options = new HashMap<>();
    options.put("silence", "true");
    return run(request, options, answer, request);
  }

  private FinishedTurn run(
      String question,
      Map<String, String> options,
      Optional<Path> answer,
      @org.jspecify.annotations.Nullable String typed)
      throws InterruptedException {
    answer.ifPresent(path -> options.put("output", path.toAbsolutePath().toString()));
    answer.ifPresent(TurnRunner::createParent);
    TurnReport report;
    try (TurnEngine engine = assistant.converse(event -> {});
        DeviceSession device = assistant.openDevice("wav-files", options)) {
      report = typed == null ? engine.listen(device) : engine.answer(typed, device);
    }
    return new FinishedTurn(question, report, answer.filter(Files::exists));
  }

  private static void createParent(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new dev.upbeat.core.UpbeatException(
          "recording-unwritable",
          false,
          "Cannot make the folder of " + file + " (" + e.getClass().getSimpleName() + ").",
          "Name a place you may write to with --output.",
          e);
    }
  }
}
