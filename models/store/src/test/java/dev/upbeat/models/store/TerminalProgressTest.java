package dev.upbeat.models.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong clock = new AtomicLong();

  @Test
  void drawsABarOnATerminal() {
    TerminalProgress progress = progress(true, 120);

    progress.on(new ProgressEvent.Started("m.gguf", "https://h.test/m", 0, 100_000_000));
    pass(1000);
    progress.on(new ProgressEvent.Advanced(25_000_000, 100_000_000));

    assertThat(output())
        .endsWith("\rm.gguf [######------------------]  25 % 25.0 MB, 25.0 MB/s, 3 s left");
  }

  @Test
  void clearsTheBarBeforeALine() {
    TerminalProgress progress = progress(true, 120);
    progress.on(new ProgressEvent.Started("m", "s", 0, 100));
    pass(1000);
    progress.on(new ProgressEvent.Advanced(50, 100));

    progress.on(new ProgressEvent.Received(100));

    assertThat(output()).endsWith(" \rm: 100 B in 1.0 s (100 B/s)" + System.lineSeparator());
  }

  @Test
  void neverWrapsTheBar() {
    TerminalProgress progress = progress(true, 30);
    progress.on(new ProgressEvent.Started("a-long-name-of-a-file.gguf", "s", 0, 100));
    pass(1000);
    progress.on(new ProgressEvent.Advanced(50, 100));

    assertThat(output().substring(output().lastIndexOf('\r') + 1)).hasSize(29);
  }

  @Test
  void writesALineNowAndThenElsewhere() {
    TerminalProgress progress = progress(false, 80);
    progress.on(new ProgressEvent.Started("m", "s", 10_000_000, 110_000_000));
    for (int second = 1; second <= 11; second++) {
      pass(1000);
      progress.on(new ProgressEvent.Advanced(10_000_000 + second * 1_000_000L, 110_000_000));
    }
    progress.on(new ProgressEvent.Warning("look out"));

    assertThat(output().lines())
        .containsExactly(
            "m from s, 110.0 MB, going on at 10.0 MB",
            "m  14 % 15.0 MB, 1.0 MB/s, 1:35 min left",
            "m  18 % 20.0 MB, 1.0 MB/s, 1:30 min left",
            "WARNING: look out");
  }

  @Test
  void doesWithoutATotal() {
    TerminalProgress progress = progress(true, 80);
    progress.on(new ProgressEvent.Started("m", "s", 0, 0));
    pass(1000);
    progress.on(new ProgressEvent.Advanced(1500, 0));

    assertThat(output()).endsWith("\rm 1.5 kB, 1.5 kB/s");
  }

  private TerminalProgress progress(boolean terminal, int columns) {
    return new TerminalProgress(
        new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, columns, clock::get);
  }

  private void pass(long millis) {
    clock.addAndGet(millis * 1_000_000);
  }

  private String output() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
