package dev.upbeat.models.export;

import java.nio.file.Path;

/**
 * A checkpoint folder: its shape and its weights by their official names. Matrices are stored
 * output rows × input columns, as PyTorch's linear layers store them; each call reads and checks
 * them anew. Matrices are stored output rows × input columns, as PyTorch's linear layers store
 * them.
 */
final class Checkpoint {
  private static final String EMBEDDING = "model.embed_tokens.weight";
  private static final String HEAD = "lm_head.weight";

  private final SwenConfig config;
  private final SafetensorsFile weights;

  private Checkpoint(SwenConfig config, SafetensorsFile weights) {
    this.config = config;
    this.weights = weights;
  }

  /**
   * Opens {@code config.json} and {@code model.safetensors}; weights are checked as they are read.
   */
  static Checkpoint open(Path folder) {
    return new Checkpoint(
        SwenConfig.read(folder.resolve("config.json")),
        SafetensorsFile.open(folder.resolve("model.safetensors")));
  }

  SwenConfig config() {
    return config;
  }

  /** vocabulary × hidden. */
  float[] embedding() {
    return weights.read(EMBEDDING, config.vocabularySize(), config.hiddenSize());
  }

  /** vocabulary × hidden; the embedding itself if the head is tied. */
  float[] head() {
    // What a tied checkpoint may hold under the head's name is not looked at, as in PyTorch.
    return config.tiedHead()
        ? embedding()
        : weights.read(HEAD, config.vocabularySize(), config.hiddenSize());
  }

  float[] finalNorm() {
    return weights.read("model.norm.weight", config.hiddenSize());
  }

  float[] attentionNorm(int layer) {
    return weights.read(name(layer, "input_layernorm"), config.hiddenSize());
  }

  float[] feedForwardNorm(int layer) {
    return weights.read(name(layer, "post_attention_layernorm"), config.hiddenSize());
  }

  /** Query, key and value projections one below the other. */
  float[] joinedProjection(int layer) {
    int keyValueSize = config.keyValueHeads() * config.headSize();
    return join(
        matrix(layer, "self_attn.q_proj", config.heads() * config.headSize(), config.hiddenSize()),
        matrix(layer, "self_attn.k_proj", keyValueSize, config.hiddenSize()),
        matrix(layer, "self_attn.v_proj", keyValueSize, config.hiddenSize()));
  }

  float[] attentionOutput(int layer) {
    return matrix(
        layer, "self_attn.o_proj", config.hiddenSize(), config.heads() * config.headSize());
  }

  /** Gate and up projections one below the other. */
  float[] gateAndUp(int layer) {
    return join(
        matrix(layer, "mlp.gate_proj", config.intermediateSize(), config.hiddenSize()),
        matrix(layer, "mlp.up_proj", config.intermediateSize(), config.hiddenSize()));
  }

  float[] down(int layer) {
    return matrix(layer, "mlp.down_proj", config.hiddenSize(), config.intermediateSize());
  }

  private float[] matrix(int layer, String part, int rows, int columns) {
    return weights.read(name(layer, part), rows, columns);
  }

  private static String name(int layer, String part) {
    return "model.layers." + layer + "." + part + ".weight";
  }

  private static float[] join(float[]... parts) {
    int length = 0;
    for (float[] part : parts) {
      length += part.length;
    }
    float[] joined = new float[length];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }
}
