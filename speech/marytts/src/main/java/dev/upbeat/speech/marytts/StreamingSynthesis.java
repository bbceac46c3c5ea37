package dev.upbeat.speech.marytts;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.spi.SpokenText;
import dev.upbeat.core.spi.Synthesis;
import dev.upbeat.speech.marytts.engine.MaryVoice;
import dev.upbeat.speech.marytts.engine.Speech;
import dev.upbeat.speech.marytts.pronunciation.Pronunciations;
import dev.upbeat.speech.marytts.text.Phrases;
import dev.upbeat.speech.marytts.text.Sentence;
import dev.upbeat.speech.marytts.text.SpeakableText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A text on its way to sound: a worker runs it and fills a bounded queue that the reader empties.
 * The first chunks are short, so that the first sound comes soon.
 */
final class StreamingSynthesis implements Synthesis, Runnable {
  private static final Logger log = LoggerFactory.getLogger(StreamingSynthesis.class);

  /** Chunks grow from 40 ms to 200 ms. */
  private static final int FIRST_FRAMES = 8;

  private static final int MOST_FRAMES = 40;

  /** At most 10 s of sound ahead: an essay must not fill the memory. */
  private static final int MOST_CHUNKS = 50;

  private static final Duration BETWEEN_SENTENCES = Duration.ofMillis(320);
  private static final Duration BETWEEN_PHRASES = Duration.ofMillis(160);

  private final MaryVoice voice;
  private final Pronunciations pronunciations;
  private final SpokenText text;
  private final ChunkQueue queue = new ChunkQueue(MOST_CHUNKS);
  private int frames = FIRST_FRAMES;
  private boolean sounded;

  StreamingSynthesis(MaryVoice voice, Pronunciations pronunciations, SpokenText text) {
    this.voice = voice;
    this.pronunciations = pronunciations;
    this.text = text;
  }

  @Override
  public Optional<AudioChunk> next() throws InterruptedException {
    return queue.take();
  }

  @Override
  public void abort() {
    queue.abort();
  }

  @Override
  public void run() {
    try {
      speakAll(SpeakableText.sentences(text.text(), pronunciations::knows));
      queue.end();
    } catch (InterruptedException closing) {
      queue.abort();
    } catch (Exception | LinkageError | StackOverflowError failure) {
      log.warn("event=synthesis-failed characters={}", text.text().length(), failure);
      queue.fail(
          new UpbeatException(
              "synthesis-failed",
              false,
              "MaryTTS failed on a text of " + text.text().length() + " characters: " + failure,
              "Speak another text; report this one if you may.",
              failure));
    }
  }

  private void speakAll(List<Sentence> sentences) throws Exception {
    for (int i = 0; i < sentences.size(); i++) {
      boolean starts = i > 0 || text.startsSentence();
      boolean ends = i < sentences.size() - 1 || text.endsSentence();
      if (!speakSentence(sentences.get(i), starts, ends)) {
        return;
      }
    }
  }

  private boolean speakSentence(Sentence sentence, boolean starts, boolean ends) throws Exception {
    List<Sentence> pieces = Phrases.of(sentence);
    for (int i = 0; i < pieces.size(); i++) {
      Duration pause =
          i == 0
              ? BETWEEN_SENTENCES
              : pieces.get(i - 1).endsWithMark() ? BETWEEN_PHRASES : Duration.ZERO;
      boolean first = i == 0 && starts;
      boolean last = i == pieces.size() - 1 && ends;
      Speech speech =
          queue.isAborted() ? null : voice.speak(Context.utterance(pieces.get(i), first, last));
      if (speech != null && !deliver(speech, pause)) {
        return false;
      }
    }
    return !queue.isAborted();
  }

  private boolean deliver(Speech speech, Duration pause) throws InterruptedException {
    if (sounded && !pause.isZero() && !queue.put(AudioChunk.silence(voice.sampleRate(), pause))) {
      return false;
    }
    sounded = true;
    while (speech.remainingFrames() > 0) {
      if (!queue.put(AudioChunk.of(voice.sampleRate(), speech.read(frames)))) {
        return false;
      }
      frames = Math.min(MOST_FRAMES, frames * 2);
    }
    return true;
  }
}
