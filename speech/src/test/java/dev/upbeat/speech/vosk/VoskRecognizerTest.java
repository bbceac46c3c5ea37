package dev.upbeat.speech.vosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.dialogue.Transcript;
import dev.upbeat.core.spi.RecognitionSession;
import dev.upbeat.speech.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class VoskRecognizerTest {
  private static VoskRecognizer recognizer;

  @BeforeAll
  static void load() {
    recognizer = new VoskRecognizer(Fixtures.vosk());
  }

  @AfterAll
  static void free() {
    recognizer.close();
  }

  @Test
  void reportsPartialsOnlyWhenTheWordsChange() {
    List<String> partials = new ArrayList<>();
    try (RecognitionSession session = recognizer.start()) {
      feed(session, Fixtures.peru(), partials);
    }
    assertThat(partials).isNotEmpty().hasSizeLessThan(15);
    assertThat(partials).first().asString().startsWith("what");
    for (int i = 1; i < partials.size(); i++) {
      assertThat(partials.get(i))
          .isNotEqualTo(partials.get(i - 1))
          .isEqualTo(partials.get(i).strip());
    }
  }

  @Test
  void tellsTheWordsWithTimesAndConfidences() {
    Transcript.Final heard = transcribe(Fixtures.peru());
    assertThat(heard.text()).isEqualTo("what is the capital of peru");
    assertThat(heard.words())
        .extracting(Transcript.Word::text)
        .containsExactly(heard.text().split(" "));
    assertThat(heard.words())
        .allSatisfy(
            word -> {
              assertThat(word.endMs()).isGreaterThan(word.startMs());
              assertThat(word.confidence()).isBetween(0.0, 1.001);
            });
    assertThat(heard.words().get(0).endMs()).isBetween(600L, 1_000L);
    assertThat(heard.words().get(5).endMs()).isBetween(2200L, 2700L);
  }

  @Test
  void understandsTheLastWordAtOnceWhenSpeechPauses() {
    AudioChunk speech = Fixtures.peru().slice(0, 2_560 * 16);
    List<String> partials = new ArrayList<>();
    try (RecognitionSession session = recognizer.start()) {
      feed(session, speech, partials);
      session.pause().map(Transcript.Partial::text).ifPresent(partials::add);
      assertThat(partials).last().isEqualTo("what is the capital of peru");
    }
  }

  @Test
  void wordTimesStayTrueAfterAPause() {
    AudioChunk question = Fixtures.peru();
    try (RecognitionSession session = recognizer.start()) {
      feed(session, question, new ArrayList<>());
      session.pause();
      feed(session, question, new ArrayList<>());
      Transcript.Final heard = session.finish();
      assertThat(heard.words()).filteredOn(word -> word.text().equals("capital")).hasSize(2);
      List<Long> starts =
          heard.words().stream()
              .filter(word -> word.text().equals("capital"))
              .map(Transcript.Word::startMs)
              .toList();
      assertThat(starts.get(1) - starts.get(0)).isBetween(3_700L, 3_810L);
    }
  }

  @Test
  void lettingGoOfWhatIsDecidedLosesNoWord() {
    AudioChunk question = Fixtures.peru();
    try (RecognitionSession session = recognizer.start()) {
      for (int i = 0; i < 6; i++) {
        feed(session, question, new ArrayList<>());
      }
      Transcript.Final heard = session.finish();
      assertThat(heard.words()).filteredOn(word -> word.text().equals("capital")).hasSize(6);
      assertThat(heard.words())
          .isSortedAccordingTo(java.util.Comparator.comparingLong(Transcript.Word::startMs));
      assertThat(heard.words()).last().satisfies(w -> assertThat(w.endMs()).isGreaterThan(20_000));
    }
  }

  @Test
  void silenceHoldsNoSentence() {
    assertThat(transcribe(AudioChunk.silence(16_000, Duration.ofSeconds(2))).words())
        .hasSizeLessThanOrEqualTo(1);
    try (RecognitionSession session = recognizer.start()) {
      assertThat(session.finish().isEmpty()).isTrue();
    }
  }

  @Test
  void refusesAnotherRate() {
    try (RecognitionSession session = recognizer.start()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.accept(AudioChunk.silence(8_000, Duration.ofMillis(20))))
          .withMessageContaining("8000 Hz");
    }
  }

  @Test
  void aFinishedOrClosedSessionRefusesAudio() {
    AudioChunk frame = AudioChunk.silence(16_000, Duration.ofMillis(20));
    RecognitionSession session = recognizer.start();
    session.finish();
    assertThatIllegalStateException().isThrownBy(() -> session.accept(frame));
    assertThatIllegalStateException().isThrownBy(session::finish);
    session.close();
    session.close();
    assertThatIllegalStateException().isThrownBy(() -> session.accept(frame));
  }

  @Test
  void aSessionOutlivesItsClosedRecognizer() {
    VoskRecognizer shortLived = new VoskRecognizer(Fixtures.vosk());
    RecognitionSession session = shortLived.start();
    shortLived.close();
    shortLived.close();
    feed(session, Fixtures.peru(), new ArrayList<>());
    assertThat(session.finish().text()).isEqualTo("what is the capital of peru");
    session.close();
    assertThatIllegalStateException().isThrownBy(shortLived::start);
  }

  @Test
  void severalThreadsTranscribeAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<Transcript.Final>> heard = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        heard.add(threads.submit(() -> transcribe(Fixtures.peru())));
      }
      for (Future<Transcript.Final> transcript : heard) {
        assertThat(transcript.get().text()).isEqualTo("what is the capital of peru");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void closingInTheMiddleOfAnotherThreadsWorkIsAnErrorNotACrash() throws Exception {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      RecognitionSession session = recognizer.start();
      session.accept(Fixtures.peru().slice(0, 8_000));
      Future<?> feeding =
          threads.submit(
              () -> {
                while (true) {
                  session.accept(Fixtures.peru().slice(8_000, 16_000));
                }
              });
      session.close();
      assertThat(feeding)
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableOfType(java.util.concurrent.ExecutionException.class)
          .withCauseInstanceOf(IllegalStateException.class);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Transcript.Final transcribe(AudioChunk sound) {
    try (RecognitionSession session = recognizer.start()) {
      feed(session, sound, new ArrayList<>());
      return session.finish();
    }
  }

  private static void feed(RecognitionSession session, AudioChunk sound, List<String> partials) {
    for (int from = 0; from < sound.length(); from += 320) {
      session
          .accept(sound.slice(from, Math.min(from + 320, sound.length())))
          .ifPresent(partial -> partials.add(partial.text()));
    }
  }
}
