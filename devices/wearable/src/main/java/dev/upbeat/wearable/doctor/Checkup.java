package dev.upbeat.wearable.doctor;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.UserFolders;
import dev.upbeat.core.spi.DeviceAdapter;
import dev.upbeat.core.spi.SpeechSynthesizer;
import dev.upbeat.models.store.ModelKind;
import dev.upbeat.models.store.ModelStore;
import dev.upbeat.plugins.host.PluginHost;
import dev.upbeat.plugins.host.PluginHostSettings;
import dev.upbeat.plugins.host.PluginStatus;
import dev.upbeat.speech.vosk.VoskNative;
import dev.upbeat.wearable.assistant.NativeLibraries;
import dev.upbeat.wearable.assistant.VoskLibrary;
import dev.upbeat.wearable.continuator.ContinuatorAddress;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at everything the main job needs. Changes nothing. */
public final class Checkup {
  private static final long NEEDED_MEMORY_KILOBYTES = 900L << 10;

  private final Map<String, String> environment;
  private final ModelStore store;
  private final PluginHostSettings plugins;
  private final UserFolders folders;
  private final List<Finding> findings = new ArrayList<>();

  public Checkup(Map<String, String> environment, ModelStore store, PluginHostSettings plugins) {
    this.environment = environment;
    this.store = store;
    this.plugins = plugins;
    this.folders = UserFolders.of(environment);
  }

  /**
   * Runs all checks; blocks some seconds at most.
   *
   * @param server finds the configured server; its failure is a finding
   * @param soundCard options of the sound card, as they are set; a failure is a finding
   */
  public List<Finding> run(
      Supplier<Optional<ContinuatorAddress>> server, Supplier<Map<String, String>> soundCard) {
    java();
    memory();
    encoding();
    folders();
    vosk();
    models();
    plugins(soundCard);
    tools();
    server(server);
    return List.copyOf(findings);
  }

  private void java() {
    findings.add(
        Finding.fine(
            "java",
            Runtime.version()
                + " on "
                + System.getProperty("os.arch")
                + ", "
                + Runtime.getRuntime().availableProcessors()
                + " processors"));
  }

  private void memory() {
    try {
      Optional<Long> available =
          Files.readAllLines(Path.of("/proc/meminfo")).stream()
              .filter(line -> line.startsWith("MemAvailable:"))
              .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
              .findFirst();
      if (available.isPresent() && available.get() < NEEDED_MEMORY_KILOBYTES) {
        findings.add(
            Finding.weak(
                "memory",
                available.get() / 1024 + " MB available",
                "Device and server on one machine want about 900 MB; run the server elsewhere."));
      } else {
        findings.add(
            Finding.fine("memory", available.map(kb -> kb / 1024 + " MB available").orElse("?")));
      }
    } catch (IOException e) {
      findings.add(Finding.fine("memory", "unknown on this system"));
    }
  }

  private void folders() {
    new FolderCheck(folders).findings().forEach(findings::add);
  }

  /**
   * The launcher sees to it; this is for those who start Java themselves, or have no such locale.
   */
  private void encoding() {
    String names = System.getProperty("sun.jnu.encoding", "");
    findings.add(
        names.equalsIgnoreCase("UTF-8")
            ? Finding.fine("encoding", names)
            : Finding.weak(
                "encoding",
                names + ": file names and words beyond ASCII won't work",
                "Set LC_ALL=C.UTF-8, or install a UTF-8 locale."));
  }

  private void vosk() {
    try {
      NativeLibraries.prepare(folders);
    } catch (UpbeatException e) {
      findings.add(Finding.lacking("native libraries", String.valueOf(e.getMessage()), e.remedy()));
      return;
    }
    VoskLibrary.provide(store);
    VoskNative.Availability vosk = VoskNative.availability();
    findings.add(
        vosk.problem()
            .map(
                problem ->
                    Finding.lacking("vosk", String.valueOf(problem.getMessage()), problem.remedy()))
            .orElseGet(() -> Finding.fine("vosk", "native library for " + vosk.platform())));
  }

  private void models() {
    model(ModelKind.RECOGNIZER, "vosk-small-en-us-0.15", true);
    model(ModelKind.OPENER, "opener-en", true);
    model(ModelKind.LANGUAGE_MODEL, "smollm2-135m-instruct", false);
    model(ModelKind.VOICE_ACTIVITY, "silero-vad", false);
  }

  private void model(ModelKind kind, String suggestion, boolean needed) {
    String remedy = "Run './upbeat models pull " + suggestion + "'.";
    String subject = kind.id();
    Optional<String> best = store.best(kind).map(folder -> folder.id());
    if (best.isEmpty()) {
      findings.add(
          needed
              ? Finding.lacking(subject, "no model installed", remedy)
              : Finding.weak(subject, "no model installed", remedy));
    } else if (kind == ModelKind.RECOGNIZER && best.get().equals("vosk-starter-en")) {
      findings.add(Finding.weak(subject, best.get() + ", made for demonstrations", remedy));
    } else {
      findings.add(Finding.fine(subject, best.get()));
    }
  }

  private void plugins(Supplier<Map<String, String>> soundCard) {
    try (PluginHost host = new PluginHost(plugins).start()) {
      for (PluginStatus status : host.list()) {
        if (status.state() != PluginStatus.State.STARTED) {
          findings.add(
              Finding.weak(
                  "plugin",
                  status.name() + ": " + status.state(),
                  "Run './upbeat plugins list' for the reason."));
        }
      }
      findings.add(
          host.extensions(SpeechSynthesizer.class).isEmpty()
              ? Finding.lacking(
                  "synthesizer", "no plugin synthesizes speech", "Run './upbeat build'.")
              : Finding.fine(
                  "synthesizer", host.extensions(SpeechSynthesizer.class).get(0).pluginId()));
      findings.add(
          Finding.fine(
              "devices",
              String.join(
                  ", ",
                  host.extensions(DeviceAdapter.class).stream()
                      .map(extension -> extension.extension().id())
                      .toList())));
      host.find(DeviceAdapter.class, adapter -> adapter.id().equals("sound-card"))
          .ifPresent(adapter -> findings.add(MicrophoneCheck.run(adapter, soundCard.get())));
    } catch (UpbeatException e) {
      findings.add(Finding.lacking("plugins", String.valueOf(e.getMessage()), e.remedy()));
    }
  }

  private void tools() {
    tool(
        "arecord",
        "the sound card through ALSA",
        "Install alsa-utils (apt-get install alsa-utils).");
    tool(
        "python3",
        "fetching models from Python packages",
        "Install python3-pip (apt-get install python3-pip).");
    tool("npm", "fetching models from npm packages", "Install npm (apt-get install npm).");
  }

  private void tool(String name, String use, String remedy) {
    boolean found =
        List.of(environment.getOrDefault("PATH", "").split(":", -1)).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    findings.add(
        found
            ? Finding.fine(name, "found; for " + use)
            : Finding.weak(name, "not found; for " + use, remedy));
  }

  private void server(Supplier<Optional<ContinuatorAddress>> configured) {
    try {
      Optional<ContinuatorAddress> address = configured.get();
      findings.add(
          address
              .map(Checkup::health)
              .orElseGet(
                  () -> Finding.fine("continuator", "none configured: commands start their own")));
    } catch (UpbeatException e) {
      findings.add(Finding.lacking("continuator", String.valueOf(e.getMessage()), e.remedy()));
    }
  }

  private static Finding health(ContinuatorAddress address) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/healthz")).timeout(Duration.ofSeconds(5)).build();
    try {
      HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
      return response.statusCode() == 200
          ? Finding.fine("continuator", address + " is up")
          : Finding.lacking(
              "continuator",
              address + " answers HTTP " + response.statusCode(),
              "Look at the server's log.");
    } catch (IOException e) {
      return Finding.lacking(
          "continuator",
          address + " can't be reached (" + e.getClass().getSimpleName() + ")",
          "Start it with './upbeat server', or correct the address.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.weak("continuator", "not checked", "Run the check again.");
    }
  }
}
