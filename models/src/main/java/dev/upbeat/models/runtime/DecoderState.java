package dev.upbeat.models.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.models.export.SwenConfig;
import dev.upbeat.models.export.SwenGraph;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One sequence being decoded: its tokens and their key/value cache.
 *
 * <p>All buffers are taken once, outside of the heap, and bound in place: the cache is input and
 * output of the graph at the same address, so that a step copies nothing that grows with the
 * sequence. Not thread-safe.
 */
public final class DecoderState implements AutoCloseable {
  private final DecoderGraph graph;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final int vocabularySize;
  private final int capacity;
  private final int[] tokens;
  private final LongBuffer newTokens;
  private final LongBuffer rows = direct(8 * 2).asLongBuffer();
  private final LongBuffer targets = direct(8 * 2).asLongBuffer();
  private final FloatBuffer targetLogProbabilities = direct(4 * 2).asFloatBuffer();
  private float followingLogProbability = Float.NaN;
  private final IntBuffer lastPosition = direct(4).asIntBuffer();
  private final IntBuffer totalLength = direct(4).asIntBuffer();
  private final FloatBuffer logits;
  private final FloatBuffer probabilities;
  private final FloatBuffer expectedLogit = direct(4).asFloatBuffer();
  private final LongBuffer best = direct(8 * SwenGraph.CANDIDATES).asLongBuffer();
  private final int endToken;
  private final OnnxTensor oneToken;
  private final RowTensors lastRow;
  private final RowTensors twoRows;
  private final Map<String, OnnxTensor> inputs = new HashMap<>();
  private final Map<String, OnnxTensor> outputs = new HashMap<>();
  private final List<OnnxTensor> owned = new ArrayList<>();
  private int length;
  private boolean logitsValid;

  /** Logarithm of the sum of all exponentiated logits. */
  private double logPartition;

  private boolean closed;

  DecoderState(
      DecoderGraph graph, OrtEnvironment environment, OrtSession session, SwenConfig config) {
    this.graph = graph;
    this.environment = environment;
    this.session = session;
    this.vocabularySize = config.vocabularySize();
    this.capacity = config.maxPositions();
    this.tokens = new int[capacity];
    this.endToken = config.endTokenId();
    this.newTokens = direct(8 * capacity).asLongBuffer();
    this.logits = direct(4 * vocabularySize).asFloatBuffer();
    this.probabilities = direct(4 * vocabularySize).asFloatBuffer();
    try {
      this.oneToken = own(OnnxTensor.createTensor(environment, newTokens.slice(0, 1), shape(1, 1)));
      this.lastRow = rowTensors(1);
      this.twoRows = rowTensors(2);
      long[] whole = shape(1, 1, vocabularySize);
      outputs.put("logits", own(OnnxTensor.createTensor(environment, logits, whole)));
      outputs.put("probabilities", own(OnnxTensor.createTensor(environment, probabilities, whole)));
      outputs.put(
          "expected_logit", own(OnnxTensor.createTensor(environment, expectedLogit, shape(1, 1))));
      best.limit(candidates());
      outputs.put(
          "best", own(OnnxTensor.createTensor(environment, best, shape(1, 1, candidates()))));
      inputs.put(
          "last_position", own(OnnxTensor.createTensor(environment, lastPosition, shape(1))));
      inputs.put("total_length", own(OnnxTensor.createTensor(environment, totalLength, shape())));
      long[] cacheShape = shape(1, config.keyValueHeads(), capacity, config.headSize());
      for (int layer = 0; layer < config.layers(); layer++) {
        for (String kind : List.of("key.", "value.")) {
          FloatBuffer cache =
              direct(4 * config.keyValueHeads() * capacity * config.headSize()).asFloatBuffer();
          OnnxTensor tensor = own(OnnxTensor.createTensor(environment, cache, cacheShape));
          inputs.put("past_" + kind + layer, tensor);
          outputs.put("present_" + kind + layer, tensor);
        }
      }
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  /** The longest sequence this state can hold, in tokens. */
  public int capacity() {
    return capacity;
  }

  /** Number of tokens in the cache. */
  public int length() {
    return length;
  }

  /** As {@link #prefill(int[], int)}, for who doesn't ask what follows a token. */
  public int prefill(int[] sequence) {
    return prefill(sequence, sequence.length - 1);
  }

  /**
   * Makes the cache hold exactly these tokens and the logits those after the last of them. The
   * longest common prefix with what it holds is kept, the rest is computed in one run.
   *
   * @param sequence at least one token, at most {@link #capacity()}
   * @param asked position of a token in it: how probable the one behind it is, {@link
   *     #followingLogProbability} tells
   * @return the number of tokens that had to be computed
   */
  public int prefill(int[] sequence, int asked) {
    int common = commonPrefix(sequence);
    if (common == sequence.length && common == length && logitsValid) {
      return 0;
    }
    // What follows the token that is asked for may be another one than it was.
    int start = Math.min(common, Math.min(asked, sequence.length - 1));
    length = start;
    int count = sequence.length - start;
    int row = asked - start;
    int following = asked + 1 < sequence.length ? sequence[asked + 1] : endToken;
    run(sequence, start, count, row, following);
    followingLogProbability = targetLogProbabilities.get(0);
    return count;
  }

  /**
   * How probable the token behind the one asked for in the last {@link #prefill(int[], int)} was,
   * natural logarithm; behind the last token, the end token.
   */
  public float followingLogProbability() {
    return followingLogProbability;
  }

  /** Appends a token and computes the logits after it. */
  public void append(int token) {
    run(new int[] {token}, 0, 1, 0, endToken);
  }

  /** Forgets all tokens after the first {@code count}. */
  public void rollBack(int count) {
    if (count < 0 || count > length) {
      throw new IllegalArgumentException("cannot roll " + length + " tokens back to " + count);
    }
    if (count < length) {
      length = count;
      logitsValid = false;
    }
  }

  /** How many leading tokens the cache shares with a sequence. */
  public int commonPrefix(int[] sequence) {
    int limit = Math.min(length, sequence.length);
    int common = 0;
    while (common < limit && tokens[common] == sequence[common]) {
      common++;
    }
    return common;
  }

  /** The logits after the last token, a copy. */
  public float[] logits() {
    requireLogits();
    float[] copy = new float[vocabularySize];
    logits.get(0, copy);
    return copy;
  }

  /** Natural logarithm of the probability that this token comes next. */
  public float logProbability(int token) {
    requireLogits();
    return (float) (logits.get(token) - logPartition);
  }

  /** Entropy of the next token's distribution, in nats. */
  public double entropy() {
    requireLogits();
    return logPartition - expectedLogit.get(0);
  }

  /** Number of tokens that the graph found most probable. */
  public int candidates() {
    return Math.min(SwenGraph.CANDIDATES, vocabularySize);
  }

  /** One of the most probable tokens, in no order. */
  public int candidate(int index) {
    requireLogits();
    return (int) best.get(index);
  }

  /** Number of tokens there are. */
  public int vocabularySize() {
    return vocabularySize;
  }

  /** From the most probable token: another's probability may be too small for a number. */
  private double logPartition() {
    int best = candidate(0);
    for (int i = 1; i < candidates(); i++) {
      best = logits.get(candidate(i)) > logits.get(best) ? candidate(i) : best;
    }
    return logits.get(best) - Math.log(probabilities.get(best));
  }

  private void requireLogits() {
    if (!logitsValid) {
      throw new IllegalStateException("nothing was computed yet");
    }
  }

  /** Runs new tokens; results are those of the last one and, before it, of another row. */
  private void run(int[] source, int from, int count, int row, int target) {
    if (closed) {
      throw new IllegalStateException("the decoder state is closed");
    }
    if (length + count > capacity) {
      throw new IllegalArgumentException(
          "a sequence of " + (length + count) + " tokens exceeds the model's " + capacity);
    }
    logitsValid = false;
    for (int i = 0; i < count; i++) {
      tokens[length + i] = source[from + i];
      newTokens.put(i, source[from + i]);
    }
    RowTensors wanted = row == count - 1 ? lastRow : twoRows;
    rows.put(0, row).put(1, count - 1L);
    targets.put(0, target).put(1, endToken);
    wanted.bind(inputs, outputs);
    lastPosition.put(0, length + count - 1);
    totalLength.put(0, length + count);
    try {
      if (count == 1) {
        inputs.put("input_ids", oneToken);
        session.run(inputs, Set.of(), outputs).close();
      } else {
        try (OnnxTensor ids =
            OnnxTensor.createTensor(environment, newTokens.slice(0, count), shape(1, count))) {
          inputs.put("input_ids", ids);
          session.run(inputs, Set.of(), outputs).close();
        }
      }
    } catch (OrtException e) {
      throw failed(e);
    }
    length += count;
    logitsValid = true;
    logPartition = logPartition();
  }

  /** Frees the buffers; idempotent. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      owned.forEach(OnnxTensor::close);
      graph.release();
    }
  }

  private RowTensors rowTensors(int count) throws OrtException {
    return new RowTensors(
        own(OnnxTensor.createTensor(environment, rows.slice(0, count), shape(count))),
        own(OnnxTensor.createTensor(environment, targets.slice(0, count), shape(1, count))),
        own(
            OnnxTensor.createTensor(
                environment, targetLogProbabilities.slice(0, count), shape(1, count))));
  }

  /** The tensors that say which rows of the new tokens are wanted, and take what was found. */
  private record RowTensors(OnnxTensor rows, OnnxTensor targets, OnnxTensor logProbabilities) {
    void bind(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {
      inputs.put("rows", rows);
      inputs.put("targets", targets);
      outputs.put("target_log_probability", logProbabilities);
    }
  }

  private OnnxTensor own(OnnxTensor tensor) {
    owned.add(tensor);
    return tensor;
  }

  private static long[] shape(long... dimensions) {
    return dimensions;
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  private static UpbeatException failed(OrtException e) {
    return new UpbeatException(
        "opener-run-failed",
        false,
        "ONNX Runtime failed to run the opener model: " + e.getMessage(),
        "Delete the derived graph so that it is made again; if it happens again, report it.",
        e);
  }
}
