package dev.upbeat.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.spi.Generation;
import dev.upbeat.core.spi.LanguageModel.Message;
import dev.upbeat.core.spi.LanguageModel.Prompt;
import dev.upbeat.core.spi.LanguageModel.Role;
import dev.upbeat.server.config.UpstreamSettings;
import dev.upbeat.server.config.UpstreamSettings.Prefill;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiModelTest {
  private static final Prompt PROMPT =
      new Prompt(
          "Speak.",
          List.of(new Message(Role.USER, "what is the capital of peru")),
          "The capital of Peru is",
          50,
          0.3);

  @Test
  void streamsWhatTheServerSays() throws Exception {
    try (ScriptedUpstream upstream = new ScriptedUpstream(ScriptedUpstream.saying(" Li", "ma."))) {
      Generation generation = model(upstream, Prefill.NATIVE).generate(PROMPT);
      assertThat(read(generation)).isEqualTo(" Lima.");
      assertThat(generation.finishReason()).isEqualTo("stop");
      assertThat(upstream.authorization()).isEqualTo("Bearer secret-key");
    }
  }

  @Test
  void acceptsAnAnswerThatIsNotStreamed() throws Exception {
    String body =
        "{\"choices\":[{\"message\":{\"content\":\" Lima.\"},\"finish_reason\":\"length\"}]}";
    try (ScriptedUpstream upstream = new ScriptedUpstream(ScriptedUpstream.status(200, body))) {
      Generation generation = model(upstream, Prefill.NATIVE).generate(PROMPT);
      assertThat(read(generation)).isEqualTo(" Lima.");
      assertThat(generation.finishReason()).isEqualTo("length");
    }
  }

  @ParameterizedTest
  @CsvSource({"vllm,VLLM", "llamacpp,NATIVE", "somebody,INSTRUCTED"})
  void findsOutWhatTheServerIs(String owner, Prefill expected) {
    try (ScriptedUpstream upstream = new ScriptedUpstream(ScriptedUpstream.saying("x"), owner)) {
      OpenAiModel model = OpenAiModel.connect(settings(upstream.url(), Prefill.AUTO));
      assertThat(model.prefill()).isEqualTo(expected);
      assertThat(model.id()).startsWith("scripted (http://127.0.0.1:");
    }
  }

  @Test
  void vllmIsToldToContinueTheLastMessage() throws Exception {
    try (ScriptedUpstream upstream = new ScriptedUpstream(ScriptedUpstream.saying(" Lima."))) {
      read(model(upstream, Prefill.VLLM).generate(PROMPT));
      JsonNode request = upstream.request();
      assertThat(request.path("continue_final_message").asBoolean()).isTrue();
      assertThat(request.path("add_generation_prompt").asBoolean(true)).isFalse();
      assertThat(request.path("echo").asBoolean(true)).isFalse();
      assertThat(request.at("/messages/2/role").asText()).isEqualTo("assistant");
      assertThat(request.at("/messages/2/content").asText()).isEqualTo("The capital of Peru is");
    }
  }

  @Test
  void aModelWithoutPrefillIsTold() throws Exception {
    try (ScriptedUpstream upstream = new ScriptedUpstream(ScriptedUpstream.saying("Lima."))) {
      read(model(upstream, Prefill.INSTRUCTED).generate(PROMPT));
      JsonNode request = upstream.request();
      assertThat(request.path("messages").size()).isEqualTo(2);
      assertThat(request.at("/messages/1/content").asText()).contains("The capital of Peru is");
      assertThat(request.has("continue_final_message")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"reasoning_content\":\"Hm.\"",
        "\"content\":null,\"reasoning_content\":\"Hm.\"",
        "\"content\":\"\",\"reasoning\":\"Hm.\",\"reasoning_details\":[{\"text\":\"Hm.\"}]",
        "\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"Hm.\"",
        "\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"Hm.\"}]}]",
      })
  void aThoughtIsASignOfLifeButNoText(String thought) throws Exception {
    // Longer than the first word may take.
    ScriptedUpstream.Script script = ScriptedUpstream.thinking(thought, 150, " Lima.");
    try (ScriptedUpstream upstream = new ScriptedUpstream(script)) {
      Generation generation = model(upstream, Prefill.NATIVE).generate(PROMPT);
      AtomicInteger thoughts = new AtomicInteger();
      generation.onThought(thoughts::incrementAndGet);
      assertThat(read(generation)).isEqualTo(" Lima.");
      assertThat(thoughts).hasValue(150);
    }
  }

  @Test
  void emptyFieldsForThoughtsAreNoThoughts() throws Exception {
    String empty = "\"content\":\"\",\"reasoning_content\":null,\"reasoning\":\"\"";
    ScriptedUpstream.Script script = ScriptedUpstream.thinking(empty, 200, " Lima.");
    try (ScriptedUpstream upstream = new ScriptedUpstream(script)) {
      Generation generation = model(upstream, Prefill.NATIVE).generate(PROMPT);
      assertThatThrownBy(() -> read(generation))
          .isInstanceOfSatisfying(
              UpbeatException.class,
              error -> assertThat(error.code()).isEqualTo("upstream-stalled"));
    }
  }

  @Test
  void whatTheListenerThrowsEndsTheGeneration() throws Exception {
    ScriptedUpstream.Script script =
        ScriptedUpstream.thinking("\"reasoning\":\"Hm.\"", 200, " Lima.");
    try (ScriptedUpstream upstream = new ScriptedUpstream(script)) {
      Generation generation = model(upstream, Prefill.NATIVE).generate(PROMPT);
      generation.onThought(
          () -> {
            throw new UpbeatException("enough", true, "Enough.", "Stop.");
          });
      assertThatThrownBy(generation::next).hasMessage("Enough.");
      assertThat(generation.next()).isEmpty();
    }
  }

  static Stream<Arguments> failures() {
    String key = "{\"error\":{\"message\":\"bad key secret-key\",\"code\":\"invalid_api_key\"}}";
    return Stream.of(
        Arguments.of(ScriptedUpstream.status(401, key), "upstream-unauthorized", false),
        Arguments.of(ScriptedUpstream.status(403, ""), "upstream-forbidden", false),
        Arguments.of(ScriptedUpstream.status(404, "{}"), "upstream-not-found", false),
        Arguments.of(ScriptedUpstream.status(429, "{}"), "upstream-rate-limited", true),
        Arguments.of(ScriptedUpstream.status(500, "<html>"), "upstream-failed", true),
        Arguments.of(ScriptedUpstream.status(400, key), "upstream-refused", false),
        Arguments.of(ScriptedUpstream.status(302, ""), "upstream-refused", false),
        Arguments.of(ScriptedUpstream.stallingAfter(), "upstream-stalled", true),
        Arguments.of(ScriptedUpstream.stallingAfter(" Li"), "upstream-stalled", true),
        Arguments.of(ScriptedUpstream.sending("data: {nonsense\n\n"), "upstream-garbage", true),
        Arguments.of(ScriptedUpstream.sending("<!doctype html>\n"), "upstream-garbage", true),
        Arguments.of(ScriptedUpstream.sending("data: []\n\n"), "upstream-garbage", true),
        Arguments.of(ScriptedUpstream.sending("x".repeat(2_000_000)), "upstream-garbage", true),
        Arguments.of(ScriptedUpstream.sending("data: {\"error\":{}}\n\n"), "upstream-error", true),
        Arguments.of(ScriptedUpstream.status(200, key), "upstream-error", true),
        Arguments.of(
            ScriptedUpstream.sending("data: {\"choices\":[{\"delta\":{\"content\":\"L\"}}]}\n\n"),
            "upstream-cut-off",
            true),
        Arguments.of(ScriptedUpstream.sending(""), "upstream-cut-off", true));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void everyFailureHasItsCode(ScriptedUpstream.Script script, String code, boolean retryable) {
    try (ScriptedUpstream upstream = new ScriptedUpstream(script)) {
      assertThatThrownBy(() -> read(model(upstream, Prefill.NATIVE).generate(PROMPT)))
          .isInstanceOfSatisfying(
              UpbeatException.class,
              error -> {
                assertThat(error.code()).isEqualTo(code);
                assertThat(error.retryable()).isEqualTo(retryable);
                assertThat(error.toLine()).doesNotContain("secret-key").doesNotContain("peru");
                assertThat(error.remedy()).isNotBlank();
              });
    }
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    OpenAiModel model =
        OpenAiModel.connect(settings(URI.create("http://127.0.0.1:" + port), Prefill.AUTO));
    assertThatThrownBy(() -> model.generate(PROMPT))
        .isInstanceOfSatisfying(
            UpbeatException.class,
            error -> assertThat(error.code()).isEqualTo("upstream-unreachable"));
  }

  @Test
  void saysThatTheServerSpeaksNoTls() {
    try (ScriptedUpstream upstream = new ScriptedUpstream(ScriptedUpstream.saying("x"))) {
      URI url = URI.create(upstream.url().toString().replace("http:", "https:"));
      OpenAiModel model = OpenAiModel.connect(settings(url, Prefill.NATIVE));
      assertThatThrownBy(() -> model.generate(PROMPT))
          .isInstanceOfSatisfying(
              UpbeatException.class, error -> assertThat(error.code()).isEqualTo("upstream-tls"));
    }
  }

  @Test
  void anAbortClosesTheConnection() throws Exception {
    try (ScriptedUpstream upstream = new ScriptedUpstream(ScriptedUpstream.endless())) {
      Generation generation = model(upstream, Prefill.NATIVE).generate(PROMPT);
      assertThat(generation.next()).contains(" word0");
      generation.abort();
      assertThat(generation.next()).isEmpty();
      assertThat(upstream.clientLeft().await(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static OpenAiModel model(ScriptedUpstream upstream, Prefill prefill) {
    return OpenAiModel.connect(settings(upstream.url(), prefill));
  }

  private static UpstreamSettings settings(URI url, Prefill prefill) {
    Optional<String> model = prefill == Prefill.AUTO ? Optional.empty() : Optional.of("test-model");
    return new UpstreamSettings(
        Optional.of(url),
        model,
        Optional.of("secret-key"),
        prefill,
        Duration.ofSeconds(2),
        Duration.ofMillis(2_000),
        Duration.ofMillis(1_000),
        Duration.ofSeconds(60),
        0,
        3,
        Optional.empty());
  }

  private static String read(Generation generation) throws InterruptedException {
    StringBuilder text = new StringBuilder();
    Optional<String> piece;
    while ((piece = generation.next()).isPresent()) {
      text.append(piece.get());
    }
    return text.toString();
  }
}
