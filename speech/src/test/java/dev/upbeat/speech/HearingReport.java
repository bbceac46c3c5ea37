package dev.upbeat.speech;

import dev.upbeat.core.ModelFolder;
import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.speech.Listener.Utterance;
import dev.upbeat.speech.endpoint.CompletenessRules;
import dev.upbeat.speech.endpoint.EndpointSettings;
import dev.upbeat.speech.endpoint.EnergyVoiceActivity;
import dev.upbeat.speech.endpoint.SileroVoiceActivity;
import dev.upbeat.speech.endpoint.VoiceActivityModel;
import dev.upbeat.speech.endpoint.VoiceEndpointDetector;
import dev.upbeat.speech.vosk.VoskRecognizer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Prints how well recordings are heard; not a test. Arguments: a folder with recordings and a
 * {@code questions.tsv} (file, words), the folders of a Vosk model and of Silero VAD, and perhaps
 * {@code silero} or {@code energy} to measure one of them only; a fifth measures quiet microphones
 * only.
 *
 * <p>The true start and end of speech are taken as the first and last sample above 1 % of full
 * scale.
 */
public final class HearingReport {
  private static final int TRUE_SPEECH = 328;

  private final VoskRecognizer recognizer;
  private final List<Recording> recordings;

  private HearingReport(VoskRecognizer recognizer, List<Recording> recordings) {
    this.recognizer = recognizer;
    this.recordings = recordings;
  }

  private record Recording(String name, String words, AudioChunk sound, int start, int end) {
    Recording with(AudioChunk changed) {
      return new Recording(name, words, changed, start, end);
    }
  }

  private record Line(
      Recording recording, List<Utterance> utterances, String text, WordErrors errors) {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    List<Recording> recordings = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("questions.tsv"))) {
      String[] columns = line.split("\t", -1);
      recordings.add(recording(columns[0], columns[1], Wav.read(folder.resolve(columns[0]))));
    }
    ModelFolder silero = new ModelFolder("silero-vad", Path.of(arguments[2]));
    try (VoskRecognizer recognizer =
        new VoskRecognizer(new ModelFolder("vosk", Path.of(arguments[1])))) {
      HearingReport report = new HearingReport(recognizer, recordings);
      for (VoiceActivityModel model :
          List.of(new SileroVoiceActivity(silero), new EnergyVoiceActivity())) {
        VoiceEndpointDetector detector =
            new VoiceEndpointDetector(
                model, EndpointSettings.defaults(), CompletenessRules.english());
        if (arguments.length > 4) {
          report.quiet(detector);
        } else if (arguments.length < 4 || arguments[3].equals(model.name())) {
          report.print(detector);
        }
        detector.close();
      }
    }
  }

  private static Recording recording(String name, String words, AudioChunk sound) {
    int start = 0;
    while (start < sound.length() && Math.abs(sound.sample(start)) < TRUE_SPEECH) {
      start++;
    }
    int end = sound.length();
    while (end > start && Math.abs(sound.sample(end - 1)) < TRUE_SPEECH) {
      end--;
    }
    return new Recording(name, words, sound, start, end);
  }

  private void print(VoiceEndpointDetector detector) {
    out("%n## %s, as recorded", detector.voiceActivity());
    cost(detector);
    for (Recording recording : recordings) {
      print(hear(detector, recording));
    }
    out(
        "%n| %s | utterances | cut | start error ms | end error ms | end decided ms | WER |",
        "sound");
    out("| --- | --- | --- | --- | --- | --- | --- |");
    summary(detector, "as recorded", recordings);
    for (int ratio : new int[] {20, 15, 10}) {
      summary(
          detector,
          "pink noise at " + ratio + " dB",
          recordings.stream().map(r -> r.with(Noise.added(r.sound(), true, ratio, 7))).toList());
    }
    summary(
        detector,
        "white noise at 15 dB",
        recordings.stream().map(r -> r.with(Noise.added(r.sound(), false, 15, 7))).toList());
    quiet(detector);
  }

  /** What an amplified microphone brings: word error rates as loud as it comes, and amplified. */
  private void quiet(VoiceEndpointDetector detector) {
    out("%n| sound | WER as it comes | heard | WER amplified | heard |");
    out("| --- | --- | --- | --- | --- |");
    for (int quieter = 0; quieter <= 40; quieter += 10) {
      double factor = Math.pow(10, -quieter / 20.0);
      compare(
          detector,
          "−" + quieter + " dB",
          recordings.stream().map(r -> r.with(Noise.scaled(r.sound(), factor))).toList());
    }
    for (int quieter = 0; quieter <= 40; quieter += 10) {
      double factor = Math.pow(10, -quieter / 20.0);
      compare(
          detector,
          "pink noise at 15 dB, −" + quieter + " dB",
          recordings.stream()
              .map(r -> r.with(Noise.scaled(Noise.added(r.sound(), true, 15, 7), factor)))
              .toList());
    }
  }

  private void compare(VoiceEndpointDetector detector, String sound, List<Recording> heard) {
    StringBuilder line = new StringBuilder("| " + sound);
    for (Listener listener :
        List.of(Listener.withoutGain(detector, recognizer), new Listener(detector, recognizer))) {
      WordErrors errors = new WordErrors(0, 0);
      int found = 0;
      for (Recording recording : heard) {
        List<Utterance> utterances = listener.hear(recording.sound());
        found += utterances.size();
        errors = errors.plus(WordErrors.between(recording.words(), text(utterances)));
      }
      line.append(String.format(Locale.ROOT, " | %.1f %% | %d", 100 * errors.rate(), found));
    }
    out("%s |", line);
  }

  private void summary(VoiceEndpointDetector detector, String sound, List<Recording> heard) {
    List<Line> lines = heard.stream().map(r -> hear(detector, r)).toList();
    WordErrors errors =
        lines.stream().map(Line::errors).reduce(new WordErrors(0, 0), WordErrors::plus);
    long utterances = lines.stream().mapToLong(line -> line.utterances().size()).sum();
    long cut = lines.stream().filter(line -> line.utterances().size() > 1).count();
    out(
        "| %s | %d | %d | %s | %s | %s | %.1f %% |",
        sound,
        utterances,
        cut,
        spread(lines.stream().flatMapToLong(HearingReport::startError).toArray()),
        spread(lines.stream().flatMapToLong(HearingReport::endError).toArray()),
        spread(lines.stream().flatMapToLong(HearingReport::decided).toArray()),
        100 * errors.rate());
  }

  private static java.util.stream.LongStream startError(Line line) {
    return line.utterances().stream()
        .limit(1)
        .mapToLong(u -> (u.start() - line.recording().start()) / 16);
  }

  private static java.util.stream.LongStream endError(Line line) {
    return line.utterances().stream()
        .skip(Math.max(0, line.utterances().size() - 1))
        .mapToLong(u -> (u.end() - line.recording().end()) / 16);
  }

  private static java.util.stream.LongStream decided(Line line) {
    return line.utterances().stream()
        .skip(Math.max(0, line.utterances().size() - 1))
        .mapToLong(u -> (u.decided() - line.recording().end()) / 16);
  }

  private Line hear(VoiceEndpointDetector detector, Recording recording) {
    List<Utterance> utterances = new Listener(detector, recognizer).hear(recording.sound());
    String text = text(utterances);
    return new Line(recording, utterances, text, WordErrors.between(recording.words(), text));
  }

  private static String text(List<Utterance> utterances) {
    return String.join(" ", utterances.stream().map(Utterance::text).toList()).strip();
  }

  private static void print(Line line) {
    out(
        "%s (true %d–%d ms)",
        line.recording().name(), line.recording().start() / 16, line.recording().end() / 16);
    for (Utterance u : line.utterances()) {
      out(
          "    %d–%d, decided %d: %s; '%s'",
          u.start() / 16, u.end() / 16, u.decided() / 16, u.evidence(), u.text());
    }
    out(
        "    %d of %d words wrong; spoken '%s'",
        line.errors().errors(), line.errors().words(), line.recording().words());
  }

  /** Processor time of this thread, in which both engines work: other programs don't disturb it. */
  private void cost(VoiceEndpointDetector detector) {
    AudioChunk sound = recordings.get(0).sound();
    long frames = 0;
    long start = cpu();
    for (int i = 0; i < 100; i++) {
      if (i == 50) {
        frames = 0;
        start = cpu();
      }
      try (var session = detector.start()) {
        for (int from = 0; from + 320 <= sound.length(); from += 320) {
          session.accept(sound.slice(from, from + 320));
          frames++;
        }
      }
    }
    out("%nendpointing: %.3f ms of processor time a 20 ms frame", (cpu() - start) / 1e6 / frames);
    long accepting = 0;
    long pausing = 0;
    long finishing = 0;
    double seconds = 0;
    for (Recording recording : recordings) {
      try (var session = recognizer.start()) {
        long t0 = cpu();
        int to = Math.min(recording.end() + 2_560, recording.sound().length());
        for (int from = Math.max(0, recording.start() - 4_800); from < to; from += 320) {
          session.accept(recording.sound().slice(from, Math.min(from + 320, to)));
          seconds += 0.02;
        }
        long t1 = cpu();
        session.pause();
        long t2 = cpu();
        session.finish();
        accepting += t1 - t0;
        pausing += t2 - t1;
        finishing += cpu() - t2;
      }
    }
    out(
        "recognizer, processor time: %.3f of the sound's while speaking, pause %.0f ms, finish %.0f"
            + " ms",
        accepting / 1e9 / seconds,
        pausing / 1e6 / recordings.size(),
        finishing / 1e6 / recordings.size());
    out("resident memory: %s", residentMemory());
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static String residentMemory() {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines.filter(line -> line.startsWith("VmRSS")).findFirst().orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** Mean and the largest of each sign. */
  private static String spread(long[] values) {
    if (values.length == 0) {
      return "none";
    }
    return String.format(
        Locale.ROOT,
        "%.0f (%d…%d)",
        Arrays.stream(values).average().orElse(0),
        Arrays.stream(values).min().orElse(0),
        Arrays.stream(values).max().orElse(0));
  }

  private static void out(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
