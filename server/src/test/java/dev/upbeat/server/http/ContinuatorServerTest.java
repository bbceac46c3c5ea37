package dev.upbeat.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.upbeat.core.spi.CorrectionMethod;
import dev.upbeat.server.config.Limits;
import dev.upbeat.server.config.UpstreamSettings;
import dev.upbeat.server.config.UpstreamSettings.Prefill;
import dev.upbeat.server.continuation.AnswerLength;
import dev.upbeat.server.continuation.ContinuationService;
import dev.upbeat.server.judge.ContentOverlapJudge;
import dev.upbeat.server.upstream.OpenAiModel;
import dev.upbeat.server.upstream.ScriptedUpstream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContinuatorServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PERU =
      "{\"turnId\":\"t-1\",\"request\":\"what is the capital of peru\",\"opener\":\"The capital of"
          + " Peru is\",\"dialogue\":[],\"correctionMethod\":null,\"later\":{\"field\":1}}";

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<AutoCloseable> parts = new ArrayList<>();
  private Duration thinkingTimeout = Duration.ofSeconds(60);
  private URI url;

  @AfterEach
  void stop() throws Exception {
    for (int i = parts.size() - 1; i >= 0; i--) {
      parts.get(i).close();
    }
  }

  @Test
  void continuesTheSentence() throws Exception {
    start(ScriptedUpstream.saying("The capital", " of Peru is Li", "ma."));
    List<String> events = events(post("/v1/continuations", PERU));
    assertThat(events.get(0)).startsWith("verdict {\"accepted\":true,\"score\":");
    assertThat(events.get(0)).endsWith("\"correctionMethod\":null}");
    assertThat(text(events)).isEqualTo(" Lima.");
    assertThat(events.get(events.size() - 1))
        .startsWith("done {\"reason\":\"stop\",\"model\":\"test-model (");
  }

  @Test
  void repairsABadOpenerWithItsBridgeFirst() throws Exception {
    start(ScriptedUpstream.saying("Cats purr to calm themselves."), new Bridge());
    String body = PERU.replace("what is the capital of peru", "why do cats purr");
    List<String> events = events(post("/v1/continuations", body));
    assertThat(events.get(0)).contains("\"accepted\":false").contains("\"test-bridge\"");
    assertThat(events.get(1)).isEqualTo("delta {\"text\":\" one thing, but to your question,\"}");
    assertThat(text(events)).endsWith("question, Cats purr to calm themselves.");
  }

  @Test
  void repairsWithoutAMethodWhenNoneSuits() throws Exception {
    start(ScriptedUpstream.saying(" not the point: cats purr."));
    String body = PERU.replace("what is the capital of peru", "why do cats purr");
    List<String> events = events(post("/v1/continuations", body));
    assertThat(events.get(0)).contains("\"accepted\":false").endsWith("null}");
    assertThat(events.get(events.size() - 1)).startsWith("done");
  }

  @Test
  void answersPlainlyAfterSilence() throws Exception {
    start(ScriptedUpstream.saying("Lima is the capital."));
    String body = PERU.replace("The capital of Peru is", "");
    assertThat(text(events(post("/v1/continuations", body)))).isEqualTo("Lima is the capital.");
  }

  @Test
  void upstreamFailuresArriveInTheStream() throws Exception {
    start(ScriptedUpstream.stallingAfter(" Li"));
    HttpResponse<String> response = post("/v1/continuations", PERU);
    List<String> events = events(response);
    assertThat(events.get(events.size() - 1))
        .startsWith("error {\"code\":\"upstream-stalled\"")
        .contains("\"remedy\":", "\"retryable\":true")
        .doesNotContain("peru");
    assertThat(response.body()).contains(": heartbeat\n");
  }

  @Test
  void saysThatTheModelThinksForAsLongAsItDoes() throws Exception {
    // Longer than the first word may take.
    start(ScriptedUpstream.thinking("\"reasoning_content\":\"Hm.\"", 120, " Lima."));
    List<String> events = events(post("/v1/continuations", PERU));
    assertThat(events.get(1)).isEqualTo("thinking {\"sinceMs\":0}");
    assertThat(events.get(2)).startsWith("thinking {\"sinceMs\":1");
    assertThat(text(events)).isEqualTo(" Lima.");
    assertThat(events.get(events.size() - 1)).startsWith("done");
  }

  @Test
  void losesPatienceWithAModelThatOnlyThinks() throws Exception {
    thinkingTimeout = Duration.ofMillis(300);
    start(ScriptedUpstream.thinking("\"reasoning\":\"Hm.\"", 2_000, " Lima."));
    List<String> events = events(post("/v1/continuations", PERU));
    assertThat(events.get(events.size() - 1))
        .startsWith("error {\"code\":\"upstream-thinking\"")
        .contains("thinking-timeout-ms");
  }

  @Test
  void thoughtsInTheTextAreThoughtsToo() throws Exception {
    start(ScriptedUpstream.saying("<thi", "nk>The user asks for", " a capital.</think>", " Lima."));
    List<String> events = events(post("/v1/continuations", PERU));
    assertThat(events.get(1)).startsWith("thinking");
    assertThat(text(events)).isEqualTo(" Lima.");
  }

  @Test
  void aModelCutOffInItsThoughtsGetsMoreTokens() throws Exception {
    String cut = "{\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}";
    ScriptedUpstream upstream =
        start(
            (server, context) -> {
              OutputStream out = server.begin(context);
              boolean more = server.newestRequest().path("max_tokens").asInt() > 2_000;
              server.chunk(out, "<think>Well, ");
              if (more) {
                server.chunk(out, "Lima.</think> Lima.");
              }
              server.raw(out, more ? "data: [DONE]\n\n" : "data: " + cut + "\n\n");
            });
    assertThat(text(events(post("/v1/continuations", PERU)))).isEqualTo(" Lima.");
    double first = upstream.request().path("temperature").asDouble();
    assertThat(upstream.request().path("temperature").asDouble()).isEqualTo(first);
  }

  @Test
  void aModelWhoseThoughtsBeginUnseenIsKnownFromItsFirstAnswerOn() throws Exception {
    start(ScriptedUpstream.saying("Peru. South America. Its capital, then.", "</think>", " Lima."));
    assertThat(text(events(post("/v1/continuations", PERU)))).endsWith(" Lima.");
    assertThat(text(events(post("/v1/continuations", PERU)))).isEqualTo(" Lima.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "not json|bad-request|line 1",
        "[]|bad-request|not a JSON object",
        "{\"turnId\":1,\"request\":\"x\"}|bad-request|turnId must be a string, is a number",
        "{\"turnId\":\"../x\",\"request\":\"x\"}|bad-request|turnId",
        "{\"turnId\":\"1\"}|bad-request|request is missing",
        "{\"turnId\":\"1\",\"request\":\"  \"}|bad-request|request is empty",
        "{\"turnId\":\"1\",\"request\":[]}|bad-request|request must be a string, is an array",
        "{\"turnId\":\"1\",\"request\":\"x\",\"opener\":{}}|bad-request|opener must be a string",
        "{\"turnId\":\"1\",\"request\":\"x\",\"dialogue\":\"y\"}|bad-request|dialogue must be an"
            + " array",
        "{\"turnId\":\"1\",\"request\":\"x\",\"dialogue\":[7]}|bad-request|dialogue[0] must be an"
            + " object",
        "{\"turnId\":\"1\",\"request\":\"x\",\"dialogue\":[{\"request\":\"a\"}]}|bad-request"
            + "|dialogue[0].answer is missing",
        "{\"turnId\":\"1\",\"request\":\"x\",\"correctionMethod\":\"A"
            + " B\"}|bad-request|correctionMethod",
      })
  void malformedRequestsNameTheField(String body, String code, String message) throws Exception {
    start(ScriptedUpstream.saying("x"));
    HttpResponse<String> response = post("/v1/continuations", body);
    JsonNode error = JSON.readTree(response.body());
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(error.path("code").asText()).isEqualTo(code);
    assertThat(error.path("message").asText()).contains(message);
    assertThat(error.path("remedy").asText()).isNotBlank();
    assertThat(error.path("retryable").asBoolean(true)).isFalse();
  }

  @Test
  void tooMuchIsRefused() throws Exception {
    start(ScriptedUpstream.saying("x"));
    String words = "word ".repeat(50);
    assertThat(code(post("/v1/continuations", PERU.replace("The capital", words)), 400))
        .isEqualTo("too-long");
    assertThat(code(post("/v1/continuations", PERU.replace("what", "x".repeat(3000))), 400))
        .isEqualTo("too-long");
    assertThat(code(post("/v1/continuations", PERU + " ".repeat(70_000)), 413))
        .isEqualTo("too-large");
    assertThat(code(get("/nowhere"), 404)).isEqualTo("not-found");
    assertThat(code(get("/v1/continuations"), 405)).isEqualTo("method-not-allowed");
  }

  @Test
  void onlyClientsWithTheTokenAreServed() throws Exception {
    start(ScriptedUpstream.saying(" Lima."), Optional.of("open sesame"), Limits.usual());
    assertThat(code(post("/v1/continuations", PERU), 401)).isEqualTo("unauthorized");
    assertThat(code(get("/metrics"), 401)).isEqualTo("unauthorized");
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
    HttpRequest request =
        builder("/v1/continuations")
            .header("Authorization", "Bearer open sesame")
            .POST(BodyPublishers.ofString(PERU))
            .build();
    assertThat(text(events(client.send(request, BodyHandlers.ofString())))).isEqualTo(" Lima.");
  }

  @Test
  void aClientThatLeavesEndsTheGeneration() throws Exception {
    ScriptedUpstream upstream = start(ScriptedUpstream.endless());
    HttpRequest request = builder("/v1/continuations").POST(BodyPublishers.ofString(PERU)).build();
    HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
    assertThat(response.body().read()).isPositive();
    response.body().close();
    assertThat(upstream.clientLeft().await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void noMoreContinuationsThanAllowed() throws Exception {
    Limits one = new Limits(65_536, 2_000, 40, 20, 1, 1_000);
    start(ScriptedUpstream.stallingAfter(), Optional.empty(), one);
    HttpRequest request = builder("/v1/continuations").POST(BodyPublishers.ofString(PERU)).build();
    HttpResponse<InputStream> first = client.send(request, BodyHandlers.ofInputStream());
    assertThat(first.body().read()).isPositive();
    HttpResponse<String> second = post("/v1/continuations", PERU);
    assertThat(code(second, 503)).isEqualTo("server-busy");
    assertThat(second.headers().firstValue("Retry-After")).contains("1");
    first.body().close();
  }

  @Test
  void noMoreRequestsAMinuteThanAllowed() throws Exception {
    start(ScriptedUpstream.saying(" x."), Optional.empty(), new Limits(65_536, 99, 40, 9, 9, 4));
    assertThat(post("/v1/continuations", PERU).statusCode()).isEqualTo(200);
    assertThat(code(post("/v1/continuations", PERU), 429)).isEqualTo("rate-limited");
  }

  @Test
  void speaksOpenAi() throws Exception {
    start(ScriptedUpstream.saying(" Lima."));
    String body =
        "{\"model\":\"any\",\"messages\":[{\"role\":\"system\",\"content\":\"x\"},{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"what"
            + " is the capital of peru\"}]},{\"role\":\"assistant\",\"content\":\"The capital of"
            + " Peru is\"}]";
    HttpResponse<String> whole = post("/v1/chat/completions", body + "}");
    assertThat(JSON.readTree(whole.body()).at("/choices/0/message/content").asText())
        .isEqualTo(" Lima.");
    HttpResponse<String> stream = post("/v1/chat/completions", body + ",\"stream\":true}");
    assertThat(stream.body()).contains("\"content\":\" Lima.\"").endsWith("data: [DONE]\n\n");
    assertThat(code(post("/v1/chat/completions", "{\"messages\":{}}"), 400))
        .isEqualTo("bad-request");
    assertThat(code(post("/v1/chat/completions", "{\"messages\":[]}"), 400))
        .isEqualTo("bad-request");
  }

  @Test
  void tellsHowItFares() throws Exception {
    start(ScriptedUpstream.saying(" Lima."));
    post("/v1/continuations", PERU);
    assertThat(get("/metrics").body())
        .contains("upbeat_continuations_ended_total{outcome=\"stop\"} 1.0")
        .contains("upbeat_openers_judged_total")
        .contains("upbeat_continuation_first_delta_seconds");
    assertThat(get("/").body()).contains("test-model").contains("/v1/continuations");
    assertThat(get("/healthz").body()).contains("\"status\":\"ok\"");
  }

  private ScriptedUpstream start(ScriptedUpstream.Script script, CorrectionMethod... methods) {
    return start(script, Optional.empty(), Limits.usual(), methods);
  }

  private ScriptedUpstream start(
      ScriptedUpstream.Script script,
      Optional<String> token,
      Limits limits,
      CorrectionMethod... methods) {
    ScriptedUpstream upstream = new ScriptedUpstream(script);
    parts.add(upstream);
    OpenAiModel model =
        OpenAiModel.connect(
            new UpstreamSettings(
                Optional.of(upstream.url()),
                Optional.of("test-model"),
                Optional.empty(),
                Prefill.NATIVE,
                Duration.ofSeconds(2),
                Duration.ofMillis(1_500),
                Duration.ofMillis(1_500),
                Duration.ofSeconds(60),
                0,
                3,
                Optional.empty()));
    ContinuationService service =
        new ContinuationService(
            model,
            new ContentOverlapJudge(),
            () -> List.of(methods),
            AnswerLength.usual(),
            0.3,
            thinkingTimeout);
    ContinuatorServer server = ContinuatorServer.start(service, "127.0.0.1", 0, token, limits);
    parts.add(server);
    parts.add(service);
    url = URI.create(server.url());
    return upstream;
  }

  private HttpRequest.Builder builder(String path) {
    return HttpRequest.newBuilder(url.resolve(path)).timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        builder(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(builder(path).build(), BodyHandlers.ofString());
  }

  private static String code(HttpResponse<String> response, int status) throws Exception {
    assertThat(response.statusCode()).isEqualTo(status);
    return JSON.readTree(response.body()).path("code").asText();
  }

  /** Each event as its name, a blank, its data. */
  private static List<String> events(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    List<String> events = new ArrayList<>();
    for (String block : response.body().split("\n\n", -1)) {
      if (block.startsWith("event: ")) {
        events.add(block.substring("event: ".length()).replace("\ndata: ", " "));
      }
    }
    return events;
  }

  private static String text(List<String> events) throws Exception {
    StringBuilder text = new StringBuilder();
    for (String event : events) {
      if (event.startsWith("delta ")) {
        text.append(JSON.readTree(event.substring("delta ".length())).path("text").asText());
      }
    }
    return text.toString();
  }

  /** The simplest correction method there can be. */
  private static final class Bridge implements CorrectionMethod {
    @Override
    public String id() {
      return "test-bridge";
    }

    @Override
    public String description() {
      return "Says a bridge.";
    }

    @Override
    public boolean suits(dev.upbeat.core.dialogue.ContinuationRequest request) {
      return true;
    }

    @Override
    public Repair repair(dev.upbeat.core.dialogue.ContinuationRequest request) {
      return new Repair(" one thing, but to your question,", "Answer the question.");
    }

    @Override
    public Optional<String> check(
        dev.upbeat.core.dialogue.ContinuationRequest request, String continuation) {
      return Optional.empty();
    }
  }
}
