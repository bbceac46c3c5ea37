package dev.upbeat.plugins.host.cli;

import dev.upbeat.core.spi.CorrectionMethod;
import dev.upbeat.core.spi.DeviceAdapter;
import dev.upbeat.core.spi.OpenerJudge;
import dev.upbeat.core.spi.SpeechSynthesizer;
import dev.upbeat.plugins.host.PluginExtension;
import dev.upbeat.plugins.host.PluginHost;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Says what a plugin's extensions are called and what they say about themselves. */
final class ExtensionLines {
  private ExtensionLines() {}

  static List<String> of(PluginHost host, String pluginId) {
    List<String> lines = new ArrayList<>();
    add(
        lines,
        host.extensions(DeviceAdapter.class),
        pluginId,
        adapter -> "device " + adapter.id() + ": " + adapter.description());
    add(
        lines,
        host.extensions(CorrectionMethod.class),
        pluginId,
        method -> "correction method " + method.id() + ": " + method.description());
    add(lines, host.extensions(SpeechSynthesizer.class), pluginId, voice -> "voice " + voice.id());
    add(
        lines,
        host.extensions(OpenerJudge.class),
        pluginId,
        judge -> "opener judge " + judge.getClass().getName());
    return lines;
  }

  private static <T> void add(
      List<String> lines,
      List<PluginExtension<T>> extensions,
      String pluginId,
      Function<T, String> text) {
    for (PluginExtension<T> each : extensions) {
      if (each.pluginId().equals(pluginId)) {
        lines.add(line(each.extension(), text));
      }
    }
  }

  // A plugin's own code: whatever it throws must not end the list.
  private static <T> String line(T extension, Function<T, String> text) {
    try {
      return text.apply(extension);
    } catch (RuntimeException | LinkageError e) {
      return extension.getClass().getName() + " can't describe itself: " + e;
    }
  }
}
