package dev.upbeat.models.cli;

import dev.upbeat.models.OnnxOpenerModel;
import dev.upbeat.models.OpenerOptions;
import dev.upbeat.models.decode.DecodingOptions;
import dev.upbeat.models.export.DerivedModels;
import dev.upbeat.models.export.WeightForm;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that runs one opener model. */
final class ModelOptions {
  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "The opener model (default: the best installed).")
  private @Nullable String model;

  @Option(
      names = "--form",
      description =
          "Form of the weights: ${COMPLETION-CANDIDATES} (default: the faster one here, measured"
              + " when the model was converted).")
  private @Nullable WeightForm form;

  @Option(names = "--temperature", description = "0 for greedy decoding (default).")
  private double temperature;

  @Option(
      names = "--top-p",
      description = "Draw from the best tokens of this total probability (default: 1).")
  private double topP = 1;

  @Option(
      names = "--top-k",
      description = "Draw from this many tokens at most (default: 0, no limit).")
  private int topK;

  @Option(names = "--seed", description = "Seed of the draws (default: 0).")
  private long seed;

  OnnxOpenerModel open(InstalledOpeners openers) {
    String id = model == null ? openers.preferred() : model;
    DecodingOptions greedy = DecodingOptions.greedy();
    DecodingOptions decoding =
        new DecodingOptions(temperature, topP, topK, seed, greedy.maxWords(), greedy.minWords());
    return OnnxOpenerModel.open(
        openers.folder(id),
        new DerivedModels(openers.derived()),
        new OpenerOptions(form, decoding));
  }
}
