package dev.upbeat.wearable.assistant;

import dev.upbeat.core.ModelFolder;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.UserFolders;
import dev.upbeat.core.spi.EndpointDetector;
import dev.upbeat.core.spi.OpenerModel;
import dev.upbeat.core.spi.SpeechRecognizer;
import dev.upbeat.core.spi.SpeechSynthesizer;
import dev.upbeat.models.store.ModelKind;
import dev.upbeat.models.store.ModelStore;
import dev.upbeat.plugins.host.PluginHost;
import dev.upbeat.speech.endpoint.VoiceEndpointDetector;
import dev.upbeat.speech.vosk.VoskRecognizer;
import dev.upbeat.wearable.continuator.HttpContinuator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Loads the engines, all at once: each takes a while and they don't need each other. */
final class AssistantParts implements AutoCloseable {
  private final ModelStore store;
  private final PluginHost plugins;
  private final UserFolders folders;
  private final AssistantSettings settings;
  private final List<AutoCloseable> opened = Collections.synchronizedList(new ArrayList<>());

  private AssistantParts(
      ModelStore store, PluginHost plugins, UserFolders folders, AssistantSettings settings) {
    this.store = store;
    this.plugins = plugins;
    this.folders = folders;
    this.settings = settings;
  }

  /** What was loaded. */
  record Loaded(
      AssistantParts parts,
      SpeechRecognizer recognizer,
      EndpointDetector endpointDetector,
      OpenerModel openerModel,
      SpeechSynthesizer synthesizer,
      HttpContinuator continuator,
      List<String> models) {}

  /**
   * Loads everything; blocks until the last is ready. If one fails, the others are closed.
   *
   * @throws UpbeatException what the first failing engine says
   */
  static Loaded load(
      ModelStore store, PluginHost plugins, UserFolders folders, AssistantSettings settings) {
    NativeLibraries.prepare(folders);
    AssistantParts parts = new AssistantParts(store, plugins, folders, settings);
    ExecutorService loaders = Executors.newCachedThreadPool();
    List<String> models = Collections.synchronizedList(new ArrayList<>());
    try {
      CompletableFuture<SpeechSynthesizer> synthesizer = run(parts::synthesizer, loaders);
      CompletableFuture<SpeechRecognizer> recognizer = run(() -> parts.recognizer(models), loaders);
      CompletableFuture<OpenerModel> opener = run(() -> parts.openerModel(models), loaders);
      CompletableFuture<EndpointDetector> detector = run(parts::endpointDetector, loaders);
      return new Loaded(
          parts,
          recognizer.join(),
          detector.join(),
          opener.join(),
          synthesizer.join(),
          parts.keep(new HttpContinuator(settings.continuator().get())),
          List.copyOf(models));
    } catch (RuntimeException e) {
      loaders.shutdown();
      awaitQuietly(loaders);
      parts.close();
      if (e instanceof CompletionException && e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    } finally {
      loaders.shutdown();
    }
  }

  private SpeechRecognizer recognizer(List<String> models) {
    if (!settings.listens()) {
      return new DeafRecognizer();
    }
    ModelFolder folder = model(settings.recognizerModel(), ModelKind.RECOGNIZER);
    models.add(folder.id());
    VoskLibrary.provide(store);
    return keep(new VoskRecognizer(folder));
  }

  private OpenerModel openerModel(List<String> models) {
    if (settings.givenOpener().isPresent()) {
      return new GivenOpenerModel(settings.givenOpener().get());
    }
    ModelFolder folder = model(settings.openerModel(), ModelKind.OPENER);
    models.add(folder.id());
    return keep(OpenerModels.open(folder, folders));
  }

  private EndpointDetector endpointDetector() {
    Optional<ModelFolder> silero =
        settings.listens() ? store.best(ModelKind.VOICE_ACTIVITY) : Optional.empty();
    return keep(VoiceEndpointDetector.open(silero, settings.endpointing()));
  }

  private SpeechSynthesizer synthesizer() {
    if (!settings.speaks()) {
      return new TextOnlySynthesizer();
    }
    SpeechSynthesizer synthesizer =
        plugins
            .find(SpeechSynthesizer.class, candidate -> true)
            .orElseThrow(
                () ->
                    new UpbeatException(
                        "no-synthesizer",
                        false,
                        "No plugin that synthesizes speech is installed.",
                        "Run './upbeat plugins list' to see why, or build with './upbeat build'."));
    synthesizer.prepare();
    return synthesizer; // the plugin host closes it
  }

  private ModelFolder model(Optional<String> wanted, ModelKind kind) {
    return wanted
        .map(store::require)
        .or(() -> store.best(kind))
        .orElseThrow(
            () ->
                new UpbeatException(
                    "model-missing",
                    false,
                    "No model of kind " + kind.id() + " is installed.",
                    "Run './upbeat models list', then './upbeat models pull' with one of them."));
  }

  private <T extends AutoCloseable> T keep(T part) {
    opened.add(part);
    return part;
  }

  @Override
  public void close() {
    synchronized (opened) {
      for (int i = opened.size() - 1; i >= 0; i--) {
        closeQuietly(opened.get(i));
      }
      opened.clear();
    }
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      org.slf4j.LoggerFactory.getLogger(AssistantParts.class)
          .warn(
              "event=close-failed part={} cause={}", part.getClass().getSimpleName(), e.toString());
    }
  }

  private static <T> CompletableFuture<T> run(Supplier<T> loader, ExecutorService on) {
    return CompletableFuture.supplyAsync(loader, on);
  }

  private static void awaitQuietly(ExecutorService loaders) {
    boolean interrupted = false;
    try {
      // Whoever ends the process while an engine still loads ends it with a crash.
      boolean ended = loaders.awaitTermination(3, java.util.concurrent.TimeUnit.MINUTES);
      if (!ended) {
        loaders.shutdownNow();
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
