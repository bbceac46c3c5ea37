package dev.upbeat.speech.vosk;

import dev.upbeat.core.ModelFolder;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.spi.RecognitionSession;
import dev.upbeat.core.spi.SpeechRecognizer;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vosk.Model;
import org.vosk.Recognizer;

/**
 * Recognizes speech with a Vosk model, on this machine.
 *
 * <p>Takes 16 kHz. Any thread may start sessions; several may run at once, each used by one thread
 * at a time. Loading blocks for up to a second or so. Should a session still be open when the
 * recognizer is closed, it works on until it is closed, and the model's memory is freed then.
 *
 * @see <a href="https://alphacephei.com/vosk/">Vosk</a>
 */
public final class VoskRecognizer implements SpeechRecognizer {
  private static final Logger log = LoggerFactory.getLogger(VoskRecognizer.class);
  private static final int SAMPLE_RATE = 16_000;

  private final ModelFolder folder;
  private final Model model;
  private final Object lock = new Object();
  private int openSessions;
  private boolean closed;

  /**
   * Loads a model.
   *
   * @param folder with {@code am/}, {@code conf/}, {@code graph/} and, if the model wants them,
   *     {@code ivector/}
   * @throws UpbeatException {@code model-file-missing}, {@code model-file-damaged} or {@code
   *     vosk-model-refused} if the folder is no whole Vosk model, {@code vosk-library-missing} if
   *     this machine lacks Vosk's native library
   */
  public VoskRecognizer(ModelFolder folder) {
    this.folder = folder;
    VoskModelFiles files = new VoskModelFiles(folder);
    files.check();
    VoskNative.load();
    long start = System.nanoTime();
    model = load(folder.folder(), files);
    log.info(
        "recognizer=vosk model={} loadMs={}", folder.id(), (System.nanoTime() - start) / 1_000_000);
  }

  private static Model load(Path folder, VoskModelFiles files) {
    Model loaded = null;
    try {
      loaded = new Model(folder.toAbsolutePath().toString());
      // Vosk finds out only here whether the graphs are whole and fit the acoustic model.
      new Recognizer(loaded, SAMPLE_RATE).close();
      return loaded;
    } catch (IOException e) {
      if (loaded != null) {
        loaded.close();
      }
      throw new UpbeatException(
          "vosk-model-refused",
          false,
          "Cannot read model '" + files.id() + "': Vosk refuses the files in " + folder + ".",
          files.remedy(),
          e);
    }
  }

  @Override
  public int sampleRate() {
    return SAMPLE_RATE;
  }

  @Override
  public RecognitionSession start() {
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException("recognizer '" + folder.id() + "' is closed");
      }
      try {
        Recognizer recognizer = new Recognizer(model, SAMPLE_RATE);
        recognizer.setWords(true);
        openSessions++;
        return new VoskSession(recognizer, SAMPLE_RATE, this::sessionClosed);
      } catch (IOException e) {
        throw new UpbeatException(
            "vosk-session-failed",
            true,
            "Vosk could not begin an utterance with model '" + folder.id() + "'.",
            "Try again; if it fails again, free memory or restart.",
            e);
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

  private void sessionClosed() {
    synchronized (lock) {
      openSessions--;
      freeIfUnused();
    }
  }

  private void freeIfUnused() {
    if (closed && openSessions == 0) {
      model.close();
    }
  }
}
