package dev.upbeat.speech.vosk;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import dev.upbeat.core.ModelFolder;
import dev.upbeat.core.UpbeatException;
import java.util.Objects;
import java.util.Optional;
import org.vosk.LibVosk;

/**
 * Vosk's native library on this machine.
 *
 * <p>Vosk's jar holds it for Linux, macOS and Windows on x86-64 only. Elsewhere, such as on an
 * aarch64 board, it is a model of the store, {@link #neededModel()}; where there is none either,
 * the user names the folder of a {@code libvosk.so} in the system property {@code
 * jna.library.path}. Any thread may call.
 */
public final class VoskNative {
  private static final String LIBRARY = "vosk";
  private static final String PATH_PROPERTY = "jna.library.path";
  private static final String MODEL_PREFIX = "vosk-library-";

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

  /**
   * The store's name of the library that this machine lacks, such as {@code
   * vosk-library-linux-aarch64}; there need not be such a model. Empty if Vosk's jar has the
   * library or the user has set {@code jna.library.path}.
   */
  public static Optional<String> neededModel() {
    return isInJar() || System.getProperty(PATH_PROPERTY) != null
        ? Optional.empty()
        : Optional.of(MODEL_PREFIX + Platform.RESOURCE_PREFIX);
  }

  private static boolean isInJar() {
    return LibVosk.class.getResource(
            "/" + Platform.RESOURCE_PREFIX + "/" + System.mapLibraryName(LIBRARY))
        != null;
  }

  /**
   * Takes the library from this folder when it is loaded; without effect after that.
   *
   * @param library the model of {@link #neededModel()}
   */
  public static void provide(ModelFolder library) {
    NativeLibrary.addSearchPath(LIBRARY, library.folder().toAbsolutePath().toString());
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
              + System.getProperty(PATH_PROPERTY, "")
              + "'): "
              + firstLine(e)
              + ".",
          isInJar() ? remedyWithLibrary(firstLine(e)) : remedyWithoutLibrary(),
          e);
    }
  }

  /** The library is in the jar, so it is this machine that can't unpack or load it. */
  private static String remedyWithLibrary(String said) {
    if (System.getProperty(PATH_PROPERTY) != null) {
      return "Check the folder in jna.library.path, or leave that out.";
    }
    if (said.contains("ld-linux") || said.contains("ld-musl")) {
      return "It needs glibc: use a Debian-based system or image instead of a musl one.";
    }
    if (said.contains("libatomic") || said.contains("libstdc++") || said.contains("libgcc")) {
      return "Install what it names (Debian: 'apt install libstdc++6 libatomic1 libgcc-s1').";
    }
    return "Its folder, "
        + System.getProperty("jna.tmpdir", System.getProperty("java.io.tmpdir"))
        + ", must be writable, have 30 MB of room and allow programs (not mounted 'noexec'): set"
        + " UPBEAT_CACHE to another.";
  }

  private static String remedyWithoutLibrary() {
    String wayOut =
        "unpack libvosk from the release zip for this platform at"
            + " https://github.com/alphacep/vosk-api/releases, and start Java with"
            + " -Djna.library.path=FOLDER, the folder that holds "
            + System.mapLibraryName(LIBRARY)
            + ".";
    return "On 64-bit ARM run './upbeat models pull "
        + MODEL_PREFIX
        + "linux-aarch64' and install libatomic (Debian: 'apt install libatomic1'); elsewhere "
        + wayOut;
  }

  private static String firstLine(Throwable error) {
    String message = error.getMessage();
    return message == null
        ? error.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
