package dev.upbeat.wearable.cli;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.wearable.report.FinishedTurn;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code upbeat say-to "words"}: a turn for each typed request, in one dialogue. */
@Command(
    name = "say-to",
    description = "Answers a typed request, or several in a row, each in quotes.",
    mixinStandardHelpOptions = true)
final class SayToCommand extends SingleTurnCommand {
  @Parameters(
      paramLabel = "WORDS",
      arity = "1..*",
      description =
          "The request. Several in quotes are turns of one dialogue: \"how big is the louvre\""
              + " \"and how far is it\".")
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
    if (requests().stream().allMatch(String::isBlank)) {
      throw new UpbeatException(
          "request-empty",
          false,
          "The request is empty.",
          "Give some words: ./upbeat say-to \"what is the capital of peru\"");
    }
  }

  @Override
  List<FinishedTurn> takeTurns(TurnRunner runner, Optional<Path> answer)
      throws InterruptedException {
    return runner.say(requests(), answer);
  }

  /** Arguments with blanks were in quotes, each a request; single words are one request. */
  private List<String> requests() {
    boolean quoted = words.stream().anyMatch(word -> word.strip().contains(" "));
    List<String> requests = quoted ? words : List.of(String.join(" ", words));
    return requests.stream().map(String::strip).filter(request -> !request.isEmpty()).toList();
  }
}
