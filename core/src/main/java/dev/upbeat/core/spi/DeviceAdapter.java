package dev.upbeat.core.spi;

import dev.upbeat.core.time.Ticker;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.pf4j.ExtensionPoint;

/** Connects Upbeat to something that hears and speaks. Used by the program on the board. */
public interface DeviceAdapter extends ExtensionPoint {
  /** Its stable name in kebab case, such as {@code sound-card}. */
  String id();

  /** One sentence for a list that a person reads, the options' names included. */
  String description();

  /**
   * Opens the device. Blocks for as long as that takes; the caller closes the session.
   *
   * @throws dev.upbeat.core.UpbeatException {@code device-*} if it can't be opened or an option is
   *     unknown or unusable
   */
  DeviceSession open(Settings settings);

  /**
   * What this machine offers as values of the options, such as the sound cards present: for a list
   * that a person reads. May block for a second; never throws, and is empty where there is nothing
   * to choose from.
   */
  default List<Choice> choices() {
    return List.of();
  }

  /**
   * A value that an option can take here.
   *
   * @param option its name, such as {@code input-device}
   * @param value what to write behind it
   * @param description for people
   */
  record Choice(String option, String value, String description) {}

  /**
   * How to open it.
   *
   * @param options the adapter's own options, such as {@code input=question.wav}
   * @param ticker the clock by which audio is delivered and played
   */
  record Settings(Map<String, String> options, Ticker ticker) {
    public Settings {
      options = Map.copyOf(options);
      Objects.requireNonNull(ticker, "ticker");
    }
  }
}
