package dev.upbeat.core.turn;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * When each stage of one turn happened, on one monotonic clock. The first mark of a stage counts.
 * Thread-safe.
 */
public final class Timeline {
  private final Map<Stage, Long> marks = new EnumMap<>(Stage.class);

  /** Notes that a stage happened; later marks of the same stage are ignored. */
  public synchronized void mark(Stage stage, long nanos) {
    marks.putIfAbsent(stage, nanos);
  }

  /** Takes back what was to happen behind a moment, and didn't, as the turn was stopped then. */
  synchronized void endAt(long nanos) {
    marks.values().removeIf(mark -> mark - nanos > 0);
  }

  /** When the stage happened, in ns on the turn's ticker. */
  public synchronized OptionalLong nanos(Stage stage) {
    Long nanos = marks.get(stage);
    return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
  }

  /** Milliseconds from the end of speech to the stage; empty if either did not happen. */
  public OptionalDouble millis(Stage stage) {
    return millisBetween(Stage.END_OF_SPEECH, stage);
  }

  /** Milliseconds from one stage to another; empty if either did not happen. */
  public synchronized OptionalDouble millisBetween(Stage from, Stage to) {
    Long start = marks.get(from);
    Long end = marks.get(to);
    return start == null || end == null
        ? OptionalDouble.empty()
        : OptionalDouble.of((end - start) / 1e6);
  }

  @Override
  public synchronized String toString() {
    return "Timeline" + marks;
  }
}
