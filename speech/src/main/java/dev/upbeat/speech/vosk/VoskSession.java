package dev.upbeat.speech.vosk;

import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.dialogue.Transcript;
import dev.upbeat.core.spi.RecognitionSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vosk.Recognizer;

/**
 * One utterance in Vosk. Locks, though one thread at a time is the contract: a second thread's call
 * into freed native memory would end the process.
 */
final class VoskSession implements RecognitionSession {
  /** Past this, silence is used to let go of what is decided, so that memory stays bounded. */
  private static final int LONG_SEGMENT_SECONDS = 15;

  /** The least, of those tried, after which a partial result holds all the words of the final. */
  private static final int PUSHING_SILENCE_MS = 400;

  private final Recognizer recognizer;
  private final int sampleRate;
  private final Runnable onClose;
  private final List<Transcript.Word> settled = new ArrayList<>();
  private final InsertedSilence inserted = new InsertedSilence();
  private String settledText = "";
  private String lastPartial = "";
  private long segmentSamples;
  private long fedSamples;
  private boolean finished;
  private boolean closed;

  VoskSession(Recognizer recognizer, int sampleRate, Runnable onClose) {
    this.recognizer = recognizer;
    this.sampleRate = sampleRate;
    this.onClose = onClose;
  }

  @Override
  public synchronized Optional<Transcript.Partial> accept(AudioChunk chunk) {
    requireOpen();
    if (chunk.sampleRate() != sampleRate) {
      throw new IllegalArgumentException(
          "Vosk wants " + sampleRate + " Hz, got " + chunk.sampleRate() + " Hz: resample first");
    }
    if (chunk.isEmpty()) {
      return Optional.empty();
    }
    return decode(chunk.toArray());
  }

  /** Vosk decodes in pieces and looks ahead, half a second in all: silence pushes the words out. */
  @Override
  public synchronized Optional<Transcript.Partial> pause() {
    requireOpen();
    long start = milliseconds(fedSamples);
    short[] silence = new short[PUSHING_SILENCE_MS * sampleRate / 1000];
    Optional<Transcript.Partial> partial = decode(silence);
    inserted.add(start, milliseconds(fedSamples));
    return partial;
  }

  private Optional<Transcript.Partial> decode(short[] samples) {
    segmentSamples += samples.length;
    fedSamples += samples.length;
    boolean silent = recognizer.acceptWaveForm(samples, samples.length);
    if (silent && segmentSamples > (long) LONG_SEGMENT_SECONDS * sampleRate) {
      settle(VoskJson.result(recognizer.getResult()));
    }
    String text = join(settledText, VoskJson.partial(recognizer.getPartialResult()));
    if (text.equals(lastPartial)) {
      return Optional.empty();
    }
    lastPartial = text;
    return Optional.of(new Transcript.Partial(text));
  }

  @Override
  public synchronized Transcript.Final finish() {
    requireOpen();
    finished = true;
    settle(VoskJson.result(recognizer.getFinalResult()));
    return new Transcript.Final(settledText, inserted.without(settled));
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      recognizer.close();
      onClose.run();
    }
  }

  private void settle(List<Transcript.Word> words) {
    settled.addAll(words);
    settledText =
        join(
            settledText,
            words.stream().map(Transcript.Word::text).collect(Collectors.joining(" ")));
    segmentSamples = 0;
  }

  private long milliseconds(long samples) {
    return samples * 1000 / sampleRate;
  }

  private void requireOpen() {
    if (closed || finished) {
      throw new IllegalStateException("the utterance is " + (closed ? "closed" : "finished"));
    }
  }

  private static String join(String left, String right) {
    return left.isEmpty() || right.isEmpty() ? left + right : left + " " + right;
  }
}
