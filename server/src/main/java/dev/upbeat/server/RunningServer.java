package dev.upbeat.server;

import dev.upbeat.core.spi.CorrectionMethod;
import dev.upbeat.core.spi.LanguageModel;
import dev.upbeat.models.store.ModelStore;
import dev.upbeat.plugins.host.PluginExtension;
import dev.upbeat.plugins.host.PluginHost;
import dev.upbeat.plugins.host.PluginHostSettings;
import dev.upbeat.server.config.Limits;
import dev.upbeat.server.config.UpstreamSettings;
import dev.upbeat.server.continuation.AnswerLength;
import dev.upbeat.server.continuation.ContinuationService;
import dev.upbeat.server.http.ContinuatorServer;
import dev.upbeat.server.judge.ContentOverlapJudge;
import dev.upbeat.server.upstream.EmbeddedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All parts of the program, put together. */
public final class RunningServer implements AutoCloseable {
  private final LanguageModel model;
  private final PluginHost plugins;
  private final ContinuationService service;
  private final ContinuatorServer http;

  private RunningServer(
      LanguageModel model,
      PluginHost plugins,
      ContinuationService service,
      ContinuatorServer http) {
    this.model = model;
    this.plugins = plugins;
    this.service = service;
    this.http = http;
  }

  /** The command line. */
  public record Settings(
      Optional<String> host,
      Optional<Integer> port,
      Optional<String> upstream,
      Optional<String> model,
      Optional<Path> config,
      Optional<Path> tokenFile,
      boolean allowAnonymous,
      Optional<Path> models,
      List<Path> plugins) {}

  /** Loads everything and listens; blocks a second or two. */
  public static RunningServer start(Settings settings, Map<String, String> environment) {
    ModelStore store = ModelStore.open(settings.models().orElse(Path.of("models")), environment);
    LanguageModel model =
        EmbeddedModel.load(
            store.require(settings.model().orElse(UpstreamSettings.EMBEDDED_MODEL)),
            Runtime.getRuntime().availableProcessors(),
            3);
    PluginHost plugins =
        new PluginHost(PluginHostSettings.usual(settings.plugins(), environment)).start();
    ContinuationService service =
        new ContinuationService(
            model,
            new ContentOverlapJudge(),
            () ->
                plugins.extensions(CorrectionMethod.class).stream()
                    .map(PluginExtension::extension)
                    .toList(),
            AnswerLength.brief(),
            0.2);
    ContinuatorServer http =
        ContinuatorServer.start(
            service,
            settings.host().orElse("127.0.0.1"),
            settings.port().orElse(8473),
            Optional.empty(),
            Limits.usual());
    return new RunningServer(model, plugins, service, http);
  }

  String url() {
    return http.url();
  }

  String modelId() {
    return model.id();
  }

  String readyLine() {
    return "Upbeat continuator ready at " + url() + ", answering with " + modelId();
  }

  @Override
  public void close() {
    service.close();
    http.close();
    plugins.close();
    model.close();
  }
}
