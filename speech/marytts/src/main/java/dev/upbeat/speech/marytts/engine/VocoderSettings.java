package dev.upbeat.speech.marytts.engine;

import marytts.htsengine.HMMData;

/**
 * What a voice's parameters mean.
 *
 * @param sampleRate in Hz
 * @param frameLength samples in a frame
 * @param alpha frequency warping of the mel-cepstrum, 0…1
 * @param beta how much to sharpen formants, 0 for not at all
 * @param bandFilters impulse responses of the excitation's bands, bands × taps; not copied
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Never compared; a copy for each synthesis would be waste.
record VocoderSettings(
    int sampleRate, int frameLength, double alpha, double beta, double[][] bandFilters) {

  static VocoderSettings of(HMMData voice) {
    return new VocoderSettings(
        voice.getRate(),
        voice.getFperiod(),
        voice.getAlpha(),
        voice.getBeta(),
        voice.getMixFilters());
  }
}
