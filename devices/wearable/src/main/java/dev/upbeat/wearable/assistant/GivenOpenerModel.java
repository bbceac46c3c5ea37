package dev.upbeat.wearable.assistant;

import dev.upbeat.core.dialogue.Exchange;
import dev.upbeat.core.dialogue.Opener;
import dev.upbeat.core.spi.OpenerModel;
import dev.upbeat.core.spi.OpenerSession;
import java.util.List;

/**
 * Always opens with the words a person gave: to hear how a correction method repairs a wrong
 * opener.
 */
final class GivenOpenerModel implements OpenerModel {
  private final Opener opener;

  GivenOpenerModel(String text) {
    this.opener = Opener.given(text);
  }

  @Override
  public String id() {
    return "given";
  }

  @Override
  public OpenerSession start(List<Exchange> dialogue) {
    return new OpenerSession() {
      @Override
      public void hear(String request) {}

      @Override
      public Opener open() {
        return opener;
      }

      @Override
      public void abort() {}

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {}
}
