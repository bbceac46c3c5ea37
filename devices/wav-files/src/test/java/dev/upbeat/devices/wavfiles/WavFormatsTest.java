package dev.upbeat.devices.wavfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.upbeat.core.audio.AudioChunk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WavFormatsTest {
  @TempDir private Path folder;

  @ParameterizedTest(name = "tag {0}, {1} bits, {2} channels, {3} Hz, extensible {4}")
  @CsvSource({
    "1, 8, 1, 8000, false",
    "1, 8, 2, 11025, false",
    "1, 16, 1, 16000, false",
    "1, 16, 2, 44100, false",
    "1, 16, 6, 48000, true",
    "1, 24, 1, 48000, false",
    "1, 24, 2, 96000, true",
    "1, 32, 1, 22050, false",
    "1, 32, 2, 192000, true",
    "3, 32, 1, 16000, false",
    "3, 32, 2, 48000, true",
    "3, 64, 1, 44100, false",
    "3, 64, 2, 32000, true",
    "1, 16, 64, 4000, true",
  })
  void hearsTheToneInEveryFormat(int tag, int bits, int channels, int rate, boolean extensible) {
    TestWav wav = TestWav.of(tag, bits, channels, rate).tone(440, 0.25);
    Path file = (extensible ? wav.extensible() : wav).write(folder.resolve("tone.wav"));
    assertTone(readAll(file), rate, bits == 8 ? 0.006 : 0.0001);
  }

  @ParameterizedTest(name = "sox {0} at {1} Hz, {2} channels")
  @CsvSource({
    "'-e unsigned -b 8', 8000, 1",
    "'-e signed -b 16', 44100, 2",
    "'-e signed -b 24', 48000, 2",
    "'-e signed -b 32', 96000, 1",
    "'-e floating-point -b 32', 22050, 1",
    "'-e floating-point -b 64', 16000, 2",
    "'-e a-law -b 8', 8000, 1",
    "'-e mu-law -b 8', 8000, 2",
    "'-e signed -b 16', 48000, 8",
  })
  void hearsWhatSoxWrites(String encoding, int rate, int channels) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/sox")), "sox isn't installed");
    Path file = folder.resolve("sox.wav");
    Path tone = TestWav.of(1, 16, 1, rate).tone(440, 0.25).write(folder.resolve("tone.wav"));
    List<String> command = new ArrayList<>(List.of("sox", "-D", tone.toString()));
    command.addAll(Arrays.asList(encoding.split(" ")));
    command.addAll(List.of("-c", "" + channels, file.toString()));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    assertTone(readAll(file), rate, encoding.endsWith(" 8") ? 0.02 : 0.0001);
  }

  @Test
  void chunksMayComeInAnyOrderAndWithOddLengths() {
    Path file =
        TestWav.of(1, 16, 1, 16_000)
            .tone(440, 0.25)
            .chunkBefore("LIST", 27)
            .chunkBefore("JUNK", 0)
            .chunkBehind("id3 ", 5)
            .formatLast()
            .write(folder.resolve("odd.wav"));
    assertTone(readAll(file), 16_000, 0.0001);
  }

  @Test
  void whatStandsBehindTheSoundIsNotHeard() {
    Path file =
        TestWav.of(1, 16, 1, 16_000)
            .tone(440, 0.25)
            .chunkBehind("LIST", 4_000)
            .write(folder.resolve("l.wav"));
    assertThat(readAll(file).length()).isEqualTo(4_000);
  }

  @ParameterizedTest
  @CsvSource({"0", "4294967295", "2147483647", "2147479552"})
  void streamedRecordingsReachToTheEndOfTheFile(long toldSize) {
    Path file =
        TestWav.of(1, 16, 1, 16_000)
            .tone(440, 0.25)
            .toldSize(toldSize)
            .write(folder.resolve("s.wav"));
    assertTone(readAll(file), 16_000, 0.0001);
  }

  @Test
  void aRecordingCutOffIsHeardAsFarAsItGoes() throws IOException {
    byte[] whole = TestWav.of(1, 24, 2, 16_000).tone(440, 1).bytes();
    // In the middle of a frame.
    Path file = Files.write(folder.resolve("cut.wav"), Arrays.copyOf(whole, 44 + 6 * 4_000 + 5));
    assertTone(readAll(file), 16_000, 0.0001);
  }

  @Test
  void rf64IsReadByItsLongSize() {
    Path file =
        TestWav.of(1, 16, 1, 16_000)
            .rf64()
            .tone(440, 0.25)
            .chunkBehind("LIST", 400)
            .write(folder.resolve("r.wav"));
    assertTone(readAll(file), 16_000, 0.0001);
  }

  @Test
  void bw64IsRf64() {
    Path file =
        TestWav.of(1, 24, 1, 16_000).magic("BW64").tone(440, 0.25).write(folder.resolve("b.wav"));
    assertTone(readAll(file), 16_000, 0.0001);
  }

  @ParameterizedTest
  @CsvSource({"2", "4001", "100"})
  void aSizeThatEndsInTheMiddleOfTheSoundIsNotBelieved(long toldSize) {
    Path file =
        TestWav.of(1, 16, 1, 48_000)
            .tone(440, 0.25)
            .toldSize(toldSize)
            .write(folder.resolve("small.wav"));
    assertTone(readAll(file), 48_000, 0.0001);
  }

  @Test
  void anOddChunkWithoutItsPaddingIsFollowedAllTheSame() throws IOException {
    byte[] whole = TestWav.of(1, 16, 1, 16_000).tone(440, 0.25).chunkBefore("LIST", 27).bytes();
    int padding = 12 + 8 + 27;
    byte[] unpadded = Arrays.copyOf(whole, whole.length - 1);
    System.arraycopy(whole, padding + 1, unpadded, padding, whole.length - padding - 1);
    assertTone(readAll(Files.write(folder.resolve("u.wav"), unpadded)), 16_000, 0.0001);
  }

  @Test
  void anExtensibleFormatWithoutItsExtensionIsTakenForIntegers() {
    Path file =
        TestWav.of(0xFFFE, 16, 2, 16_000).tone(440, 0.25).write(folder.resolve("short.wav"));
    assertTone(readAll(file), 16_000, 0.0001);
  }

  @Property(tries = 200)
  void sixteenBitsComeBackUnchanged(
      @ForAll @Size(min = 1, max = 5_000) short[] samples,
      @ForAll @IntRange(min = 4_000, max = 192_000) int rate)
      throws IOException {
    Path file = Files.createTempFile("round-trip", ".wav");
    try {
      WavFileWriter writer = WavFileWriter.create(file);
      writer.begin(rate);
      int half = samples.length / 2;
      writer.append(samples, 0, half);
      writer.append(samples, half, samples.length - half);
      writer.close();
      assertThat(readAll(file)).isEqualTo(AudioChunk.of(rate, samples));
    } finally {
      Files.delete(file);
    }
  }

  static AudioChunk readAll(Path file) {
    try (WavReader reader = WavReader.open(file)) {
      AudioChunk all = AudioChunk.of(reader.sampleRate(), new short[0]);
      short[] block = new short[777];
      for (int count = reader.read(block); count > 0; count = reader.read(block)) {
        all = all.then(AudioChunk.of(reader.sampleRate(), block, 0, count));
      }
      return all;
    }
  }

  /** A quarter of a second of 440 Hz at half of full scale. */
  private static void assertTone(AudioChunk chunk, int rate, double tolerance) {
    assertThat(chunk.sampleRate()).isEqualTo(rate);
    assertThat(chunk.length()).isEqualTo(Math.round(rate * 0.25f));
    for (int i = 0; i < chunk.length(); i++) {
      double expected = 0.5 * Math.sin(2 * Math.PI * 440 * i / rate);
      assertThat(chunk.sample(i) / 32_768.0).isCloseTo(expected, within(tolerance));
    }
  }
}
