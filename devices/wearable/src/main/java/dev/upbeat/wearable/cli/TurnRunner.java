package dev.upbeat.wearable.cli;

import dev.upbeat.core.spi.DeviceSession;
import dev.upbeat.core.turn.TurnEngine;
import dev.upbeat.core.turn.TurnReport;
import dev.upbeat.wearable.assistant.Assistant;
import dev.upbeat.wearable.report.FinishedTurn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes given turns on the WAV device. */
final class TurnRunner {
  private final Assistant assistant;

  TurnRunner(Assistant assistant) {
    this.assistant = assistant;
  }

  /** Hears a recording and answers into another. */
  FinishedTurn ask(Path question, Optional<Path> answer) throws InterruptedException {
    Map<String, String> options = new HashMap<>();
    options.put("input", question.toString());
    try (TurnEngine engine = assistant.converse(event -> {})) {
      return run(question.getFileName().toString(), options, answer, engine::listen);
    }
  }

  /**
   * Answers typed requests, turns of one dialogue, into a recording each: the first into the file
   * named, the others beside it with their number.
   */
  List<FinishedTurn> say(List<String> requests, Optional<Path> answer) throws InterruptedException {
    List<FinishedTurn> turns = new ArrayList<>();
    try (TurnEngine engine = assistant.converse(event -> {})) {
      for (String request : requests) {
        int number = turns.size() + 1;
        Map<String, String> options = new HashMap<>();
        options.put("silence", "true");
        Optional<Path> recording = answer.map(path -> numbered(path, number));
        turns.add(run(request, options, recording, device -> engine.answer(request, device)));
      }
    }
    return turns;
  }

  private FinishedTurn run(
      String question, Map<String, String> options, Optional<Path> answer, Turn turn)
      throws InterruptedException {
    answer.ifPresent(path -> options.put("output", path.toAbsolutePath().toString()));
    answer.ifPresent(TurnRunner::createParent);
    TurnReport report;
    try (DeviceSession device = assistant.openDevice("wav-files", options)) {
      report = turn.take(device);
    }
    return new FinishedTurn(question, report, answer.filter(Files::exists));
  }

  /** {@code answer.wav}, {@code answer-2.wav}, … */
  private static Path numbered(Path file, int number) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
    return number == 1
        ? file
        : file.resolveSibling(name.substring(0, dot) + "-" + number + name.substring(dot));
  }

  private interface Turn {
    TurnReport take(DeviceSession device) throws InterruptedException;
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
