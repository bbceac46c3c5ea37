package dev.upbeat.wearable.report;

import dev.upbeat.core.turn.TurnReport;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A turn with where it came from and where it went.
 *
 * @param question what was asked: a file's path, or the typed words
 * @param wav the recording of the answer, if one was made
 */
public record FinishedTurn(String question, TurnReport report, Optional<Path> wav) {
  public FinishedTurn {
    Objects.requireNonNull(question, "question");
    Objects.requireNonNull(report, "report");
    Objects.requireNonNull(wav, "wav");
  }
}
