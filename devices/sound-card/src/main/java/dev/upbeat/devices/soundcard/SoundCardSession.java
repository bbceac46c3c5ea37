package dev.upbeat.devices.soundcard;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.audio.AudioChunk;
import dev.upbeat.core.spi.AudioInput;
import dev.upbeat.core.spi.AudioOutput;
import dev.upbeat.core.spi.DeviceSession;
import dev.upbeat.core.time.Ticker;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open microphone and loudspeaker. Has no button; its cues are tones, or nothing. */
final class SoundCardSession implements DeviceSession {
  private static final Logger LOG = LoggerFactory.getLogger(SoundCardSession.class);

  private final MicrophoneInput input;
  private final LoudspeakerOutput output;
  private final SoundCardOptions.Cues cues;

  private SoundCardSession(
      MicrophoneInput input, LoudspeakerOutput output, SoundCardOptions.Cues cues) {
    this.input = input;
    this.output = output;
    this.cues = cues;
  }

  static SoundCardSession open(SoundBackend backend, SoundCardOptions options, Ticker ticker) {
    LoudspeakerOutput output =
        new LoudspeakerOutput(() -> backend.openPlayback(options), options.latencyMillis(), ticker);
    try {
      EchoGate gate =
          options.duplex() == SoundCardOptions.Duplex.HALF ? output::echoes : () -> false;
      MicrophoneInput input = new MicrophoneInput(() -> backend.openCapture(options), gate, ticker);
      return new SoundCardSession(input, output, options.cues());
    } catch (RuntimeException failed) {
      output.close();
      throw failed;
    }
  }

  @Override
  public AudioInput input() {
    return input;
  }

  @Override
  public AudioOutput output() {
    return output;
  }

  @Override
  public void cue(Cue cue) {
    LOG.debug("event=cue cue={}", cue);
    if (cues == SoundCardOptions.Cues.TONES) {
      Optional<AudioChunk> tone = Earcon.of(cue);
      try {
        tone.ifPresent(output::playCue);
      } catch (UpbeatException failed) {
        // A cue is a courtesy: whoever plays or reads next is told what happened.
        LOG.debug("event=cue-unplayed cue={} code={}", cue, failed.code());
      }
    }
  }

  @Override
  public void close() {
    try {
      input.close();
    } finally {
      output.close();
    }
  }
}
