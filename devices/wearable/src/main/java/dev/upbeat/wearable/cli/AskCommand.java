package dev.upbeat.wearable.cli;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.wearable.report.FinishedTurn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code upbeat ask FILE.wav}: one turn for a recorded question. */
@Command(
    name = "ask",
    description = "Answers a question recorded in a WAV file.",
    mixinStandardHelpOptions = true)
final class AskCommand extends SingleTurnCommand {
  @Parameters(paramLabel = "FILE.wav", description = "The recorded question.")
  private @Nullable Path question;

  AskCommand(CommandContext context) {
    super(context);
  }

  @Override
  boolean listens() {
    return true;
  }

  @Override
  void checkArguments() {
    Path file = Objects.requireNonNull(question, "question");
    if (!Files.exists(file)) {
      throw new UpbeatException(
          "device-input-missing",
          false,
          "There is no file " + file + ".",
          "Name a WAV file, such as devices/wearable/recordings/05-why-do-cats-purr.wav.");
    }
  }

  @Override
  List<FinishedTurn> takeTurns(TurnRunner runner, Optional<Path> answer)
      throws InterruptedException {
    return List.of(runner.ask(Objects.requireNonNull(question, "question"), answer));
  }
}
