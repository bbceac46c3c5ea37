package dev.upbeat.plugins.host;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.plugins.host.PluginStatus.Origin;
import dev.upbeat.plugins.host.PluginStatus.State;
import dev.upbeat.plugins.host.UnpackedPlugins.Unpacked;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A zip that could be used: safe, unpacked and made for this version of the SPI. */
record Candidate(Path zip, Origin origin, Unpacked unpacked) {
  /** The best first: the newest, and of equals the user's own. */
  static final Comparator<Candidate> BEST_FIRST =
      Comparator.<Candidate, String>comparing(
              candidate -> candidate.details().version(), PluginDescriptors::compareVersions)
          .thenComparing(Candidate::origin)
          .reversed();

  PluginDetails details() {
    return unpacked.details();
  }

  String id() {
    return details().id();
  }

  PluginStatus started(List<String> extensions) {
    return status(State.STARTED, Optional.empty(), extensions);
  }

  PluginStatus not(State state, UpbeatException problem) {
    return status(state, Optional.of(problem), List.of());
  }

  private PluginStatus status(
      State state, Optional<UpbeatException> problem, List<String> extensions) {
    return new PluginStatus(
        zip, origin, state, Optional.of(details()), unpacked.sha256(), problem, extensions);
  }
}
