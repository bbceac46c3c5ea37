package dev.upbeat.devices.wavfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.upbeat.core.audio.AudioChunk;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels that cancel each other, floats out of scale, samples that are no number. */
class WavSoundTest {
  private static final int RATE = 16_000;

  @TempDir private Path folder;

  @ParameterizedTest(name = "channels of gain {0}, {1}: level {2}")
  @CsvSource({
    "1, 1, 1",
    "1, -1, 1",
    "-1, 1, 1",
    "1, -0.9, 0.95",
    "0.2, -1, 0.6",
    "1, 0, 1",
    "0, -1, 1",
    "1, 0.5, 0.75",
  })
  void theSpeechIsKeptWhateverTheChannelsPolarity(double left, double right, double level) {
    Path file =
        TestWav.of(1, 16, 2, RATE)
            .tone(440, 1)
            .gains(left, right)
            .write(folder.resolve("stereo.wav"));
    assertThat(level(WavFormatsTest.readAll(file))).isCloseTo(level * tone(), within(0.01));
  }

  @Test
  void manyChannelsOfWhichTwoCancelEachOther() {
    Path file =
        TestWav.of(1, 24, 6, RATE)
            .tone(440, 1)
            .gains(0, 0, 1, -1, 0, 0)
            .write(folder.resolve("six.wav"));
    assertThat(level(WavFormatsTest.readAll(file))).isCloseTo(tone(), within(0.01));
  }

  @Test
  void polarityThatIsFoundOutLateMakesNoClick() {
    double[] samples = new double[3 * RATE];
    for (int i = RATE; i < samples.length; i++) {
      samples[i] = 0.5 * Math.sin(2 * Math.PI * 100 * i / RATE);
    }
    Path file =
        TestWav.of(1, 16, 2, RATE).samples(samples).gains(1, -1).write(folder.resolve("late.wav"));
    AudioChunk heard = WavFormatsTest.readAll(file);
    assertThat(level(heard.slice(2 * RATE, 3 * RATE))).isCloseTo(tone(), within(0.01));
    for (int i = 1; i < heard.length(); i++) {
      assertThat(Math.abs(heard.sample(i) - heard.sample(i - 1))).isLessThan(1_000);
    }
  }

  @Test
  void channelsOfDifferentSoundAreMixedAsEver() {
    Random random = new Random(5);
    double[] samples = random.doubles(RATE, -0.5, 0.5).toArray();
    Path file = TestWav.of(1, 16, 1, RATE).samples(samples).write(folder.resolve("noise.wav"));
    // The same noise half a second later in the other channel, by writing mono as stereo.
    Path stereo = TestWav.of(1, 16, 2, RATE).samples(samples).write(folder.resolve("both.wav"));
    assertThat(level(WavFormatsTest.readAll(stereo)))
        .isCloseTo(level(WavFormatsTest.readAll(file)), within(0.001));
  }

  @ParameterizedTest
  @ValueSource(doubles = {32_768, 8_388_608, 2_147_483_648.0})
  void floatsOnTheScaleOfIntegersAreHeardAtTheirLevel(double scale) {
    for (int bits : new int[] {32, 64}) {
      Path file =
          TestWav.of(3, bits, 1, RATE).tone(440, 1).gains(scale).write(folder.resolve("f.wav"));
      assertThat(level(WavFormatsTest.readAll(file))).isCloseTo(tone(), within(0.001));
    }
  }

  @Test
  void aQuietBeginningDoesNotHideTheScale() {
    double[] samples = new double[4 * RATE];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = Math.rint((i < 3 * RATE ? 1.4 : 8_000) * Math.sin(i * 0.2));
    }
    Path file = TestWav.of(3, 32, 1, RATE).samples(samples).write(folder.resolve("q.wav"));
    AudioChunk heard = WavFormatsTest.readAll(file);
    assertThat(level(heard.slice(0, 3 * RATE))).isLessThan(0.001);
    assertThat(level(heard.slice(3 * RATE, 4 * RATE))).isCloseTo(0.173, within(0.01));
  }

  @Test
  void aMixThatOvershootsIsTurnedDownInsteadOfClipped() {
    Path file = TestWav.of(3, 32, 1, RATE).tone(440, 1).gains(5).write(folder.resolve("hot.wav"));
    // The peak is 2.5, full scale is taken as 4.
    assertThat(level(WavFormatsTest.readAll(file))).isCloseTo(tone() * 5 / 4, within(0.001));
  }

  @Test
  void aFewWildSamplesAreClippedAndChangeNoScale() {
    Path file =
        TestWav.of(3, 32, 1, RATE)
            .samples(2, -2, 0.5, 1e30, Double.POSITIVE_INFINITY, Double.NaN, 0.25)
            .write(folder.resolve("wild.wav"));
    short[] heard = WavFormatsTest.readAll(file).toArray();
    assertThat(heard).startsWith(Short.MAX_VALUE, Short.MIN_VALUE, (short) 16_384);
    // No click: what is no number fades from the sample before it.
    assertThat(heard[3]).isBetween((short) 15_000, (short) 16_384);
    assertThat(heard[5]).isBetween((short) 13_500, (short) 16_384);
    assertThat(heard[6]).isEqualTo((short) 8_192);
  }

  @Test
  void aStretchWithoutNumbersIsSilence() {
    double[] samples = new double[RATE];
    java.util.Arrays.fill(samples, Double.NaN);
    samples[0] = 0.5;
    Path file = TestWav.of(3, 64, 1, RATE).samples(samples).write(folder.resolve("nan.wav"));
    assertThat(level(WavFormatsTest.readAll(file).slice(1_000, RATE))).isLessThan(0.0001);
  }

  private static double tone() {
    return 0.5 / Math.sqrt(2);
  }

  private static double level(AudioChunk sound) {
    return sound.rootMeanSquare();
  }
}
