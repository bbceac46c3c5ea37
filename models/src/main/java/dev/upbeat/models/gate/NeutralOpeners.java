package dev.upbeat.models.gate;

import dev.upbeat.models.text.Words;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Openers that fit any request of a kind. Thread-safe; shared by the sessions of a model, so that a
 * listener never hears the same one twice in a row.
 */
public final class NeutralOpeners {
  private final Map<RequestKind, List<String>> texts = new EnumMap<>(RequestKind.class);
  private final Map<RequestKind, Integer> next = new EnumMap<>(RequestKind.class);
  private String last = "";

  /** Reads the openers that come with this module; {@code seed} decides where the round begins. */
  public NeutralOpeners(long seed) {
    for (String line : Words.lines("neutral-openers-en.txt")) {
      String[] columns = line.split("\t", 2);
      RequestKind kind = RequestKind.valueOf(columns[0].toUpperCase(Locale.ROOT));
      texts.computeIfAbsent(kind, key -> new ArrayList<>()).add(columns[1]);
    }
    texts.forEach((kind, list) -> next.put(kind, (int) Math.floorMod(seed, (long) list.size())));
  }

  /** The next opener of a kind, never the one given last. */
  public synchronized String next(RequestKind kind) {
    List<String> choices = texts.getOrDefault(kind, List.of());
    int index = next.getOrDefault(kind, 0);
    if (choices.get(index).equals(last)) {
      index = (index + 1) % choices.size();
    }
    next.put(kind, (index + 1) % choices.size());
    last = choices.get(index);
    return last;
  }

  /** All openers of a kind. */
  public List<String> all(RequestKind kind) {
    return List.copyOf(texts.getOrDefault(kind, List.of()));
  }
}
