package dev.upbeat.devices.soundcard;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.spi.DeviceAdapter.Choice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Through {@code arecord} and {@code aplay}, one process each, connected by pipes.
 *
 * <p>Devices are ALSA PCM names. The processes inherit the environment, so {@code ALSA_CONFIG_PATH}
 * and {@code ~/.asoundrc} have their say.
 */
final class AlsaBackend implements SoundBackend {
  private final Map<String, String> environment;

  /**
   * @param environment is added to that of this process
   */
  AlsaBackend(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public String id() {
    return "alsa";
  }

  @Override
  public CaptureLine openCapture(SoundCardOptions options) {
    String device = options.inputDevice().orElse("default");
    // Periods of one frame: a frame is there as soon as it has been heard.
    List<String> command = command("arecord", device, options.inputRate(), 20_000, 500_000);
    return AlsaCapture.open(command, environment, device, options.inputRate());
  }

  @Override
  public PlaybackLine openPlayback(SoundCardOptions options) {
    String device = options.outputDevice().orElse("default");
    int bufferMicros = (options.latencyMillis() + 20) * 1_000;
    List<String> command = command("aplay", device, options.outputRate(), 10_000, bufferMicros);
    command.add("--start-delay=10000");
    return AlsaPlayback.open(command, environment, device, options.outputRate());
  }

  private static List<String> command(
      String program, String device, int rate, int periodMicros, int bufferMicros) {
    return new ArrayList<>(
        List.of(
            program,
            "--device=" + device,
            "--file-type=raw",
            "--format=S16_LE",
            "--channels=1",
            "--rate=" + rate,
            "--period-time=" + periodMicros,
            "--buffer-time=" + bufferMicros));
  }

  @Override
  public List<Choice> choices() {
    List<Choice> choices = new ArrayList<>();
    choices.addAll(list("arecord", "input-device"));
    choices.addAll(list("aplay", "output-device"));
    return choices;
  }

  /** {@code -L} prints a name a line and indents what describes it. */
  private List<Choice> list(String program, String option) {
    List<Choice> found = new ArrayList<>();
    try {
      String name = "";
      StringBuilder description = new StringBuilder();
      for (String line : AlsaProcess.output(List.of(program, "-L"), environment)) {
        if (line.isBlank()) {
          continue;
        }
        if (Character.isWhitespace(line.charAt(0))) {
          description.append(description.length() == 0 ? "" : ", ").append(line.strip());
          continue;
        }
        add(found, option, name, description);
        name = line.strip();
        description.setLength(0);
      }
      add(found, option, name, description);
    } catch (IOException | UpbeatException noSuchProgram) {
      return List.of();
    }
    return found;
  }

  private static void add(
      List<Choice> found, String option, String name, StringBuilder description) {
    if (!name.isEmpty() && !name.equals("null")) {
      found.add(new Choice(option, name, description.toString()));
    }
  }
}
