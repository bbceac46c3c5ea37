package dev.upbeat.core.spi;

import dev.upbeat.core.dialogue.Exchange;
import java.util.List;
import org.pf4j.ExtensionPoint;

/**
 * A micro language model that writes the first words of an answer. Thread-safe: sessions are
 * independent of each other.
 */
public interface OpenerModel extends ExtensionPoint, AutoCloseable {
  /** The model's name in the catalogue. */
  String id();

  /**
   * Begins a turn; fast, holds little memory.
   *
   * @param dialogue the turns before, oldest first; a model not trained with context ignores it
   */
  OpenerSession start(List<Exchange> dialogue);

  /** Frees the model. Idempotent. Sessions must be closed before. */
  @Override
  void close();
}
