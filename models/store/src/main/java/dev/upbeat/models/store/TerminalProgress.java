package dev.upbeat.models.store;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Shows a pull on standard error: a bar that moves on a terminal, a plain line every few seconds
 * elsewhere. For one pull at a time, on one thread.
 */
public final class TerminalProgress implements ProgressListener {
  private static final long BAR_NANOS = 100_000_000L;
  private static final long LINE_NANOS = 5_000_000_000L;
  private static final int BAR_WIDTH = 24;

  private final PrintStream out;
  private final boolean terminal;
  private final int columns;
  private final LongSupplier nanoTime;
  private String file = "";
  private long startNanos;
  private long startBytes;
  private long shownNanos;
  private int shownLength;

  /**
   * Progress on a stream.
   *
   * @param terminal whether the stream can go back to the beginning of a line
   * @param columns the terminal's width
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public TerminalProgress(PrintStream out, boolean terminal, int columns, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.columns = columns;
    this.nanoTime = nanoTime;
  }

  /** Progress on standard error, as a bar if that is a terminal. */
  public static TerminalProgress standardError(Map<String, String> environment) {
    boolean terminal = isTerminal() && !"dumb".equals(environment.get("TERM"));
    int columns;
    try {
      columns = Integer.parseInt(environment.getOrDefault("COLUMNS", "80"));
    } catch (NumberFormatException e) {
      columns = 80;
    }
    return new TerminalProgress(System.err, terminal, columns, System::nanoTime);
  }

  private static boolean isTerminal() {
    try {
      // Linux: System.console() would tell about standard input and output instead.
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.startsWith("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  @Override
  public void on(ProgressEvent event) {
    if (event instanceof ProgressEvent.Started started) {
      file = started.file();
      startNanos = nanoTime.getAsLong();
      shownNanos = startNanos;
      startBytes = started.present();
      line(
          file
              + " from "
              + started.source()
              + (started.total() > 0 ? ", " + Sizes.text(started.total()) : "")
              + (started.present() > 0 ? ", going on at " + Sizes.text(started.present()) : ""));
    } else if (event instanceof ProgressEvent.Advanced advanced) {
      long now = nanoTime.getAsLong();
      if (now - shownNanos >= (terminal ? BAR_NANOS : LINE_NANOS)) {
        shownNanos = now;
        show(advanced.present(), advanced.total(), now);
      }
    } else if (event instanceof ProgressEvent.Received received) {
      long nanos = Math.max(1, nanoTime.getAsLong() - startNanos);
      line(
          String.format(
              Locale.ROOT,
              "%s: %s in %.1f s (%s/s)",
              file,
              Sizes.text(received.bytes()),
              nanos / 1e9,
              Sizes.text((long) ((received.bytes() - startBytes) * 1e9 / nanos))));
    } else if (event instanceof ProgressEvent.Step step) {
      line(step.what());
    } else if (event instanceof ProgressEvent.SourceFailed failed) {
      line("no luck with " + failed.source() + ": " + failed.reason() + "; trying on");
    } else if (event instanceof ProgressEvent.Warning warning) {
      line("WARNING: " + warning.text());
    }
  }

  private void show(long present, long total, long now) {
    double seconds = Math.max(1e-3, (now - startNanos) / 1e9);
    double rate = (present - startBytes) / seconds;
    StringBuilder text = new StringBuilder(file).append(' ');
    if (total > 0) {
      double done = Math.min(1, (double) present / total);
      if (terminal) {
        int filled = (int) Math.round(done * BAR_WIDTH);
        text.append('[').append("#".repeat(filled)).append("-".repeat(BAR_WIDTH - filled));
        text.append("] ");
      }
      text.append(String.format(Locale.ROOT, "%3.0f %% ", done * 100));
    }
    text.append(Sizes.text(present)).append(", ").append(Sizes.text((long) rate)).append("/s");
    if (total > present && rate > 0) {
      text.append(", ").append(duration((long) ((total - present) / rate))).append(" left");
    }
    if (terminal) {
      String shown = text.substring(0, Math.min(text.length(), Math.max(20, columns - 1)));
      out.print("\r" + shown + " ".repeat(Math.max(0, shownLength - shown.length())));
      out.flush();
      shownLength = shown.length();
    } else {
      out.println(text);
    }
  }

  private void line(String text) {
    if (terminal && shownLength > 0) {
      out.print("\r" + " ".repeat(shownLength) + "\r");
      shownLength = 0;
    }
    out.println(text);
    out.flush();
  }

  private static String duration(long seconds) {
    return seconds < 60
        ? seconds + " s"
        : String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
  }
}
