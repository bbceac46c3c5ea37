package dev.upbeat.wearable.config;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.speech.endpoint.EndpointSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes endpoint settings of what a person set, and refuses what can't work by the name of the
 * setting.
 */
public final class ListeningSettings {
  private static final int LEAST_PATIENCE_MS = 200;
  private static final int MOST_PATIENCE_MS = 5_000;
  private static final double SHORTEST_S = 2;
  private static final double LONGEST_S = 300;
  private static final double LEAST_DB = 6;
  private static final double MOST_DB = 40;

  private EndpointSettings settings = EndpointSettings.defaults();

  private ListeningSettings() {}

  /**
   * The settings; later values beat earlier ones.
   *
   * @param config what the file says
   * @param option what the command line says
   * @throws UpbeatException {@code setting-invalid}, with the value and what would do
   */
  public static EndpointSettings of(DeviceConfig.Turn config, DeviceConfig.Turn option) {
    ListeningSettings result = new ListeningSettings();
    result.take(config, "turn.patience-ms", "turn.longest-request-s", "turn.near-field-db");
    result.take(option, "--patience", "--longest-request", "--near-field");
    return result.settings;
  }

  private void take(
      DeviceConfig.Turn turn, String patienceName, String longestName, String nearFieldName) {
    if (turn.patienceMs() != null) {
      patience(patienceName, turn.patienceMs());
    }
    longest(longestName, turn.longestRequestSeconds());
    nearField(nearFieldName, turn.nearFieldDb());
  }

  private void patience(String name, List<Integer> values) {
    List<Integer> all = new ArrayList<>(values);
    boolean usable = !all.isEmpty() && all.size() <= 3;
    for (int i = 0; i < all.size(); i++) {
      Integer value = all.get(i);
      usable &=
          value != null
              && value >= (i == 0 ? LEAST_PATIENCE_MS : all.get(i - 1))
              && value <= MOST_PATIENCE_MS;
    }
    if (!usable) {
      throw invalid(
          name,
          values.toString(),
          "Give one to three numbers from "
              + LEAST_PATIENCE_MS
              + " to "
              + MOST_PATIENCE_MS
              + " ms, none smaller than the one before, such as 440,640,900: the silence after"
              + " words that sound finished, that could go on, that must go on.");
    }
    int finished = all.get(0);
    int undecided =
        all.size() > 1 ? all.get(1) : Math.max(finished, millis(settings.undecidedSilence()));
    int unfinished =
        all.size() > 2 ? all.get(2) : Math.max(undecided, millis(settings.unfinishedSilence()));
    settings =
        settings.withSilences(
            Duration.ofMillis(finished),
            Duration.ofMillis(undecided),
            Duration.ofMillis(unfinished));
  }

  private void longest(String name, @Nullable Double seconds) {
    if (seconds == null) {
      return;
    }
    if (!(seconds >= SHORTEST_S && seconds <= LONGEST_S)) {
      throw invalid(name, shown(seconds), "Give seconds, from 2 to 300.");
    }
    settings = settings.withMaximumUtterance(Duration.ofMillis(Math.round(seconds * 1_000)));
  }

  private void nearField(String name, @Nullable Double decibels) {
    if (decibels == null) {
      return;
    }
    if (!(decibels == 0 || (decibels >= LEAST_DB && decibels <= MOST_DB))) {
      throw invalid(
          name,
          shown(decibels),
          "Give decibels, from 6 (only voices nearly as loud as yours) to 40, or 0 to listen to"
              + " every voice.");
    }
    settings = settings.withNearField(decibels);
  }

  private static int millis(Duration duration) {
    return (int) duration.toMillis();
  }

  private static String shown(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.valueOf(Math.round(value))
        : String.format(Locale.ROOT, "%s", value);
  }

  private static UpbeatException invalid(String name, String value, String remedy) {
    return new UpbeatException("setting-invalid", false, name + " can't be " + value + ".", remedy);
  }
}
