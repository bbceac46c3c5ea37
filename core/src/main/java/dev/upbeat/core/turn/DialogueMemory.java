package dev.upbeat.core.turn;

import dev.upbeat.core.dialogue.Exchange;
import java.util.ArrayList;
import java.util.List;

/** The last turns of a conversation, however they ended. Thread-safe. */
final class DialogueMemory {
  /** Many language models refuse a turn in which nothing was said. */
  private static final String SAID_NOTHING = "…";

  private final int most;
  private final List<Exchange> turns = new ArrayList<>();

  /**
   * @param most how many turns are kept
   */
  DialogueMemory(int most) {
    this.most = most;
  }

  /** Keeps a turn; who asks on refers to what was asked and to what was heard. */
  synchronized void add(String request, String answer) {
    turns.add(new Exchange(request, answer.strip()));
    while (turns.size() > most) {
      turns.remove(0);
    }
  }

  /** The turns as they were, oldest first. */
  synchronized List<Exchange> turns() {
    return List.copyOf(turns);
  }

  /** The turns as the continuator gets them. */
  List<Exchange> told() {
    return turns().stream()
        .map(turn -> turn.answer().isEmpty() ? new Exchange(turn.request(), SAID_NOTHING) : turn)
        .toList();
  }
}
