package dev.upbeat.models.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.models.export.SwenConfig;
import java.nio.file.Path;

/**
 * A decoder's weights, loaded once and used by any number of {@link DecoderState}s. Thread-safe.
 *
 * <p>It runs on the calling thread alone: one token of a micro language model is too little work to
 * be worth waking another core for, and on a small board the other cores belong to the recognizer.
 */
public final class DecoderGraph implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final SwenConfig config;
  private int users = 1;

  private DecoderGraph(OrtEnvironment environment, OrtSession session, SwenConfig config) {
    this.environment = environment;
    this.session = session;
    this.config = config;
  }

  /**
   * Loads a graph made by the exporter; blocks for tens of milliseconds.
   *
   * @throws UpbeatException {@code opener-graph-unusable} if ONNX Runtime refuses the file
   */
  public static DecoderGraph load(Path file, SwenConfig config) {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "upbeat");
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      // Lengths differ from run to run, so that a remembered pattern would only be memory.
      options.setMemoryPatternOptimization(false);
      return new DecoderGraph(
          environment, environment.createSession(file.toString(), options), config);
    } catch (OrtException e) {
      throw new UpbeatException(
          "opener-graph-unusable",
          false,
          "Cannot load " + file + ": " + e.getMessage(),
          "Delete the file; it is made again from the checkpoint.",
          e);
    }
  }

  /** The shape of the model. */
  public SwenConfig config() {
    return config;
  }

  /** A new, empty cache to decode with. The caller closes it. */
  public DecoderState newState() {
    retain();
    return new DecoderState(this, environment, session, config);
  }

  /** Frees the weights as soon as the last state is closed; idempotence is the owner's business. */
  @Override
  public void close() {
    release();
  }

  private synchronized void retain() {
    if (users == 0) {
      throw new IllegalStateException("the decoder graph is closed");
    }
    users++;
  }

  synchronized void release() {
    if (users > 0 && --users == 0) {
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException("ONNX Runtime failed to free a session", e);
      }
    }
  }
}
