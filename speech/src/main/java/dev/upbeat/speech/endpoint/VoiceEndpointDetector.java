package dev.upbeat.speech.endpoint;

import dev.upbeat.core.ModelFolder;
import dev.upbeat.core.spi.EndpointDetector;
import dev.upbeat.core.spi.EndpointSession;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds utterances by voice activity, and ends them by silence: a short one after words that sound
 * finished, a long one after words that don't.
 *
 * <p>Sound is 16 kHz. {@link #start()} may be called from any thread; each session is used by one
 * thread at a time.
 */
public final class VoiceEndpointDetector implements EndpointDetector {
  private static final Logger log = LoggerFactory.getLogger(VoiceEndpointDetector.class);

  private final VoiceActivityModel voiceActivity;
  private final EndpointSettings settings;
  private final CompletenessRules rules;

  /**
   * Uses a voice activity model and closes it when it is closed itself.
   *
   * @param rules tell finished words from unfinished ones, in the speaker's language
   */
  public VoiceEndpointDetector(
      VoiceActivityModel voiceActivity, EndpointSettings settings, CompletenessRules rules) {
    this.voiceActivity = voiceActivity;
    this.settings = settings;
    this.rules = rules;
  }

  /**
   * A detector for English with the best voice activity model there is.
   *
   * @param silero the installed model {@code silero-vad}; if empty, speech is found by loudness
   * @throws dev.upbeat.core.UpbeatException if the model is there but damaged
   */
  public static VoiceEndpointDetector open(
      Optional<ModelFolder> silero, EndpointSettings settings) {
    VoiceActivityModel model =
        silero
            .<VoiceActivityModel>map(SileroVoiceActivity::new)
            .orElseGet(EnergyVoiceActivity::new);
    log.info("endpointing=voice-activity model={}", model.name());
    return new VoiceEndpointDetector(model, settings, CompletenessRules.english());
  }

  /** What the detector was made with; whoever feeds the recognizer needs lead and tail. */
  public EndpointSettings settings() {
    return settings;
  }

  /** Which voice activity model is at work, such as {@code silero}. */
  public String voiceActivity() {
    return voiceActivity.name();
  }

  @Override
  public int sampleRate() {
    return VoiceActivityModel.SAMPLE_RATE;
  }

  @Override
  public EndpointSession start() {
    return new VoiceEndpointSession(voiceActivity.start(), settings, rules);
  }

  @Override
  public void close() {
    voiceActivity.close();
  }
}
