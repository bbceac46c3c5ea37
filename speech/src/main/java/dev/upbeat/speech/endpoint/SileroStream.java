package dev.upbeat.speech.endpoint;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.upbeat.core.UpbeatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Map;

/**
 * One stream through the Silero network: windows of 512 samples (32 ms), each given with the last
 * 64 samples before it, and the network's state of 2×1×128 carried along. All tensors are made
 * once.
 */
final class SileroStream implements VoiceActivityModel.Stream {
  private static final int WINDOW = 512;
  private static final int CONTEXT = 64;
  private static final long[] STATE_SHAPE = {2, 1, 128};
  private static final int STATE_LENGTH = 256;

  private final OrtSession session;
  private final Runnable onClose;
  private final FloatBuffer input = floats(CONTEXT + WINDOW);
  private final FloatBuffer output = floats(1);
  private final OnnxTensor inputTensor;
  private final OnnxTensor rateTensor;
  private final OnnxTensor outputTensor;
  private OnnxTensor state;
  private OnnxTensor nextState;
  private boolean closed;

  SileroStream(OrtEnvironment environment, OrtSession session, Runnable onClose)
      throws OrtException {
    this.session = session;
    this.onClose = onClose;
    inputTensor = OnnxTensor.createTensor(environment, input, new long[] {1, CONTEXT + WINDOW});
    LongBuffer rate =
        ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder()).asLongBuffer();
    rate.put(0, VoiceActivityModel.SAMPLE_RATE);
    rateTensor = OnnxTensor.createTensor(environment, rate, new long[] {});
    outputTensor = OnnxTensor.createTensor(environment, output, new long[] {1, 1});
    state = OnnxTensor.createTensor(environment, floats(STATE_LENGTH), STATE_SHAPE);
    nextState = OnnxTensor.createTensor(environment, floats(STATE_LENGTH), STATE_SHAPE);
  }

  @Override
  public int windowSamples() {
    return WINDOW;
  }

  @Override
  public synchronized double probability(short[] window) {
    if (closed) {
      throw new IllegalStateException("voice activity stream is closed");
    }
    for (int i = 0; i < CONTEXT; i++) {
      input.put(i, input.get(WINDOW + i));
    }
    for (int i = 0; i < WINDOW; i++) {
      input.put(CONTEXT + i, window[i] / 32768f);
    }
    try {
      session
          .run(
              Map.of("input", inputTensor, "state", state, "sr", rateTensor),
              Map.of("output", outputTensor, "stateN", nextState))
          .close();
      OnnxTensor previous = state;
      state = nextState;
      nextState = previous;
      return output.get(0);
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      inputTensor.close();
      rateTensor.close();
      outputTensor.close();
      state.close();
      nextState.close();
      onClose.run();
    }
  }

  static UpbeatException failed(OrtException e) {
    return new UpbeatException(
        "voice-activity-failed",
        false,
        "ONNX Runtime failed in the voice activity model: " + e.getMessage(),
        "Run './upbeat models verify silero-vad'.",
        e);
  }

  private static FloatBuffer floats(int length) {
    return ByteBuffer.allocateDirect(length * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
