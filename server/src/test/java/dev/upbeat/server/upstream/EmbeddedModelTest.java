package dev.upbeat.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upbeat.core.ModelFolder;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.dialogue.ContinuationEvent;
import dev.upbeat.core.dialogue.ContinuationEvent.Delta;
import dev.upbeat.core.dialogue.ContinuationEvent.Done;
import dev.upbeat.core.dialogue.ContinuationRequest;
import dev.upbeat.core.spi.Continuation;
import dev.upbeat.core.spi.Generation;
import dev.upbeat.core.spi.LanguageModel.Message;
import dev.upbeat.core.spi.LanguageModel.Prompt;
import dev.upbeat.core.spi.LanguageModel.Role;
import dev.upbeat.models.store.ModelStore;
import dev.upbeat.server.config.UpstreamSettings;
import dev.upbeat.server.continuation.AnswerLength;
import dev.upbeat.server.continuation.ContinuationService;
import dev.upbeat.server.judge.ContentOverlapJudge;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real model, if the store has it. */
class EmbeddedModelTest {
  @TempDir private static Path natives;

  private static EmbeddedModel model;

  @BeforeAll
  static void load() {
    Optional<ModelFolder> folder =
        ModelStore.open(Path.of("../models"), System.getenv())
            .find(UpstreamSettings.EMBEDDED_MODEL);
    Assumptions.assumeTrue(
        folder.isPresent(), "run './upbeat models pull smollm2-135m-instruct' first");
    model = EmbeddedModel.load(folder.get(), natives, 2, 1);
  }

  @AfterAll
  static void close() {
    if (model != null) {
      model.close();
    }
  }

  @Test
  void finishesTheSentence() throws Exception {
    try (ContinuationService service =
        new ContinuationService(
            model,
            new ContentOverlapJudge(),
            List::of,
            AnswerLength.brief(),
            0,
            Duration.ofSeconds(60))) {
      service.warmUp();
      ContinuationRequest request =
          new ContinuationRequest(
              "1",
              "what is the capital of peru",
              "The capital of Peru is",
              List.of(),
              Optional.empty());
      StringBuilder text = new StringBuilder();
      try (Continuation continuation = service.continueFrom(request)) {
        Optional<ContinuationEvent> event;
        while ((event = continuation.next(Duration.ofSeconds(30))).isPresent()) {
          if (event.get() instanceof Delta delta) {
            text.append(delta.text());
          } else if (event.get() instanceof Done done) {
            assertThat(done.reason()).isEqualTo("stop");
          }
        }
      }
      assertThat(text.toString()).startsWith(" ").contains("Lima").endsWith(".");
    }
  }

  @Test
  void anAbortedGenerationMakesRoomForTheNext() throws Exception {
    Generation first = model.generate(prompt());
    assertThat(first.next()).isPresent();
    first.abort();
    assertThat(first.next()).isEmpty();
    try (Generation second = model.generate(prompt())) {
      assertThat(second.next()).isPresent();
    }
  }

  @Test
  void moreThanTheQueueHoldsIsRefused() throws Exception {
    try (Generation running = model.generate(prompt())) {
      assertThat(running.next()).isPresent();
      Thread waiting = new Thread(() -> model.generate(prompt()).close());
      waiting.start();
      while (waiting.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      assertThatThrownBy(() -> model.generate(prompt()))
          .isInstanceOfSatisfying(
              UpbeatException.class, error -> assertThat(error.code()).isEqualTo("upstream-busy"));
      waiting.interrupt();
      waiting.join();
    }
  }

  @Test
  void saysWhichFileIsMissing() {
    assertThatThrownBy(
            () -> EmbeddedModel.load(new ModelFolder("none", Path.of("/nowhere")), natives, 1, 1))
        .isInstanceOf(UpbeatException.class)
        .hasMessageContaining("/nowhere/model.gguf");
  }

  private static Prompt prompt() {
    return new Prompt(
        "Answer briefly.", List.of(new Message(Role.USER, "tell me a story")), "", 200, 0);
  }
}
