package dev.upbeat.models.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.models.text.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a checkpoint of the Swen family, read from {@code config.json} (the keys of the
 * published checkpoints).
 *
 * @param hiddenSize width of the residual stream
 * @param layers number of decoder layers
 * @param heads number of query heads
 * @param keyValueHeads number of key and value heads; divides {@code heads}
 * @param headSize width of one head
 * @param intermediateSize width of the gated feed-forward layer
 * @param vocabularySize rows of the embedding
 * @param maxPositions longest sequence, in tokens
 * @param ropeTheta base of the rotary embedding (half-split rotation, as in Llama)
 * @param normEpsilon of the root-mean-square norms
 * @param tiedHead whether the output layer shares the embedding's weights
 * @param endTokenId the token that ends an answer
 */
public record SwenConfig(
    int hiddenSize,
    int layers,
    int heads,
    int keyValueHeads,
    int headSize,
    int intermediateSize,
    int vocabularySize,
    int maxPositions,
    double ropeTheta,
    double normEpsilon,
    boolean tiedHead,
    int endTokenId) {

  /**
   * Reads and checks a config file.
   *
   * @throws UpbeatException {@code model-config-invalid} naming the key and its value
   */
  public static SwenConfig read(Path file) {
    JsonNode json;
    try {
      json = Json.read(file);
    } catch (IOException e) {
      throw invalid(file, "it is not readable JSON (" + e.getMessage() + ")", e);
    }
    if (json == null || !json.isObject()) {
      throw invalid(file, "it holds no JSON object", null);
    }
    Keys keys = new Keys(file, json);
    int hiddenSize = keys.positive("hidden_size", 0);
    int heads = keys.positive("num_attention_heads", 0);
    keys.check(
        hiddenSize % heads == 0 || json.has("head_dim"),
        "hidden_size " + hiddenSize + " is not a multiple of num_attention_heads " + heads);
    SwenConfig config =
        new SwenConfig(
            hiddenSize,
            keys.positive("num_hidden_layers", 0),
            heads,
            keys.positive("num_key_value_heads", heads),
            keys.positive("head_dim", hiddenSize / heads),
            keys.positive("intermediate_size", 0),
            keys.positive("vocab_size", 0),
            keys.positive("max_position_embeddings", 512),
            json.path("rope_theta").asDouble(1e6),
            json.path("rms_norm_eps").asDouble(1e-5),
            json.path("tie_word_embeddings").asBoolean(true),
            json.path("eos_token_id").asInt(2));
    keys.check(
        heads % config.keyValueHeads == 0,
        "num_attention_heads " + heads + " is not a multiple of " + config.keyValueHeads);
    // The contrib operator rotates two halves with vector instructions: 16 is its granule.
    keys.check(config.headSize % 16 == 0, "head size " + config.headSize + " is no multiple of 16");
    keys.check(
        config.hiddenSize % 16 == 0 && config.intermediateSize % 16 == 0,
        "hidden_size and intermediate_size must be multiples of 16");
    keys.check(config.ropeTheta > 1, "rope_theta " + config.ropeTheta + " is not above 1");
    keys.check(config.normEpsilon > 0, "rms_norm_eps " + config.normEpsilon + " is not positive");
    keys.check(
        config.endTokenId >= 0 && config.endTokenId < config.vocabularySize,
        "eos_token_id " + config.endTokenId + " is outside of the vocabulary");
    keys.check(
        config.maxPositions >= 64,
        "max_position_embeddings " + config.maxPositions + " leaves no room for a request (64)");
    String activation = json.path("hidden_act").asText("silu");
    keys.check(activation.equals("silu"), "hidden_act '" + activation + "' is not 'silu'");
    keys.check(
        json.path("attention_bias").isMissingNode() || !json.path("attention_bias").asBoolean(),
        "attention_bias is true, the family has none");
    keys.check(
        json.path("rope_scaling").isMissingNode() || json.path("rope_scaling").isNull(),
        "rope_scaling is set, the family has none");
    return config;
  }

  /** Width of the joined query, key and value projection. */
  public int joinedProjectionSize() {
    return (heads + 2 * keyValueHeads) * headSize;
  }

  /** Number of weights, the tied head counted once. */
  public long parameters() {
    long attention =
        (long) hiddenSize * joinedProjectionSize() + (long) heads * headSize * hiddenSize;
    long feedForward = 3L * hiddenSize * intermediateSize;
    long embedding = (long) vocabularySize * hiddenSize;
    return layers * (attention + feedForward + 2L * hiddenSize)
        + hiddenSize
        + (tiedHead ? embedding : 2 * embedding);
  }

  private static UpbeatException invalid(Path file, String what, @Nullable IOException cause) {
    return new UpbeatException(
        "model-config-invalid",
        false,
        "Cannot use " + file + ": " + what + ".",
        "Take the config.json that came with the checkpoint, or pull the model again.",
        cause);
  }

  private record Keys(Path file, JsonNode json) {
    int positive(String key, int fallback) {
      JsonNode value = json.path(key);
      int number = value.isMissingNode() || value.isNull() ? fallback : value.asInt(-1);
      if (number <= 0 || number >= 1 << 24) {
        // Only here: writing a node out loads a good part of the JSON library.
        throw invalid(file, key + " is " + (value.isMissingNode() ? "missing" : value), null);
      }
      return number;
    }

    void check(boolean holds, String what) {
      if (!holds) {
        throw invalid(file, what, null);
      }
    }
  }
}
