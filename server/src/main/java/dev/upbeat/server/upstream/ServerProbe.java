package dev.upbeat.server.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.upbeat.server.config.UpstreamSettings.Prefill;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks an OpenAI-compatible server what it is: {@code /v1/models} says {@code owned_by},
 * llama.cpp's server has {@code /props}, Ollama {@code /api/version}.
 */
final class ServerProbe {
  private static final Logger LOG = LoggerFactory.getLogger(ServerProbe.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Services known to ignore or refuse a trailing assistant message. */
  private static final Set<String> INSTRUCTED_HOSTS =
      Set.of("api.openai.com", "api.anthropic.com", "generativelanguage.googleapis.com");

  private final HttpClient client;
  private final Optional<String> key;
  private final ObjectMapper json = new ObjectMapper();

  ServerProbe(HttpClient client, Optional<String> key) {
    this.client = client;
    this.key = key;
  }

  /**
   * What was found out.
   *
   * @param prefill never AUTO
   * @param model the first in the server's list
   * @param certain whether the server answered; if not, it is worth asking again later
   */
  record Finding(Prefill prefill, Optional<String> model, boolean certain) {}

  /** Blocks up to a few seconds; never throws. */
  Finding probe(URI base) throws InterruptedException {
    String host = String.valueOf(base.getHost()).toLowerCase(Locale.ROOT);
    Optional<JsonNode> list = get(base.resolve("models"));
    JsonNode first = list.map(node -> node.path("data").path(0)).orElse(json.nullNode());
    Optional<String> model =
        Optional.of(first.path("id").asText("")).filter(name -> !name.isEmpty());
    if (INSTRUCTED_HOSTS.contains(host)) {
      return new Finding(Prefill.INSTRUCTED, model, list.isPresent());
    }
    if (list.isEmpty()) {
      return new Finding(Prefill.INSTRUCTED, model, false);
    }
    Prefill prefill =
        switch (first.path("owned_by").asText("").toLowerCase(Locale.ROOT)) {
          case "vllm" -> Prefill.VLLM;
          case "llamacpp", "llama.cpp" -> Prefill.NATIVE;
          default ->
              get(base.resolve("/props"))
                          .filter(p -> p.has("default_generation_settings"))
                          .isPresent()
                      || get(base.resolve("/api/version")).filter(v -> v.has("version")).isPresent()
                  ? Prefill.NATIVE
                  : Prefill.INSTRUCTED;
        };
    return new Finding(prefill, model, true);
  }

  private Optional<JsonNode> get(URI uri) throws InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE).GET();
    key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        return Optional.empty();
      }
      return Optional.ofNullable(json.readTree(response.body())).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.debug("event=probe-failed uri={} error={}", uri, e.toString());
      return Optional.empty();
    }
  }
}
