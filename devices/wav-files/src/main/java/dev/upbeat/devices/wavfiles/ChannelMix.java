package dev.upbeat.devices.wavfiles;

import java.util.Arrays;

/**
 * Mixes channels down to their mean without losing what they have in common: a channel whose
 * polarity is reversed (a miswired plug, a balanced line recorded as stereo) would cancel the
 * others, so it is turned over; one that has been silent so far doesn't count.
 *
 * <p>Each block is judged by the correlation of its channels; where the judgement changes, the
 * weights are faded over. Used by one thread.
 */
final class ChannelMix {
  /** Below, or above its opposite, two channels are taken to carry the same sound. */
  private static final double REVERSED = -0.4;

  /** Mean square of a channel that carries nothing, −70 dB. */
  private static final double SILENT = 1e-7;

  private static final int FADE_FRAMES = 240;

  private final int channels;
  private final boolean[] used;
  private final int[] sign;
  private final double[] weight;
  private final double[] wanted;
  private final double[] mean;
  private final double[] square;
  private final double[] product;

  ChannelMix(int channels) {
    this.channels = channels;
    this.used = new boolean[channels];
    this.sign = new int[channels];
    Arrays.fill(sign, 1);
    this.weight = new double[channels];
    Arrays.fill(weight, 1.0 / channels);
    this.wanted = weight.clone();
    this.mean = new double[channels];
    this.square = new double[channels];
    this.product = new double[channels];
  }

  /**
   * Mixes a block.
   *
   * @param values full scale ±1, frame by frame
   * @param mono takes {@code frames} samples
   */
  void mix(double[] values, int frames, short[] mono) {
    if (channels > 1) {
      judge(values, frames);
    }
    for (int frame = 0; frame < frames; frame++) {
      double sum = 0;
      double faded = Math.min(1, (frame + 1.0) / FADE_FRAMES);
      for (int i = 0; i < channels; i++) {
        sum += (weight[i] + faded * (wanted[i] - weight[i])) * values[frame * channels + i];
      }
      mono[frame] = WavFormat.toShort(sum);
    }
    if (frames >= FADE_FRAMES) {
      System.arraycopy(wanted, 0, weight, 0, channels);
    }
  }

  private void judge(double[] values, int frames) {
    means(values, frames);
    int loudest = loudest(values, frames);
    Arrays.fill(product, 0);
    for (int frame = 0; frame < frames; frame++) {
      double reference = values[frame * channels + loudest] - mean[loudest];
      for (int i = 0; i < channels; i++) {
        product[i] += reference * (values[frame * channels + i] - mean[i]);
      }
    }
    int[] before = sign.clone();
    double agreement = 0;
    for (int i = 0; i < channels; i++) {
      double correlation = product[i] / Math.sqrt(square[i] * square[loudest] + 1e-30);
      if (square[i] / frames < SILENT || Math.abs(correlation) < -REVERSED) {
        sign[i] = before[i] * before[loudest];
      } else {
        sign[i] = correlation <= REVERSED ? -1 : 1;
      }
      agreement += square[i] * sign[i] * before[i];
    }
    int count = count(frames);
    for (int i = 0; i < channels; i++) {
      // Turning all of them over changes nothing but makes a click.
      sign[i] = agreement < 0 ? -sign[i] : sign[i];
      wanted[i] = count == 0 ? 1.0 / channels : used[i] ? (double) sign[i] / count : 0;
    }
  }

  private void means(double[] values, int frames) {
    Arrays.fill(mean, 0);
    for (int at = 0; at < frames * channels; at++) {
      mean[at % channels] += values[at] / frames;
    }
  }

  private int loudest(double[] values, int frames) {
    Arrays.fill(square, 0);
    for (int at = 0; at < frames * channels; at++) {
      double value = values[at] - mean[at % channels];
      square[at % channels] += value * value;
    }
    int loudest = 0;
    for (int i = 1; i < channels; i++) {
      loudest = square[i] > square[loudest] ? i : loudest;
    }
    return loudest;
  }

  /** How many channels have carried sound so far. */
  private int count(int frames) {
    int count = 0;
    for (int i = 0; i < channels; i++) {
      used[i] |= square[i] / frames >= SILENT;
      count += used[i] ? 1 : 0;
    }
    return count;
  }
}
