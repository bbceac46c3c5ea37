package dev.upbeat.wearable.cli;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.wearable.report.FinishedTurn;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code upbeat say-to "words"}: one turn for a typed request. */
@Command(name = "say-to", description = "Answers a typed request.", mixinStandardHelpOptions = true)
final class SayToCommand extends SingleTurnCommand {
  @Parameters(paramLabel = "WORDS", arity = "1..*", description = "The request.")
  private List<String> words = List.of();

  SayToCommand(CommandContext context) {
    super(context);
  }

  @Override
  boolean listens() {
    return false;
  }

  @Override
  void checkArguments() {
    if (request().isBlank()) {
      throw new UpbeatException(
          "request-empty",
          false,
          "The request is empty.",
          "Give some words: ./upbeat say-to \"what is the capital of peru\"");
    }
  }

  @Override
  FinishedTurn takeTurn(TurnRunner runner, Optional<Path> answer) throws InterruptedException {
    return runner.say(request(), answer);
  }

  private String request() {
    return String.join(" ", words).strip();
  }
}
