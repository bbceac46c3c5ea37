package dev.upbeat.devices.soundcard;

import dev.upbeat.core.spi.DeviceAdapter.Choice;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;
import org.jspecify.annotations.Nullable;

/**
 * Through {@code javax.sound.sampled}, inside this process: needs the module {@code java.desktop}
 * and no program. Devices are mixers, named by any part of their name.
 *
 * <p>A card that knows neither the wanted rate nor mono is opened at the nearest thing it knows;
 * the rest is converted here.
 */
final class JavaSoundBackend implements SoundBackend {
  private static final int[] USUAL_RATES = {48_000, 44_100, 32_000, 22_050, 16_000, 8_000};

  @Override
  public String id() {
    return "java";
  }

  @Override
  public CaptureLine openCapture(SoundCardOptions options) {
    Found found = find(TargetDataLine.class, options.inputDevice(), options.inputRate());
    try {
      TargetDataLine line = (TargetDataLine) found.mixer().getLine(found.line());
      // Half a second, should this process be busy; frames are taken as soon as they are there.
      line.open(found.format(), bytes(found.format(), 500));
      line.start();
      return new JavaCapture(line, found.name());
    } catch (LineUnavailableException | RuntimeException busy) {
      throw DeviceProblems.unavailable(
          "The microphone '" + found.name() + "' can't be opened",
          String.valueOf(busy.getMessage()),
          busy);
    }
  }

  @Override
  public PlaybackLine openPlayback(SoundCardOptions options) {
    Found found = find(SourceDataLine.class, options.outputDevice(), options.outputRate());
    try {
      SourceDataLine line = (SourceDataLine) found.mixer().getLine(found.line());
      line.open(found.format(), bytes(found.format(), options.latencyMillis() + 20));
      line.start();
      return new JavaPlayback(line, found.name());
    } catch (LineUnavailableException | RuntimeException busy) {
      throw DeviceProblems.unavailable(
          "The loudspeaker '" + found.name() + "' can't be opened",
          String.valueOf(busy.getMessage()),
          busy);
    }
  }

  @Override
  public List<Choice> choices() {
    List<Choice> choices = new ArrayList<>();
    for (Mixer.Info info : AudioSystem.getMixerInfo()) {
      Mixer mixer = AudioSystem.getMixer(info);
      String about = "Java sound: " + info.getDescription();
      if (hasLine(mixer, TargetDataLine.class)) {
        choices.add(new Choice("input-device", info.getName(), about));
      }
      if (hasLine(mixer, SourceDataLine.class)) {
        choices.add(new Choice("output-device", info.getName(), about));
      }
    }
    return choices;
  }

  private static Found find(Class<?> kind, Optional<String> device, int wantedRate) {
    String role = kind == TargetDataLine.class ? "microphone" : "loudspeaker";
    List<String> seen = new ArrayList<>();
    for (Mixer.Info info : AudioSystem.getMixerInfo()) {
      Mixer mixer = AudioSystem.getMixer(info);
      if (!hasLine(mixer, kind)) {
        continue;
      }
      seen.add(info.getName());
      if (device.isPresent() && !contains(info.getName(), device.get())) {
        continue;
      }
      Found found = bestFormat(mixer, kind, wantedRate);
      if (found != null) {
        return found;
      }
    }
    String named = device.map(name -> " named '" + name + "'").orElse("");
    throw DeviceProblems.unavailable(
        "Java finds no " + role + named,
        seen.isEmpty()
            ? "no mixer of this machine has one"
            : "there are: " + String.join(", ", seen),
        null);
  }

  private static @Nullable Found bestFormat(Mixer mixer, Class<?> kind, int wantedRate) {
    Set<Integer> rates = new LinkedHashSet<>(List.of(wantedRate));
    for (int rate : USUAL_RATES) {
      rates.add(rate);
    }
    for (int rate : rates) {
      for (int channels = 1; channels <= 2; channels++) {
        AudioFormat format = new AudioFormat(rate, 16, channels, true, false);
        DataLine.Info line = new DataLine.Info(kind, format);
        if (mixer.isLineSupported(line)) {
          return new Found(mixer, line, format);
        }
      }
    }
    return null;
  }

  private static boolean hasLine(Mixer mixer, Class<?> kind) {
    return mixer.isLineSupported(new Line.Info(kind));
  }

  private static boolean contains(String name, String part) {
    return name.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  private static int bytes(AudioFormat format, int millis) {
    return Math.round(format.getSampleRate() * millis / 1_000) * format.getFrameSize();
  }

  private record Found(Mixer mixer, DataLine.Info line, AudioFormat format) {
    String name() {
      return mixer.getMixerInfo().getName();
    }
  }
}
