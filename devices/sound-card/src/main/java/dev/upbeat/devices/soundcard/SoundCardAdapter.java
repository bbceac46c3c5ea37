package dev.upbeat.devices.soundcard;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.spi.DeviceAdapter;
import dev.upbeat.core.spi.DeviceSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.pf4j.Extension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A microphone and a loudspeaker, through ALSA's own programs or through {@code
 * javax.sound.sampled}.
 *
 * <p>Options: see {@link SoundCardOptions}.
 */
@Extension
public final class SoundCardAdapter implements DeviceAdapter {
  /** Its name in settings. */
  public static final String ID = "sound-card";

  private static final Logger LOG = LoggerFactory.getLogger(SoundCardAdapter.class);

  private final List<SoundBackend> backends;

  /** With both backends, ALSA first: it is what satellites in the field use. */
  public SoundCardAdapter() {
    this(List.of(new AlsaBackend(Map.of()), new JavaSoundBackend()));
  }

  SoundCardAdapter(List<SoundBackend> backends) {
    this.backends = backends;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "Hears through a microphone and speaks through a loudspeaker. Options:"
        + " backend=auto|alsa|java, input-device=NAME, output-device=NAME, input-rate=HZ,"
        + " output-rate=HZ, latency-ms=N, duplex=half|full, cues=off|tones.";
  }

  @Override
  public List<Choice> choices() {
    return backends.stream().flatMap(backend -> backend.choices().stream()).toList();
  }

  @Override
  public DeviceSession open(Settings settings) {
    SoundCardOptions options = SoundCardOptions.of(settings.options());
    List<SoundBackend> wanted =
        backends.stream().filter(backend -> options.backend().allows(backend.id())).toList();
    List<UpbeatException> failures = new ArrayList<>();
    for (SoundBackend backend : wanted) {
      try {
        DeviceSession session = SoundCardSession.open(backend, options, settings.ticker());
        LOG.info(
            "event=sound-card-open backend={} input-device={} output-device={} latency-ms={}"
                + " duplex={}",
            backend.id(),
            options.inputDevice().orElse("default"),
            options.outputDevice().orElse("default"),
            options.latencyMillis(),
            options.duplex());
        return session;
      } catch (UpbeatException failed) {
        LOG.debug("event=sound-backend-unusable backend={} code={}", backend.id(), failed.code());
        failures.add(failed);
      }
    }
    throw allFailed(wanted, failures);
  }

  private static UpbeatException allFailed(
      List<SoundBackend> tried, List<UpbeatException> failures) {
    UpbeatException first = failures.get(0);
    if (failures.size() == 1) {
      return first;
    }
    String others =
        failures.stream().skip(1).map(Throwable::getMessage).collect(Collectors.joining(" "));
    String names = tried.stream().map(SoundBackend::id).collect(Collectors.joining(", "));
    return new UpbeatException(
        first.code(),
        true,
        "No sound card could be opened (tried " + names + "). " + first.getMessage() + " " + others,
        first.remedy(),
        first);
  }
}
