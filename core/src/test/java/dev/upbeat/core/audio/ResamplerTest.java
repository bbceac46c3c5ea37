package dev.upbeat.core.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {
  private static final double AMPLITUDE = 30_000;

  @ParameterizedTest
  @CsvSource({
    "8000, 16000",
    "44100, 16000",
    "48000, 16000",
    "16000, 48000",
    "22050, 16000",
    "96000, 16000",
    "48000, 44100",
    "44100, 47999",
    "192000, 4000"
  })
  void passesTonesBelowNinetyPercentUnchanged(int from, int to) {
    double edge = 0.45 * Math.min(from, to);
    double worst = 0;
    for (double share : new double[] {0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98}) {
      double frequency = share * edge;
      double gain = toneGain(from, to, frequency);
      worst = Math.max(worst, Math.abs(20 * Math.log10(gain)));
    }
    assertThat(worst).as("ripple in dB, %d to %d Hz", from, to).isLessThan(0.05);
  }

  @ParameterizedTest
  @CsvSource({
    "44100, 16000",
    "48000, 16000",
    "22050, 16000",
    "96000, 16000",
    "48000, 8000",
    "44100, 20001"
  })
  void rejectsWhatTheLowerRateCannotHold(int from, int to) {
    double worst = -200;
    for (double frequency = to / 2.0; frequency < from / 2.0; frequency += from / 97.0) {
      AudioChunk out = Resampler.convert(tone(from, frequency, from / 4), to);
      worst = Math.max(worst, decibel(middle(out)));
    }
    assertThat(worst).as("alias in dB, %d to %d Hz", from, to).isLessThan(-70);
  }

  @ParameterizedTest
  @CsvSource({"8000, 16000", "16000, 48000", "16000, 44100", "11025, 47998"})
  void raisingTheRateMakesNoImages(int from, int to) {
    double worst = -200;
    for (double share : new double[] {0.05, 0.3, 0.6, 0.85, 0.99}) {
      double frequency = share * 0.45 * from;
      AudioChunk out = Resampler.convert(tone(from, frequency, from / 4), to);
      worst = Math.max(worst, decibel(withoutTone(middle(out), frequency)));
    }
    assertThat(worst).as("images in dB, %d to %d Hz", from, to).isLessThan(-70);
  }

  @ParameterizedTest
  @CsvSource({"8000, 16000", "44100, 16000", "48000, 16000", "16000, 47999", "16000, 16000"})
  void chunkingDoesNotMatter(int from, int to) {
    Random random = new Random(7);
    short[] noise = new short[from / 2 + 13];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (short) random.nextInt(-20_000, 20_000);
    }
    AudioChunk whole = AudioChunk.of(from, noise);
    AudioChunk expected = Resampler.convert(whole, to);
    Resampler resampler = new Resampler(from, to);
    AudioChunk joined = AudioChunk.of(to, new short[0]);
    for (int at = 0; at < noise.length; ) {
      int end = Math.min(noise.length, at + random.nextInt(2_000));
      joined = joined.then(resampler.process(whole.slice(at, end)));
      at = end;
    }
    joined = joined.then(resampler.flush());
    assertThat(joined).isEqualTo(expected);
    assertThat((long) joined.length()).isEqualTo(Resampler.outputLength(noise.length, from, to));
    // Flushed, it starts anew.
    assertThat(resampler.process(whole).then(resampler.flush())).isEqualTo(expected);
  }

  @Test
  void keepsTheMomentOfAClick() {
    short[] click = new short[4_800];
    click[2_400] = 30_000;
    AudioChunk out = Resampler.convert(AudioChunk.of(48_000, click), 16_000);
    int loudest = 0;
    for (int i = 0; i < out.length(); i++) {
      loudest = Math.abs(out.sample(i)) > Math.abs(out.sample(loudest)) ? i : loudest;
    }
    assertThat(loudest).isEqualTo(800);
  }

  @Test
  void fullScaleIsSaturatedNotWrapped() {
    short[] square = new short[8_000];
    for (int i = 0; i < square.length; i++) {
      square[i] = i / 40 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
    }
    AudioChunk out = Resampler.convert(AudioChunk.of(8_000, square), 16_000);
    for (int i = 20; i < out.length() - 20; i++) {
      boolean high = i / 80 % 2 == 0;
      int inHalfWave = i % 80;
      if (inHalfWave > 4 && inHalfWave < 75) {
        assertThat(out.sample(i) > 0).isEqualTo(high);
      }
    }
  }

  @Test
  void bareArraysGiveTheSame() {
    AudioChunk in = tone(48_000, 997, 9_999);
    Resampler resampler = new Resampler(48_000, 16_000);
    short[] out = new short[resampler.maxOutput(in.length())];
    int count = resampler.process(in.toArray(), 0, in.length(), out);
    assertThat(AudioChunk.of(16_000, out, 0, count).then(resampler.flush()))
        .isEqualTo(Resampler.convert(in, 16_000));
    assertThat(resampler.lookAheadMillis()).isEqualTo(3.2, within(0.3));
  }

  @Test
  void refusesWhatItCannotDo() {
    assertThatThrownBy(() -> new Resampler(3_999, 16_000)).hasMessageContaining("3999 Hz");
    assertThatThrownBy(() -> new Resampler(16_000, 192_001)).hasMessageContaining("192001 Hz");
    AudioChunk other = AudioChunk.of(22_050, new short[5]);
    assertThatThrownBy(() -> new Resampler(8_000, 16_000).process(other))
        .hasMessageContaining("22050 Hz");
  }

  private static AudioChunk tone(int rate, double frequency, int length) {
    short[] samples = new short[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (short) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * frequency * i / rate));
    }
    return AudioChunk.of(rate, samples);
  }

  private static double toneGain(int from, int to, double frequency) {
    AudioChunk out = middle(Resampler.convert(tone(from, frequency, from), to));
    double[] parts = parts(out, frequency);
    return Math.hypot(parts[0], parts[1]) / AMPLITUDE;
  }

  /** Least-squares fit of sine and cosine; near enough orthogonal over many periods. */
  private static double[] parts(AudioChunk chunk, double frequency) {
    double ss = 0;
    double cc = 0;
    double sc = 0;
    double xs = 0;
    double xc = 0;
    for (int i = 0; i < chunk.length(); i++) {
      double angle = 2 * Math.PI * frequency * i / chunk.sampleRate();
      double s = Math.sin(angle);
      double c = Math.cos(angle);
      ss += s * s;
      cc += c * c;
      sc += s * c;
      xs += chunk.sample(i) * s;
      xc += chunk.sample(i) * c;
    }
    double determinant = ss * cc - sc * sc;
    return new double[] {(xs * cc - xc * sc) / determinant, (xc * ss - xs * sc) / determinant};
  }

  private static AudioChunk withoutTone(AudioChunk chunk, double frequency) {
    double[] parts = parts(chunk, frequency);
    short[] rest = chunk.toArray();
    for (int i = 0; i < rest.length; i++) {
      double angle = 2 * Math.PI * frequency * i / chunk.sampleRate();
      rest[i] =
          (short) Math.round(rest[i] - parts[0] * Math.sin(angle) - parts[1] * Math.cos(angle));
    }
    return AudioChunk.of(chunk.sampleRate(), rest);
  }

  /** Without the ends, where the tone is switched on and off. */
  private static AudioChunk middle(AudioChunk chunk) {
    int margin = Math.min(chunk.length() / 4, chunk.sampleRate() / 20);
    return chunk.slice(margin, chunk.length() - margin);
  }

  private static double decibel(AudioChunk chunk) {
    return 20
        * Math.log10(Math.max(1e-9, chunk.rootMeanSquare() * 32_768 / (AMPLITUDE / Math.sqrt(2))));
  }
}
