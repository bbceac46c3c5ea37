package dev.upbeat.devices.wavfiles;

import dev.upbeat.core.spi.DeviceAdapter;
import dev.upbeat.core.spi.DeviceSession;
import org.pf4j.Extension;

/**
 * A device made of files: it hears a WAV recording at real-time pace and writes what a listener
 * would hear into another.
 *
 * <p>Options: see {@link WavFilesOptions}. The input is opened first, so that a recording that
 * can't be read leaves an older output as it was.
 */
@Extension
public final class WavFilesAdapter implements DeviceAdapter {
  /** Its name in settings. */
  public static final String ID = "wav-files";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "Hears a WAV file and speaks into another. Options: input=FILE (or silence=true),"
        + " output=FILE, output-rate=HZ, trailing-silence-ms=N|endless, pace=real-time|fast.";
  }

  @Override
  public DeviceSession open(Settings settings) {
    WavFilesOptions options = WavFilesOptions.of(settings.options());
    options.refuseSameFile();
    WavInput input = WavInput.open(options, settings.ticker());
    try {
      RecordedSpeech sink =
          options.output().map(RecordedSpeech::intoFile).orElseGet(RecordedSpeech::intoNothing);
      WavOutput output = new WavOutput(sink, options.outputRate(), settings.ticker());
      return new WavFilesSession(input, output);
    } catch (RuntimeException failed) {
      input.close();
      throw failed;
    }
  }
}
