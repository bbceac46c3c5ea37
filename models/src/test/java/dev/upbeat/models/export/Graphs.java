package dev.upbeat.models.export;

import dev.upbeat.models.runtime.DecoderGraph;
import dev.upbeat.models.runtime.DecoderState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the parity tests do with a graph. */
final class Graphs {
  private Graphs() {}

  static DecoderGraph export(Path checkpoint, WeightForm form, Path folder) {
    Path file = folder.resolve(form.id() + ".onnx");
    OpenerExporter.export(checkpoint, form, file);
    return DecoderGraph.load(file, SwenConfig.read(checkpoint.resolve("config.json")));
  }

  /** The greedy continuation, without the end token. */
  static List<Integer> greedy(DecoderState state, int[] prompt, int limit, int endToken) {
    List<Integer> tokens = new ArrayList<>();
    state.rollBack(0);
    state.prefill(prompt);
    for (int token = best(state.logits()); tokens.size() < limit && token != endToken; ) {
      tokens.add(token);
      state.append(token);
      token = best(state.logits());
    }
    return tokens;
  }

  static int best(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  /** From the least to the greatest. */
  static double spread(float[] logits) {
    double least = Double.MAX_VALUE;
    double greatest = -Double.MAX_VALUE;
    for (float logit : logits) {
      least = Math.min(least, logit);
      greatest = Math.max(greatest, logit);
    }
    return greatest - least;
  }

  static double greatestDifference(float[] one, float[] other) {
    double greatest = 0;
    for (int i = 0; i < one.length; i++) {
      greatest = Math.max(greatest, Math.abs(one[i] - other[i]));
    }
    return greatest;
  }
}
