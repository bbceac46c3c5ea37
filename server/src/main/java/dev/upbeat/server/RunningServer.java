package dev.upbeat.server;

import dev.upbeat.core.ModelFolder;
import dev.upbeat.core.NativeFolder;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.UserFolders;
import dev.upbeat.core.spi.CorrectionMethod;
import dev.upbeat.core.spi.LanguageModel;
import dev.upbeat.models.store.ModelKind;
import dev.upbeat.models.store.ModelStore;
import dev.upbeat.plugins.host.PluginExtension;
import dev.upbeat.plugins.host.PluginHost;
import dev.upbeat.plugins.host.PluginHostSettings;
import dev.upbeat.server.config.ServerConfig;
import dev.upbeat.server.config.UpstreamSettings;
import dev.upbeat.server.continuation.AnswerLength;
import dev.upbeat.server.continuation.ContinuationService;
import dev.upbeat.server.http.ContinuatorServer;
import dev.upbeat.server.http.ListenAddress;
import dev.upbeat.server.judge.ContentOverlapJudge;
import dev.upbeat.server.upstream.EmbeddedModel;
import dev.upbeat.server.upstream.OpenAiModel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All parts of the program, put together. */
public final class RunningServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);
  private static final Set<String> LOOPBACK =
      Set.of("127.0.0.1", "localhost", "::1", "[::1]", "ip6-localhost");

  /** What has been started, to be closed in reverse. */
  private final Deque<AutoCloseable> parts;

  private final ContinuatorServer http;
  private final LanguageModel model;

  private RunningServer(Deque<AutoCloseable> parts, ContinuatorServer http, LanguageModel model) {
    this.parts = parts;
    this.http = http;
    this.model = model;
  }

  /**
   * Loads everything and listens; blocks a second or two.
   *
   * @param models the distribution's models folder; need not exist
   * @param plugins zips that come with the program, and folders of such
   * @param environment usually {@link System#getenv()}
   * @throws UpbeatException with the remedy, if a part can't be started; nothing is left running
   */
  public static RunningServer start(
      ServerConfig config, Path models, List<Path> plugins, Map<String, String> environment) {
    // First of all: what can't be listened on needn't wait for a model to be loaded.
    ListenAddress.check(config.host(), config.port());
    refuseOpenDoor(config);
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      // Both take their time, and neither needs the other.
      CompletableFuture<LanguageModel> loading =
          CompletableFuture.supplyAsync(() -> model(config.upstream(), models, environment));
      PluginHost host = new PluginHost(PluginHostSettings.usual(plugins, environment));
      parts.push(host);
      host.start();
      LanguageModel model = join(loading);
      parts.push(model);
      boolean small = config.upstream().url().isEmpty();
      ContinuationService service =
          new ContinuationService(
              model,
              new ContentOverlapJudge(),
              () ->
                  host.extensions(CorrectionMethod.class).stream()
                      .map(PluginExtension::extension)
                      .toList(),
              config.length().orElse(small ? AnswerLength.brief() : AnswerLength.usual()),
              config.upstream().temperature().orElse(small ? 0.0 : 0.3),
              config.upstream().thinkingTimeout());
      if (small) {
        // Alone: llama.cpp's threads spin for each other, and a core taken from them costs seconds.
        service.warmUp();
      }
      ContinuatorServer http =
          ContinuatorServer.start(
              service, config.host(), config.port(), config.token(), config.limits());
      parts.push(http);
      // Before the listener: streams that end leave nothing for it to wait for.
      parts.push(service);
      return new RunningServer(parts, http, model);
    } catch (RuntimeException e) {
      closeAll(parts);
      throw e;
    }
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static void refuseOpenDoor(ServerConfig config) {
    if (config.token().isPresent() || LOOPBACK.contains(config.host())) {
      return;
    }
    if (!config.anonymous()) {
      throw new UpbeatException(
          "token-needed",
          false,
          "Listening on " + config.host() + " without a token would serve anybody in reach.",
          "Add '--token-file FILE' ('openssl rand -hex 32 > FILE'), or '--allow-anonymous' if that"
              + " is what you want.");
    }
    LOG.warn("event=listening-without-token host={}", config.host());
  }

  private static LanguageModel model(
      UpstreamSettings upstream, Path models, Map<String, String> environment) {
    if (upstream.url().isPresent()) {
      OpenAiModel model = OpenAiModel.connect(upstream);
      LOG.info("event=upstream model=\"{}\" prefill={}", model.id(), model.prefill());
      return model;
    }
    // One core is left to everything else: llama.cpp's threads wait for each other spinning,
    // and one that has to share its core holds up all.
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    ModelStore store = ModelStore.open(models, environment);
    ModelFolder folder =
        upstream
            .model()
            .map(store::require)
            .or(() -> store.best(ModelKind.LANGUAGE_MODEL))
            .orElseGet(() -> store.require(UpstreamSettings.EMBEDDED_MODEL));
    return EmbeddedModel.load(
        folder,
        NativeFolder.find(UserFolders.of(environment)),
        upstream.threads() == 0 ? threads : upstream.threads(),
        upstream.queue());
  }

  /** How a client on this machine reaches it. */
  public String url() {
    return http.url();
  }

  /** Which language model answers. */
  public String modelId() {
    return model.id();
  }

  String readyLine() {
    return "Upbeat continuator ready at " + url() + ", answering with " + modelId();
  }

  /** Ends streams under way within two seconds, then frees everything. Never throws. */
  @Override
  public void close() {
    closeAll(parts);
  }

  private static void closeAll(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn(
            "event=close-failed part={} error={}", part.getClass().getSimpleName(), e.toString());
      }
    }
  }
}
