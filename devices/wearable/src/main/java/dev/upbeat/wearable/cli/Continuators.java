package dev.upbeat.wearable.cli;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.wearable.continuator.ContinuatorAddress;
import dev.upbeat.wearable.server.Announcement;
import dev.upbeat.wearable.server.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The continuator a command uses: the one somebody has set, or one of its own for as long as it
 * runs.
 */
final class Continuators implements AutoCloseable {
  private final @Nullable ServerProcess own;
  private final Optional<ContinuatorAddress> given;

  private Continuators(@Nullable ServerProcess own, Optional<ContinuatorAddress> given) {
    this.own = own;
    this.given = given;
  }

  /** Starts an own server if none was given; returns before it is ready. */
  static Continuators of(Optional<ContinuatorAddress> given, CommandContext context) {
    if (given.isPresent()) {
      return new Continuators(null, given);
    }
    Path log = context.logs().resolve("server.log");
    return new Continuators(
        ServerProcess.start(context.distribution().launcher(), log, 0, List.of()), given);
  }

  /**
   * Waits until the own server is ready and says which it is.
   *
   * @throws UpbeatException {@code server-not-started}, or {@code interrupted} with the thread's
   *     flag set
   */
  ContinuatorAddress await(CommandContext context) {
    if (own == null) {
      ContinuatorAddress address = given.orElseThrow();
      context.err().println("continuator: " + address);
      context.err().flush();
      return address;
    }
    Announcement announcement;
    try {
      announcement = own.awaitReady();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UpbeatException(
          "interrupted", true, "Interrupted while the server started.", "Start again.", e);
    }
    context
        .err()
        .println("continuator: own server at " + announcement.url() + ", " + announcement.model());
    context.err().flush();
    return ContinuatorAddress.parse(announcement.url(), Optional.empty());
  }

  /** The own server's process id, if there is one. */
  Optional<Long> serverPid() {
    return own == null ? Optional.empty() : Optional.of(own.handle().pid());
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
