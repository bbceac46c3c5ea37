package dev.upbeat.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpeculationTest {
  private final ExecutorService worker = Executors.newSingleThreadExecutor();
  private final Scripted.Voice voice = new Scripted.Voice();
  private final Scripted.Openers openers =
      new Scripted.Openers(
          request -> request.endsWith("peru") ? "The capital of Peru is" : "Well, that is");
  private final Speculation speculation = new Speculation(openers.start(List.of()), voice, worker);

  @AfterEach
  void close() {
    speculation.close();
    worker.shutdown();
  }

  @Test
  void otherWordsWithTheSameOpenerAreNotSynthesizedAgain() throws Exception {
    speculation.guess("the capital of peru");
    awaitWorker();

    assertThat(speculation.open("what's the capital of peru").text())
        .isEqualTo("The capital of Peru is");
    assertThat(speculation.chunk(0)).isPresent();
    assertThat(speculation.chunk(1)).isEmpty();
    assertThat(voice.texts()).containsExactly("The capital of Peru is");
  }

  @Test
  void anotherOpenerIsSynthesizedAndTheGuessedOneNotPlayed() throws Exception {
    speculation.guess("what is");
    awaitWorker();
    int guessed = speculation.chunk(0).orElseThrow().length();

    assertThat(speculation.open("what is the capital of peru").text())
        .isEqualTo("The capital of Peru is");
    assertThat(speculation.chunk(0).orElseThrow().length()).isNotEqualTo(guessed);
    assertThat(voice.texts()).containsExactly("Well, that is", "The capital of Peru is");
  }

  @Test
  void nothingHeardIsNothingSaid() throws Exception {
    assertThat(speculation.open(" ").isSpoken()).isFalse();
    assertThat(speculation.chunk(0)).isEmpty();
  }

  private void awaitWorker() throws Exception {
    worker.submit(() -> {}).get();
  }
}
