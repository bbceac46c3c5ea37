package dev.upbeat.speech.marytts.engine;

import java.util.random.RandomGenerator;

/**
 * Turns predicted parameters into sound, frame by frame, so that playing can begin while the rest
 * is being made. Not thread-safe.
 */
final class Vocoder {
  private final SpeechParameters parameters;
  private final VocoderSettings settings;
  private final MelCepstrum cepstrum;
  private final MelLogSpectrumFilter filter;
  private final Excitation excitation;
  private final double[] current;
  private final double[] step;
  private final double[] bands;
  private int frame;
  private int voicedFrame;

  /** Starts at the first frame. */
  Vocoder(SpeechParameters parameters, VocoderSettings settings, RandomGenerator random) {
    this.parameters = parameters;
    this.settings = settings;
    int length = parameters.spectrum().getOrder();
    this.cepstrum = new MelCepstrum(length, settings.alpha(), settings.beta());
    this.filter = new MelLogSpectrumFilter(length - 1, settings.alpha());
    this.excitation = new Excitation(random, settings.bandFilters(), settings.frameLength());
    this.current = new double[length];
    this.step = new double[length];
    this.bands = new double[parameters.voicing().getOrder()];
  }

  /**
   * Goes on to a frame without making the sound in between; filter and phase start afresh there.
   */
  void skipTo(int target) {
    for (; frame < target; frame++) {
      if (parameters.voiced()[frame]) {
        voicedFrame++;
      }
    }
  }

  /** Makes the next frame into {@code out}, full scale being ±32768. */
  void next(double[] out) {
    for (int band = 0; band < bands.length; band++) {
      bands[band] = parameters.voicing().getPar(frame, band);
    }
    excitation.next(period(), bands, out);
    double[] target = cepstrum.toFilter(parameters.spectrum().getParVec(frame));
    int frameLength = settings.frameLength();
    for (int i = 0; i < step.length; i++) {
      step[i] = (target[i] - current[i]) / frameLength;
    }
    double gain = Math.exp(current[0]);
    double gainStep = Math.exp(step[0]);
    for (int i = 0; i < frameLength; i++) {
      out[i] = filter.filter(out[i] * gain, current);
      gain *= gainStep;
      for (int k = 1; k < current.length; k++) {
        current[k] += step[k];
      }
    }
    System.arraycopy(target, 0, current, 0, current.length);
    frame++;
  }

  private double period() {
    if (!parameters.voiced()[frame]) {
      return 0;
    }
    return settings.sampleRate() / Math.exp(parameters.logPitch().getPar(voicedFrame++, 0));
  }
}
