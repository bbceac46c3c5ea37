package dev.upbeat.speech.vosk;

import com.sun.jna.Platform;
import dev.upbeat.core.UpbeatException;
import java.util.Objects;
import java.util.Optional;
import org.vosk.LibVosk;

/**
 * Whether Vosk's native library can be had on this machine.
 *
 * <p>Vosk's jar holds it for Linux, macOS and Windows on x86-64 only. Elsewhere, such as on an
 * aarch64 board, the user unpacks {@code libvosk.so} from a Vosk release and names its folder in
 * the system property {@code jna.library.path}. Any thread may ask.
 */
public final class VoskNative {
  private VoskNative() {}

  /**
   * The answer to "can this machine run Vosk?".
   *
   * @param platform the operating system and processor, as JNA calls them, such as {@code
   *     linux-aarch64}
   * @param problem what is missing and the remedy; empty if Vosk can run
   */
  public record Availability(String platform, Optional<UpbeatException> problem) {
    public Availability {
      Objects.requireNonNull(platform, "platform");
      Objects.requireNonNull(problem, "problem");
    }

    /** Whether Vosk can run. */
    public boolean available() {
      return problem.isEmpty();
    }
  }

  /** Loads the library if it isn't yet, without throwing. The first call takes some 100 ms. */
  public static Availability availability() {
    try {
      load();
      return new Availability(Platform.RESOURCE_PREFIX, Optional.empty());
    } catch (UpbeatException e) {
      return new Availability(Platform.RESOURCE_PREFIX, Optional.of(e));
    }
  }

  /**
   * Loads the library and silences its log, which would otherwise go to standard error.
   *
   * @throws UpbeatException {@code vosk-library-missing} if it cannot be loaded
   */
  static void load() {
    try {
      LibVosk.vosk_set_log_level(-1);
    } catch (LinkageError e) {
      // UnsatisfiedLinkError the first time, NoClassDefFoundError ever after.
      throw new UpbeatException(
          "vosk-library-missing",
          false,
          "Cannot load Vosk's native library on "
              + Platform.RESOURCE_PREFIX
              + " (jna.library.path is '"
              + System.getProperty("jna.library.path", "")
              + "'): "
              + firstLine(e)
              + ".",
          remedy(),
          e);
    }
  }

  private static String remedy() {
    return "Unpack libvosk from the release zip for this platform at"
        + " https://github.com/alphacep/vosk-api/releases, install libatomic if the system"
        + " lacks it, and start Java with -Djna.library.path=FOLDER, the folder that holds "
        + System.mapLibraryName("vosk")
        + ".";
  }

  private static String firstLine(Throwable error) {
    String message = error.getMessage();
    return message == null
        ? error.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
