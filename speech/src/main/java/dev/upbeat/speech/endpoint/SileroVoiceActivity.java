package dev.upbeat.speech.endpoint;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.upbeat.core.ModelFolder;
import dev.upbeat.core.UpbeatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds speech with Silero VAD, a small recurrent network (2.3 MB), in ONNX Runtime on one thread.
 *
 * <p>Should a stream still be open when the model is closed, it works on, and the network is freed
 * with it.
 *
 * @see <a href="https://github.com/snakers4/silero-vad">Silero VAD, MIT</a>
 */
public final class SileroVoiceActivity implements VoiceActivityModel {
  /** The network's file in its model folder. */
  public static final String FILE = "silero_vad.onnx";

  private static final Set<String> INPUTS = Set.of("input", "state", "sr");
  private static final Set<String> OUTPUTS = Set.of("output", "stateN");

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Object lock = new Object();
  private int openStreams;
  private boolean closed;

  /**
   * Loads the network; takes some 100 ms.
   *
   * @throws UpbeatException {@code model-file-missing}, {@code model-file-damaged}, or {@code
   *     onnx-library-missing} where ONNX Runtime has no native library
   */
  public SileroVoiceActivity(ModelFolder folder) {
    Path file = folder.require(FILE);
    try (OrtSession.SessionOptions options = options()) {
      // As the opener model asks for it: the environment is one per process and complains of
      // others.
      environment =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "upbeat");
      session = environment.createSession(Files.readAllBytes(file), options);
    } catch (OrtException | IOException e) {
      throw damaged(folder, file, "is no network that ONNX Runtime can load", e);
    } catch (LinkageError e) {
      throw new UpbeatException(
          "onnx-library-missing",
          false,
          "Cannot load ONNX Runtime's native library on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + ".",
          "Use a 64-bit Java on Linux x86-64 or aarch64, or remove the model '"
              + folder.id()
              + "' to find speech by loudness.",
          e);
    }
    if (!session.getInputNames().equals(INPUTS) || !session.getOutputNames().equals(OUTPUTS)) {
      throw damaged(
          folder, file, "has inputs " + session.getInputNames() + ", expected " + INPUTS, null);
    }
  }

  private static OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    // Tensors of a few kilobytes: an arena only holds memory back.
    options.setCPUArenaAllocator(false);
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    return options;
  }

  private static UpbeatException damaged(
      ModelFolder folder, Path file, String how, @Nullable Exception e) {
    return new UpbeatException(
        "model-file-damaged",
        false,
        "Cannot read model '" + folder.id() + "': " + file + " " + how + ".",
        "Remove " + folder.folder() + " and run './upbeat models pull " + folder.id() + "'.",
        e);
  }

  @Override
  public String name() {
    return "silero";
  }

  @Override
  public Stream start() {
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException("voice activity model is closed");
      }
      try {
        Stream stream = new SileroStream(environment, session, this::streamClosed);
        openStreams++;
        return stream;
      } catch (OrtException e) {
        throw SileroStream.failed(e);
      }
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      if (!closed) {
        closed = true;
        freeIfUnused();
      }
    }
  }

  private void streamClosed() {
    synchronized (lock) {
      openStreams--;
      freeIfUnused();
    }
  }

  private void freeIfUnused() {
    if (closed && openStreams == 0) {
      try {
        session.close();
      } catch (OrtException e) {
        throw SileroStream.failed(e);
      }
    }
  }
}
