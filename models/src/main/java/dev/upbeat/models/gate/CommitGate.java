package dev.upbeat.models.gate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.dialogue.Commitment;
import dev.upbeat.models.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Decides whether a draft is spoken, or a beginning of it: a logistic regression over {@link
 * GateFeatures}, fitted by models/training, its coefficients in the model's {@code gate.json}:
 *
 * <pre>{"features": [names], "mean": [..], "scale": [..], "weights": [..], "bias": b,
 *  "speakAt": p, "prefixSpeakAt": r, "silentBelow": q, "completeness": {"weight": w, "bias": c}}
 * </pre>
 *
 * <p>The probability of "good" is {@code 1 / (1 + exp(-(bias + Σ weight × (feature - mean) /
 * scale)))}. {@code prefixSpeakAt} is what a beginning needs; without it only whole drafts are
 * spoken. {@code completeness} turns the logarithm of the odds that a request ends into the
 * probability that it is complete; without it the odds stand. Immutable, thread-safe.
 */
public final class CommitGate {
  private final int[] indices;
  private final double[] means;
  private final double[] scales;
  private final double[] weights;
  private final double bias;
  private final double speakAt;
  private final double silentBelow;
  private final double prefixSpeakAt;
  private final double completenessWeight;
  private final double completenessBias;

  private CommitGate(Path file, JsonNode json) {
    JsonNode names = json.path("features");
    int count = names.size();
    indices = new int[count];
    for (int i = 0; i < count; i++) {
      indices[i] = GateFeatures.NAMES.indexOf(names.path(i).asText());
      check(file, indices[i] >= 0, "feature '" + names.path(i).asText() + "' is unknown");
    }
    means = numbers(file, json, "mean", count);
    scales = numbers(file, json, "scale", count);
    weights = numbers(file, json, "weights", count);
    bias = number(file, json, "bias");
    speakAt = number(file, json, "speakAt");
    silentBelow = number(file, json, "silentBelow");
    prefixSpeakAt = json.has("prefixSpeakAt") ? number(file, json, "prefixSpeakAt") : 2;
    JsonNode completeness = json.path("completeness");
    completenessWeight = completeness.isMissingNode() ? 1 : number(file, completeness, "weight");
    completenessBias = completeness.isMissingNode() ? 0 : number(file, completeness, "bias");
    for (double scale : scales) {
      check(file, scale > 0, "a scale is " + scale);
    }
  }

  /**
   * Reads a model's {@code gate.json}, or the cautious gate that comes with this module if the
   * model has none.
   *
   * @throws UpbeatException {@code gate-invalid}
   */
  public static CommitGate read(Path folder) {
    Path file = folder.resolve("gate.json");
    try {
      if (Files.exists(file)) {
        return new CommitGate(file, Json.read(file));
      }
      Path builtIn = Path.of("default-gate.json");
      return new CommitGate(
          builtIn,
          Json.read(String.join("\n", dev.upbeat.models.text.Words.lines("default-gate.json"))));
    } catch (IOException e) {
      throw invalid(file, "it is not readable JSON", e);
    }
  }

  /** The probability that a draft with these features is a good opener. */
  public double probability(double[] features) {
    double sum = bias;
    for (int i = 0; i < indices.length; i++) {
      sum += weights[i] * (features[indices[i]] - means[i]) / scales[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }

  /** What to do with a draft of this probability. */
  public Commitment decide(double probability) {
    if (probability >= speakAt) {
      return Commitment.SPEAK;
    }
    return probability < silentBelow ? Commitment.SILENT : Commitment.NEUTRAL;
  }

  /** Whether a beginning of a draft, of this probability, is spoken without the rest. */
  public boolean speaksPrefix(double probability) {
    return probability >= prefixSpeakAt;
  }

  /**
   * How probable it is that a request is complete, 0 to 1.
   *
   * @param endOfRequest log-probability, as the model sees it, that it ends where it ended
   */
  public double completeness(double endOfRequest) {
    double log = Math.min(-1e-9, endOfRequest);
    double odds = log - Math.log(-Math.expm1(log));
    return 1 / (1 + Math.exp(-(completenessBias + completenessWeight * odds)));
  }

  /** The probability from which on a draft is spoken. */
  public double speakAt() {
    return speakAt;
  }

  private static double[] numbers(Path file, JsonNode json, String key, int count) {
    JsonNode array = json.path(key);
    check(file, array.size() == count, key + " has " + array.size() + " entries, not " + count);
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = array.path(i).asDouble(Double.NaN);
      check(file, Double.isFinite(numbers[i]), key + " holds no number at " + i);
    }
    return numbers;
  }

  private static double number(Path file, JsonNode json, String key) {
    double number = json.path(key).asDouble(Double.NaN);
    check(file, Double.isFinite(number), key + " is no number");
    return number;
  }

  private static void check(Path file, boolean holds, String what) {
    if (!holds) {
      throw invalid(file, what, null);
    }
  }

  private static UpbeatException invalid(
      Path file, String what, @org.jspecify.annotations.Nullable Throwable cause) {
    return new UpbeatException(
        "gate-invalid",
        false,
        "Cannot use " + file + ": " + what + ".",
        "Fit the gate again with models/training, or pull the model again.",
        cause);
  }
}
