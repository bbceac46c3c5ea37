package dev.upbeat.models.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Writes checkpoints of any shape with random weights and the official names: how fast a shape runs
 * and whether it is exported rightly can be known before anybody trains it.
 */
public final class RandomCheckpoint {
  /** Standard deviation that the family's training starts from. */
  private static final double INITIAL = 0.02;

  private RandomCheckpoint() {}

  /**
   * The published shape of a hidden size and number of layers: 8 heads, 2 key/value heads, 12,288
   * tokens.
   */
  public static SwenConfig shape(int hiddenSize, int layers, boolean tiedHead) {
    int intermediate = (hiddenSize * 8 / 3 + 63) / 64 * 64;
    return new SwenConfig(
        hiddenSize,
        layers,
        8,
        2,
        hiddenSize / 8,
        intermediate,
        12_288,
        512,
        1e6,
        1e-5,
        tiedHead,
        2);
  }

  /**
   * Writes {@code config.json} and {@code model.safetensors}.
   *
   * @param type F32, F16 or BF16
   */
  public static void write(Path folder, SwenConfig config, String type, long seed)
      throws IOException {
    Files.createDirectories(folder);
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(folder.resolve("config.json").toFile(), json(config));
    Map<String, int[]> shapes = shapes(config);
    TensorType tensorType = TensorType.valueOf(type);
    ObjectNode header = new ObjectMapper().createObjectNode();
    long offset = 0;
    for (Map.Entry<String, int[]> tensor : shapes.entrySet()) {
      long bytes = tensorType.bytes();
      ObjectNode entry = header.putObject(tensor.getKey()).put("dtype", type);
      for (int dimension : tensor.getValue()) {
        entry.withArray("shape").add(dimension);
        bytes *= dimension;
      }
      entry.withArray("data_offsets").add(offset).add(offset + bytes);
      offset += bytes;
    }
    byte[] headerBytes = header.toString().getBytes(StandardCharsets.UTF_8);
    Random random = new Random(seed);
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(folder.resolve("model.safetensors"))))) {
      out.writeLong(Long.reverseBytes(headerBytes.length));
      out.write(headerBytes);
      for (Map.Entry<String, int[]> tensor : shapes.entrySet()) {
        out.write(numbers(tensor.getValue(), tensorType, random));
      }
    }
  }

  private static byte[] numbers(int[] shape, TensorType type, Random random) {
    boolean norm = shape.length == 1;
    int count = norm ? shape[0] : shape[0] * shape[1];
    ByteBuffer bytes = ByteBuffer.allocate(count * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      type.write(bytes, (float) ((norm ? 1 : 0) + INITIAL * random.nextGaussian()));
    }
    return bytes.array();
  }

  private static Map<String, int[]> shapes(SwenConfig config) {
    int hidden = config.hiddenSize();
    int queries = config.heads() * config.headSize();
    int keys = config.keyValueHeads() * config.headSize();
    Map<String, int[]> shapes = new LinkedHashMap<>();
    shapes.put("model.embed_tokens.weight", new int[] {config.vocabularySize(), hidden});
    for (int layer = 0; layer < config.layers(); layer++) {
      String prefix = "model.layers." + layer + ".";
      shapes.put(prefix + "input_layernorm.weight", new int[] {hidden});
      shapes.put(prefix + "post_attention_layernorm.weight", new int[] {hidden});
      shapes.put(prefix + "self_attn.q_proj.weight", new int[] {queries, hidden});
      shapes.put(prefix + "self_attn.k_proj.weight", new int[] {keys, hidden});
      shapes.put(prefix + "self_attn.v_proj.weight", new int[] {keys, hidden});
      shapes.put(prefix + "self_attn.o_proj.weight", new int[] {hidden, queries});
      shapes.put(prefix + "mlp.gate_proj.weight", new int[] {config.intermediateSize(), hidden});
      shapes.put(prefix + "mlp.up_proj.weight", new int[] {config.intermediateSize(), hidden});
      shapes.put(prefix + "mlp.down_proj.weight", new int[] {hidden, config.intermediateSize()});
    }
    shapes.put("model.norm.weight", new int[] {hidden});
    if (!config.tiedHead()) {
      shapes.put("lm_head.weight", new int[] {config.vocabularySize(), hidden});
    }
    return shapes;
  }

  private static ObjectNode json(SwenConfig config) {
    return new ObjectMapper()
        .createObjectNode()
        .put("model_type", "swen")
        .put("hidden_size", config.hiddenSize())
        .put("num_hidden_layers", config.layers())
        .put("num_attention_heads", config.heads())
        .put("num_key_value_heads", config.keyValueHeads())
        .put("intermediate_size", config.intermediateSize())
        .put("vocab_size", config.vocabularySize())
        .put("max_position_embeddings", config.maxPositions())
        .put("rope_theta", config.ropeTheta())
        .put("rms_norm_eps", config.normEpsilon())
        .put("hidden_act", "silu")
        .put("tie_word_embeddings", config.tiedHead())
        .put("eos_token_id", config.endTokenId());
  }
}
