package dev.upbeat.wearable.assistant;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.UserFolders;
import dev.upbeat.core.spi.DeviceAdapter;
import dev.upbeat.core.spi.DeviceSession;
import dev.upbeat.core.time.Ticker;
import dev.upbeat.core.turn.TurnEngine;
import dev.upbeat.core.turn.TurnEvent;
import dev.upbeat.core.turn.TurnSettings;
import dev.upbeat.models.store.ModelStore;
import dev.upbeat.plugins.host.PluginExtension;
import dev.upbeat.plugins.host.PluginHost;
import dev.upbeat.speech.endpoint.EndpointSettings;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The assistant on the board: engines loaded, plugins started, ready to take turns. One assistant
 * serves any number of conversations, one at a time. Thread-safe but for {@link #close()}.
 */
public final class Assistant implements AutoCloseable {
  private final PluginHost plugins;
  private final AssistantParts.Loaded loaded;
  private final AssistantSettings settings;

  private Assistant(PluginHost plugins, AssistantParts.Loaded loaded, AssistantSettings settings) {
    this.plugins = plugins;
    this.loaded = loaded;
    this.settings = settings;
  }

  /**
   * Loads all engines; blocks for some seconds.
   *
   * @param plugins started; remains the caller's to close, after the assistant
   * @param folders where graphs and native libraries are kept
   * @throws UpbeatException if a model or plugin is missing or damaged
   */
  public static Assistant load(
      ModelStore store, PluginHost plugins, UserFolders folders, AssistantSettings settings) {
    return new Assistant(plugins, AssistantParts.load(store, plugins, folders, settings), settings);
  }

  /** Ids of the models at work, for a line that a person reads. */
  public List<String> models() {
    return loaded.models();
  }

  /** Begins a conversation; the caller closes the engine. */
  public TurnEngine converse(Consumer<TurnEvent> listener) {
    EndpointSettings endpointing = settings.endpointing();
    TurnSettings turn =
        TurnSettings.defaults()
            .withRecognizerMargins(endpointing.lead(), endpointing.tail())
            .withCorrectionMethod(settings.correctionMethod());
    return new TurnEngine(
        new TurnEngine.Parts(
            loaded.recognizer(),
            loaded.endpointDetector(),
            loaded.openerModel(),
            loaded.synthesizer(),
            loaded.continuator(),
            Ticker.system()),
        turn,
        listener);
  }

  /**
   * Opens a device.
   *
   * @param adapterId such as {@code sound-card}
   * @throws UpbeatException {@code device-unknown}, or what the adapter says
   */
  public DeviceSession openDevice(String adapterId, Map<String, String> options) {
    return adapter(plugins, adapterId).open(new DeviceAdapter.Settings(options, Ticker.system()));
  }

  /** The adapter of this id. */
  static DeviceAdapter adapter(PluginHost plugins, String adapterId) {
    return plugins
        .find(DeviceAdapter.class, adapter -> adapter.id().equals(adapterId))
        .orElseThrow(
            () ->
                new UpbeatException(
                    "device-unknown",
                    false,
                    "No plugin provides a device '" + adapterId + "'.",
                    "Installed: " + ids(plugins) + ". Run './upbeat plugins list' to see why."));
  }

  private static String ids(PluginHost plugins) {
    String ids =
        plugins.extensions(DeviceAdapter.class).stream()
            .map(PluginExtension::extension)
            .map(DeviceAdapter::id)
            .sorted()
            .collect(Collectors.joining(", "));
    return ids.isEmpty() ? "none" : ids;
  }

  @Override
  public void close() {
    loaded.parts().close();
  }
}
