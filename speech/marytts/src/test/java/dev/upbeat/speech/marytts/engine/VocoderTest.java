package dev.upbeat.speech.marytts.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upbeat.speech.marytts.pronunciation.Pronunciations;
import java.util.List;
import java.util.Random;
import marytts.htsengine.HTSVocoder;
import org.junit.jupiter.api.Test;

class VocoderTest {
  /**
   * MaryTTS's own vocoder delays all but the first tap of its excitation filters by one more sample
   * and counts the last coefficient in its postfilter 1.55 times. With the first copied and the
   * second switched off, both must make the same sound.
   */
  @Test
  void agreesWithTheVocoderOfMaryTtsButForTwoMistakes() throws Exception {
    HiddenMarkovVoice voice = new HiddenMarkovVoice("cmu-slt-hsmm");
    voice.data().setBeta(0);
    FrontEnd frontEnd = new FrontEnd(voice.featureNames(), Pronunciations.none());
    Utterance utterance = new Utterance(List.of(), List.of("Lima", "is", "sunny"), List.of("."));
    SpeechParameters parameters = voice.predict(frontEnd.analyze(utterance));

    double[] theirs =
        new HTSVocoder()
            .htsMLSAVocoder(
                parameters.logPitch(),
                parameters.spectrum(),
                parameters.voicing(),
                null,
                parameters.voiced(),
                voice.data(),
                null);
    double[] ours = vocode(parameters, delayed(VocoderSettings.of(voice.data())));

    assertThat(ours).hasSameSizeAs(theirs);
    double signal = 0;
    double difference = 0;
    for (int i = 0; i < ours.length; i++) {
      signal += theirs[i] * theirs[i];
      difference += (theirs[i] - ours[i]) * (theirs[i] - ours[i]);
    }
    assertThat(10 * Math.log10(signal / difference)).isGreaterThan(200);
  }

  private static double[] vocode(SpeechParameters parameters, VocoderSettings settings) {
    Vocoder vocoder = new Vocoder(parameters, settings, new Random(1));
    double[] frame = new double[settings.frameLength()];
    double[] all = new double[parameters.voiced().length * frame.length];
    for (int at = 0; at < all.length; at += frame.length) {
      vocoder.next(frame);
      System.arraycopy(frame, 0, all, at, frame.length);
    }
    return all;
  }

  private static VocoderSettings delayed(VocoderSettings settings) {
    double[][] filters = new double[settings.bandFilters().length][];
    for (int band = 0; band < filters.length; band++) {
      double[] taps = settings.bandFilters()[band];
      filters[band] = new double[taps.length + 1];
      filters[band][0] = taps[0];
      System.arraycopy(taps, 1, filters[band], 2, taps.length - 1);
    }
    return new VocoderSettings(
        settings.sampleRate(), settings.frameLength(), settings.alpha(), settings.beta(), filters);
  }
}
