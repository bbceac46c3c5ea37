package dev.upbeat.server.config;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.UserFolders;
import dev.upbeat.server.config.UpstreamSettings.Prefill;
import dev.upbeat.server.continuation.AnswerLength;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Puts the operator's wishes together: command line before environment before file. */
public final class ConfigReader {
  /** Where the server listens unless told otherwise. */
  public static final int USUAL_PORT = 8473;

  private static final String OPENAI_HOST = "api.openai.com";

  private final CommandLineSettings line;
  private final Map<String, String> environment;
  private final ConfigFile file;

  private ConfigReader(CommandLineSettings line, Map<String, String> environment, ConfigFile file) {
    this.line = line;
    this.environment = environment;
    this.file = file;
  }

  /**
   * @param environment usually {@link System#getenv()}
   * @throws UpbeatException {@code config-*} or {@code token-*}, with file and setting
   */
  public static ServerConfig read(CommandLineSettings line, Map<String, String> environment) {
    ConfigFile file =
        line.config()
            .map(ConfigFile::read)
            .or(() -> usualFile(environment).map(ConfigFile::read))
            .orElseGet(ConfigFile::none);
    return new ConfigReader(line, environment, file).config();
  }

  private static Optional<Path> usualFile(Map<String, String> environment) {
    return Optional.of(UserFolders.of(environment).config().resolve("server.toml"))
        .filter(Files::exists);
  }

  private ServerConfig config() {
    Limits usual = Limits.usual();
    return new ServerConfig(
        line.host().or(() -> file.text("host")).orElse("127.0.0.1"),
        line.port().or(() -> file.integer("port", 0, 65_535)).orElse(USUAL_PORT),
        token(),
        line.anonymous() || file.flag("allow-anonymous"),
        upstream(),
        length(),
        new Limits(
            file.integer("limits.body-bytes", 1_024, 16_777_216).orElse(usual.bodyBytes()),
            file.integer("limits.request-characters", 10, 100_000)
                .orElse(usual.requestCharacters()),
            file.integer("limits.opener-words", 1, 200).orElse(usual.openerWords()),
            file.integer("limits.dialogue-turns", 0, 1_000).orElse(usual.dialogueTurns()),
            file.integer("limits.concurrent", 1, 1_000).orElse(usual.concurrent()),
            file.integer("limits.requests-per-minute", 1, 1_000_000)
                .orElse(usual.requestsPerMinute())));
  }

  private Optional<String> token() {
    Optional<Path> path = line.tokenFile().or(() -> file.text("token-file").map(Path::of));
    if (path.isPresent()) {
      return Optional.of(tokenIn(path.get()));
    }
    return env("UPBEAT_SERVER_TOKEN").or(() -> file.text("token"));
  }

  private static String tokenIn(Path path) {
    try {
      String token = Files.readString(path).strip();
      if (token.isEmpty()) {
        throw new UpbeatException(
            "token-empty",
            false,
            "The token file " + path + " is empty.",
            "Put a long random text in it: 'openssl rand -hex 32 > " + path + "'.");
      }
      return token;
    } catch (IOException e) {
      throw new UpbeatException(
          "token-unreadable",
          false,
          "Cannot read the token file " + path + ".",
          "Check that it exists and may be read by this user.",
          e);
    }
  }

  private UpstreamSettings upstream() {
    UpstreamSettings usual = UpstreamSettings.embedded();
    Optional<URI> url =
        line.upstream()
            .or(() -> env("UPBEAT_UPSTREAM_URL"))
            .or(() -> file.text("upstream.url"))
            .filter(text -> !text.equalsIgnoreCase("embedded"))
            .map(ConfigReader::url);
    return new UpstreamSettings(
        url,
        line.model().or(() -> env("UPBEAT_UPSTREAM_MODEL")).or(() -> file.text("upstream.model")),
        env("UPBEAT_UPSTREAM_KEY").or(() -> file.text("upstream.key")).or(() -> openAiKey(url)),
        file.text("upstream.prefill").map(this::prefill).orElse(Prefill.AUTO),
        milliseconds("upstream.connect-timeout-ms").orElse(usual.connectTimeout()),
        milliseconds("upstream.first-token-timeout-ms").orElse(usual.firstTokenTimeout()),
        milliseconds("upstream.token-timeout-ms").orElse(usual.tokenTimeout()),
        milliseconds("upstream.thinking-timeout-ms").orElse(usual.thinkingTimeout()),
        file.integer("upstream.threads", 0, 256).orElse(usual.threads()),
        file.integer("upstream.queue", 0, 100).orElse(usual.queue()),
        file.number("upstream.temperature", 0, 2));
  }

  /** Other people's key: used for the one service it belongs to, and for no other. */
  private Optional<String> openAiKey(Optional<URI> url) {
    boolean openAi =
        url.isPresent()
            && OPENAI_HOST.equalsIgnoreCase(url.get().getHost())
            && "https".equalsIgnoreCase(url.get().getScheme());
    return openAi ? env("OPENAI_API_KEY") : Optional.empty();
  }

  private static URI url(String text) {
    try {
      URI url = URI.create(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null && url.getUserInfo() == null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Said below, in the same words.
    }
    throw new UpbeatException(
        "upstream-url-invalid",
        false,
        "The upstream is neither 'embedded' nor an http(s) URL without a password in it.",
        "Give something like http://127.0.0.1:8000/v1; the key has a setting of its own.");
  }

  private Prefill prefill(String text) {
    try {
      return Prefill.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw file.wrong("upstream.prefill", "\"auto\", \"native\", \"vllm\" or \"instructed\"");
    }
  }

  private Optional<AnswerLength> length() {
    AnswerLength usual = AnswerLength.usual();
    Optional<Integer> most = file.integer("answer.most-words", 5, 500);
    Optional<Integer> enough = file.integer("answer.enough-words", 1, 500);
    Optional<Integer> sentences = file.integer("answer.most-sentences", 1, 50);
    if (most.isEmpty() && enough.isEmpty() && sentences.isEmpty()) {
      return Optional.empty();
    }
    int mostWords = most.orElse(Math.max(usual.mostWords(), enough.orElse(1)));
    int enoughWords = enough.orElse(Math.max(1, mostWords * 2 / 3));
    if (enoughWords > mostWords) {
      throw file.wrong("answer.enough-words", "at most answer.most-words");
    }
    return Optional.of(
        new AnswerLength(enoughWords, mostWords, sentences.orElse(usual.mostSentences())));
  }

  private Optional<Duration> milliseconds(String key) {
    return file.integer(key, 1, 600_000).map(Duration::ofMillis);
  }

  private Optional<String> env(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }
}
