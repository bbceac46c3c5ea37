package dev.upbeat.models.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The decoder written out in plain loops, straight from the architecture's description and knowing
 * nothing of ONNX: what the exported graphs are held against where no golden file exists.
 */
final class ReferenceDecoder {
  private final SwenConfig config;
  private final SafetensorsFile weights;
  private final List<List<float[]>> keys = new ArrayList<>();
  private final List<List<float[]>> values = new ArrayList<>();

  ReferenceDecoder(Path folder) {
    config = SwenConfig.read(folder.resolve("config.json"));
    weights = SafetensorsFile.open(folder.resolve("model.safetensors"));
    for (int layer = 0; layer < config.layers(); layer++) {
      keys.add(new ArrayList<>());
      values.add(new ArrayList<>());
    }
  }

  /** The logits after these tokens, from an empty cache. */
  float[] logits(int[] tokens) {
    keys.forEach(List::clear);
    values.forEach(List::clear);
    float[][] states = new float[tokens.length][];
    float[] embedding =
        weights.read("model.embed_tokens.weight", config.vocabularySize(), config.hiddenSize());
    for (int i = 0; i < tokens.length; i++) {
      states[i] = new float[config.hiddenSize()];
      System.arraycopy(
          embedding, tokens[i] * config.hiddenSize(), states[i], 0, config.hiddenSize());
    }
    for (int layer = 0; layer < config.layers(); layer++) {
      layer(layer, states);
    }
    float[] last =
        normalize(
            states[tokens.length - 1], weights.read("model.norm.weight", config.hiddenSize()));
    float[] head =
        config.tiedHead()
            ? embedding
            : weights.read("lm_head.weight", config.vocabularySize(), config.hiddenSize());
    return multiply(head, config.vocabularySize(), last);
  }

  private void layer(int layer, float[][] states) {
    String prefix = "model.layers." + layer + ".";
    int hidden = config.hiddenSize();
    int querySize = config.heads() * config.headSize();
    int keySize = config.keyValueHeads() * config.headSize();
    float[] attentionNorm = weights.read(prefix + "input_layernorm.weight", hidden);
    float[] feedForwardNorm = weights.read(prefix + "post_attention_layernorm.weight", hidden);
    float[] q = weights.read(prefix + "self_attn.q_proj.weight", querySize, hidden);
    float[] k = weights.read(prefix + "self_attn.k_proj.weight", keySize, hidden);
    float[] v = weights.read(prefix + "self_attn.v_proj.weight", keySize, hidden);
    float[] o = weights.read(prefix + "self_attn.o_proj.weight", hidden, querySize);
    int inner = config.intermediateSize();
    float[] gate = weights.read(prefix + "mlp.gate_proj.weight", inner, hidden);
    float[] up = weights.read(prefix + "mlp.up_proj.weight", inner, hidden);
    float[] down = weights.read(prefix + "mlp.down_proj.weight", hidden, inner);
    for (int position = 0; position < states.length; position++) {
      float[] normalized = normalize(states[position], attentionNorm);
      float[] query = multiply(q, querySize, normalized);
      float[] key = multiply(k, keySize, normalized);
      rotate(query, position);
      rotate(key, position);
      keys.get(layer).add(key);
      values.get(layer).add(multiply(v, keySize, normalized));
      add(states[position], multiply(o, hidden, attend(layer, query)));
      float[] fed = normalize(states[position], feedForwardNorm);
      float[] gated = multiply(gate, inner, fed);
      float[] product = multiply(up, inner, fed);
      for (int i = 0; i < inner; i++) {
        product[i] *= gated[i] / (1 + (float) Math.exp(-gated[i]));
      }
      add(states[position], multiply(down, hidden, product));
    }
  }

  private float[] attend(int layer, float[] query) {
    int size = config.headSize();
    float[] attended = new float[query.length];
    for (int head = 0; head < config.heads(); head++) {
      int shared = head / (config.heads() / config.keyValueHeads());
      double[] scores = new double[keys.get(layer).size()];
      double greatest = Double.NEGATIVE_INFINITY;
      for (int position = 0; position < scores.length; position++) {
        for (int i = 0; i < size; i++) {
          scores[position] +=
              query[head * size + i] * keys.get(layer).get(position)[shared * size + i];
        }
        scores[position] /= Math.sqrt(size);
        greatest = Math.max(greatest, scores[position]);
      }
      double total = 0;
      for (int position = 0; position < scores.length; position++) {
        scores[position] = Math.exp(scores[position] - greatest);
        total += scores[position];
      }
      for (int position = 0; position < scores.length; position++) {
        for (int i = 0; i < size; i++) {
          attended[head * size + i] +=
              (float)
                  (scores[position] / total * values.get(layer).get(position)[shared * size + i]);
        }
      }
    }
    return attended;
  }

  private void rotate(float[] heads, int position) {
    int size = config.headSize();
    for (int head = 0; head < heads.length; head += size) {
      for (int i = 0; i < size / 2; i++) {
        double angle = position / Math.pow(config.ropeTheta(), 2.0 * i / size);
        float first = heads[head + i];
        float second = heads[head + i + size / 2];
        heads[head + i] = (float) (first * Math.cos(angle) - second * Math.sin(angle));
        heads[head + i + size / 2] = (float) (second * Math.cos(angle) + first * Math.sin(angle));
      }
    }
  }

  private float[] normalize(float[] state, float[] norm) {
    double squares = 0;
    for (float value : state) {
      squares += value * value;
    }
    double factor = 1 / Math.sqrt(squares / state.length + config.normEpsilon());
    float[] normalized = new float[state.length];
    for (int i = 0; i < state.length; i++) {
      normalized[i] = (float) (state[i] * factor * norm[i]);
    }
    return normalized;
  }

  private static float[] multiply(float[] matrix, int rows, float[] vector) {
    float[] result = new float[rows];
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int i = 0; i < vector.length; i++) {
        sum += matrix[row * vector.length + i] * vector[i];
      }
      result[row] = (float) sum;
    }
    return result;
  }

  private static void add(float[] state, float[] difference) {
    for (int i = 0; i < state.length; i++) {
      state[i] += difference[i];
    }
  }
}
