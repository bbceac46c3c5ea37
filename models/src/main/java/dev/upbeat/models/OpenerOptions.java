package dev.upbeat.models;

import dev.upbeat.models.decode.DecodingOptions;
import dev.upbeat.models.export.WeightForm;
import java.util.Objects;

/**
 * How an opener model is run.
 *
 * @param form of the weights
 * @param decoding how words are chosen
 */
public record OpenerOptions(WeightForm form, DecodingOptions decoding) {
  public OpenerOptions {
    Objects.requireNonNull(form, "form");
    Objects.requireNonNull(decoding, "decoding");
  }

  /** The fastest form that agrees with the checkpoint, greedy. */
  public static OpenerOptions defaults() {
    return new OpenerOptions(WeightForm.INT8, DecodingOptions.greedy());
  }
}
