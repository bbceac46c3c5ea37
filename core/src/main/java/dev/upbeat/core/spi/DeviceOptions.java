package dev.upbeat.core.spi;

import dev.upbeat.core.UpbeatException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads a device adapter's options strictly, so that a misspelt one is told rather than ignored.
 * Blank values count as absent. Immutable.
 */
public final class DeviceOptions {
  private final String adapterId;
  private final Map<String, String> options;

  /**
   * @param adapterId for messages
   * @param options as given by the user
   * @param known every option the adapter has
   * @throws UpbeatException {@code device-option-unknown}
   */
  public DeviceOptions(String adapterId, Map<String, String> options, List<String> known) {
    this.adapterId = adapterId;
    this.options = Map.copyOf(options);
    for (String name : options.keySet()) {
      if (!known.contains(name)) {
        throw new UpbeatException(
            "device-option-unknown",
            false,
            "The device '" + adapterId + "' has no option '" + name + "'.",
            "Use one of: " + String.join(", ", known) + ".");
      }
    }
  }

  /** The value, trimmed; empty if absent or blank. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(options.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /**
   * A whole number within bounds (both inclusive).
   *
   * @throws UpbeatException {@code device-option-invalid}
   */
  public int integer(String name, int defaultValue, int min, int max) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return defaultValue;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // Told below, with the same words.
    }
    throw invalid(name, text.get(), "Give a whole number from " + min + " to " + max + ".");
  }

  /**
   * One of an enum's constants, written in kebab case.
   *
   * @throws UpbeatException {@code device-option-invalid}
   */
  public <E extends Enum<E>> E choice(String name, E defaultValue) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return defaultValue;
    }
    E[] constants = defaultValue.getDeclaringClass().getEnumConstants();
    for (E constant : constants) {
      if (kebab(constant).equals(text.get())) {
        return constant;
      }
    }
    String choices =
        Arrays.stream(constants).map(DeviceOptions::kebab).collect(Collectors.joining(", "));
    throw invalid(name, text.get(), "Use one of: " + choices + ".");
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String name, boolean defaultValue) {
    return switch (text(name).orElse(String.valueOf(defaultValue))) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(name, options.getOrDefault(name, ""), "Use true or false.");
    };
  }

  /** The error for a value that can't be used. */
  public UpbeatException invalid(String name, String value, String remedy) {
    return new UpbeatException(
        "device-option-invalid",
        false,
        "The device '" + adapterId + "' can't use " + name + "=" + value + ".",
        remedy);
  }

  private static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
