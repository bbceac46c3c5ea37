package dev.upbeat.plugins.host;

import dev.upbeat.core.dialogue.ContinuationRequest;
import dev.upbeat.core.spi.OpenerJudge;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The folders of one test. */
record Folder(Path root) {
  Path bundled() {
    return root.resolve("bundled");
  }

  Path installed() {
    return root.resolve("data/plugins");
  }

  Path unpacked() {
    return root.resolve("cache/plugins");
  }

  Path downloads() {
    return root.resolve("downloads");
  }

  PluginHostSettings settings(ArtifactCheck... checks) {
    return settings(ArchiveLimits.USUAL, checks);
  }

  PluginHostSettings settings(ArchiveLimits limits, ArtifactCheck... checks) {
    return new PluginHostSettings(
        List.of(bundled()), installed(), unpacked(), List.of(checks), limits);
  }

  PluginHost start() {
    return new PluginHost(settings()).start();
  }

  PluginStore store() {
    return new PluginStore(settings());
  }

  static String say(OpenerJudge judge) {
    return judge
        .judge(new ContinuationRequest("t", "hello", "Well,", List.of(), Optional.empty()))
        .reason();
  }

  static List<String> sayAll(PluginHost host) {
    return host.extensions(OpenerJudge.class).stream()
        .map(each -> each.pluginId() + ": " + say(each.extension()))
        .toList();
  }
}
