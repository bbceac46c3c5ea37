package dev.upbeat.speech.marytts.engine;

import dev.upbeat.speech.marytts.pronunciation.Pronunciations;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A loaded voice: utterances in, sound out. Safe for use by several threads: MaryTTS's front end,
 * which isn't, is entered by one at a time; prediction and vocoder run side by side.
 */
public final class MaryVoice {
  private final FrontEnd frontEnd;
  private final HiddenMarkovVoice voice;
  private final VocoderSettings settings;
  private final Object frontEndLock = new Object();

  private MaryVoice(FrontEnd frontEnd, HiddenMarkovVoice voice) {
    this.frontEnd = frontEnd;
    this.voice = voice;
    this.settings = VocoderSettings.of(voice.data());
  }

  /**
   * Loads a voice; takes a second or so. MaryTTS finds its parts through the thread's context class
   * loader, so that is set meanwhile.
   *
   * @param name such as {@code cmu-slt-hsmm}
   * @param pronunciations before the voice's own
   * @throws Exception if MaryTTS can't; it declares nothing narrower
   */
  public static MaryVoice load(String name, Pronunciations pronunciations) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(MaryVoice.class.getClassLoader());
    try {
      HiddenMarkovVoice voice = new HiddenMarkovVoice(name);
      return new MaryVoice(new FrontEnd(voice.featureNames(), pronunciations), voice);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** In Hz. */
  public int sampleRate() {
    return settings.sampleRate();
  }

  /**
   * Decides how an utterance will sound; the sound itself is made as it is read.
   *
   * @return null if nothing in it can be pronounced
   * @throws Exception if MaryTTS fails on it; it declares nothing narrower
   */
  public @Nullable Speech speak(Utterance utterance) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(MaryVoice.class.getClassLoader());
    try {
      List<PhoneTarget> phones;
      synchronized (frontEndLock) {
        phones = frontEnd.analyze(utterance);
      }
      if (phones.stream().noneMatch(PhoneTarget::spoken)) {
        return null;
      }
      SpeechParameters parameters = voice.predict(phones);
      // The same text always sounds the same.
      return new Speech(parameters, settings, new SplittableRandom(1));
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
