package dev.upbeat.models;

import dev.upbeat.models.decode.DecodingOptions;
import dev.upbeat.models.export.WeightForm;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an opener model is run.
 *
 * @param form of the weights; null for the one that was the faster on this machine when the model
 *     was converted
 * @param decoding how words are chosen
 */
public record OpenerOptions(@Nullable WeightForm form, DecodingOptions decoding) {
  public OpenerOptions {
    Objects.requireNonNull(decoding, "decoding");
  }

  /** The faster form, greedy. */
  public static OpenerOptions defaults() {
    return new OpenerOptions(null, DecodingOptions.greedy());
  }
}
