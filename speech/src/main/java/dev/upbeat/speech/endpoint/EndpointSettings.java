package dev.upbeat.speech.endpoint;

import java.time.Duration;

/**
 * How an utterance's beginning and end are decided.
 *
 * @param speechThreshold probability of voice, 0…1, from which silence turns into speech
 * @param silenceThreshold probability of voice, at most {@code speechThreshold}, below which speech
 *     turns into silence
 * @param minimumSpeech how much speech makes an utterance; shorter sounds are clicks
 * @param pause silence after which a pause is reported, so that others may begin to speculate
 * @param finishedSilence silence that ends words which sound finished
 * @param undecidedSilence silence that ends words which could go on, or if no words are known
 * @param unfinishedSilence silence that ends words which must go on
 * @param stability how long words must be unchanged to count as finished: the recognizer lags
 *     behind
 * @param maximumUtterance an utterance is ended when it has lasted this long
 * @param lead how much sound from before the start of speech a recognizer should get as well
 * @param tail how much sound after the end of speech a recognizer should get before it finishes;
 *     with less than 100 ms it loses final consonants; by {@code pause} it has got that much anyhow
 * @param nearField how much quieter than the user's own speech another voice, such as a
 *     television's, must be to count as silence, in dB; 0 lets every voice count
 */
public record EndpointSettings(
    double speechThreshold,
    double silenceThreshold,
    Duration minimumSpeech,
    Duration pause,
    Duration finishedSilence,
    Duration undecidedSilence,
    Duration unfinishedSilence,
    Duration stability,
    Duration maximumUtterance,
    Duration lead,
    Duration tail,
    double nearField) {
  /** The measured defaults; docs/decisions/0004-endpointing.md says how they were found. */
  public static EndpointSettings defaults() {
    return new EndpointSettings(
        0.5,
        0.35,
        Duration.ofMillis(90),
        Duration.ofMillis(160),
        Duration.ofMillis(440),
        Duration.ofMillis(640),
        Duration.ofMillis(900),
        Duration.ofMillis(200),
        Duration.ofSeconds(30),
        Duration.ofMillis(300),
        Duration.ofMillis(160),
        15);
  }

  /**
   * The same with another patience.
   *
   * @throws IllegalArgumentException if they don't ascend or are out of bounds
   */
  public EndpointSettings withSilences(Duration finished, Duration undecided, Duration unfinished) {
    return new EndpointSettings(
        speechThreshold,
        silenceThreshold,
        minimumSpeech,
        pause,
        finished,
        undecided,
        unfinished,
        stability,
        maximumUtterance,
        lead,
        tail,
        nearField);
  }

  /** The same with another longest utterance, 1 s to 5 min. */
  public EndpointSettings withMaximumUtterance(Duration longest) {
    return new EndpointSettings(
        speechThreshold,
        silenceThreshold,
        minimumSpeech,
        pause,
        finishedSilence,
        undecidedSilence,
        unfinishedSilence,
        stability,
        longest,
        lead,
        tail,
        nearField);
  }

  /** The same with another distance between the user's voice and others', 0 or 6…40 dB. */
  public EndpointSettings withNearField(double decibels) {
    return new EndpointSettings(
        speechThreshold,
        silenceThreshold,
        minimumSpeech,
        pause,
        finishedSilence,
        undecidedSilence,
        unfinishedSilence,
        stability,
        maximumUtterance,
        lead,
        tail,
        decibels);
  }

  public EndpointSettings {
    require(0 < speechThreshold && speechThreshold < 1, "speechThreshold", speechThreshold, "0…1");
    require(
        0 < silenceThreshold && silenceThreshold <= speechThreshold,
        "silenceThreshold",
        silenceThreshold,
        "0…speechThreshold");
    within("minimumSpeech", minimumSpeech, Duration.ofMillis(20), Duration.ofMillis(500));
    within("pause", pause, Duration.ofMillis(40), finishedSilence);
    within("finishedSilence", finishedSilence, pause, undecidedSilence);
    within("undecidedSilence", undecidedSilence, finishedSilence, unfinishedSilence);
    within("unfinishedSilence", unfinishedSilence, undecidedSilence, Duration.ofSeconds(5));
    within("stability", stability, Duration.ZERO, unfinishedSilence);
    within("maximumUtterance", maximumUtterance, Duration.ofSeconds(1), Duration.ofMinutes(5));
    within("lead", lead, Duration.ZERO, Duration.ofSeconds(1));
    within("tail", tail, Duration.ZERO, undecidedSilence);
    require(
        nearField == 0 || (nearField >= 6 && nearField <= 40),
        "nearField",
        nearField + " dB",
        "6…40 dB, or 0");
  }

  private static void within(String name, Duration value, Duration least, Duration most) {
    require(
        value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
        name,
        value.toMillis() + " ms",
        least.toMillis() + "…" + most.toMillis() + " ms");
  }

  private static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must be in " + allowed + ", is " + value);
    }
  }
}
