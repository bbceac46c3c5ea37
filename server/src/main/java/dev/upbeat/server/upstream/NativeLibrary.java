package dev.upbeat.server.upstream;

import com.sun.jna.Library;
import com.sun.jna.Platform;
import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.UserFolders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Puts llama.cpp's native library where the binding finds it.
 *
 * <p>Left alone, the binding unpacks it to a fixed name in the shared temporary folder at every
 * start: two servers on a machine then overwrite each other's, anybody can put one there first, and
 * where that folder forbids programs it doesn't load.
 */
final class NativeLibrary {
  private static final String PATH_PROPERTY = "de.kherud.llama.lib.path";

  /** Where JNA unpacks its own library. */
  private static final String JNA_FOLDER = "jna.tmpdir";

  /** Of glibc's {@code dlopen}. */
  private static final int RTLD_NOW = 2;

  private static final int RTLD_DEEPBIND = 8;

  private NativeLibrary() {}

  /**
   * Unpacks to a folder only this process knows; does nothing where the operator has set a path.
   *
   * @param parent where that folder is made, such as {@link dev.upbeat.core.NativeFolder#find}
   */
  static void provide(Path parent) {
    if (System.getProperty(PATH_PROPERTY) != null) {
      return;
    }
    String resource = resource();
    try (InputStream library = NativeLibrary.class.getClassLoader().getResourceAsStream(resource)) {
      if (library == null) {
        throw new UpbeatException(
            "native-library-missing",
            false,
            "llama.cpp has no native library for this machine (" + resource + ").",
            "Use an upstream server: './upbeat server --upstream URL'.");
      }
      load(library, parent);
    } catch (LinkageError | ClassNotFoundException e) {
      System.clearProperty(PATH_PROPERTY);
      throw unloadable(e);
    } catch (IOException e) {
      throw new UpbeatException(
          "native-library-unpack",
          false,
          "Cannot unpack llama.cpp's native library to " + parent + ": " + e.getMessage() + ".",
          UserFolders.Kind.CACHE.remedy(e),
          e);
    }
  }

  private static void load(InputStream library, Path parent)
      throws IOException, ClassNotFoundException {
    Path folder = Files.createTempDirectory(parent, "llama-");
    Path file = folder.resolve(System.mapLibraryName("jllama"));
    try {
      Files.copy(library, file);
      // While it loads, the library makes the binding's class look for it: the path must be set.
      System.setProperty(PATH_PROPERTY, folder.toString());
      if (Platform.isLinux() && Platform.isARM()) {
        preferItsOwn(file, parent);
      }
      // The binding hides what the linker says; loading it here first shows it.
      System.load(file.toString());
      Class.forName("de.kherud.llama.LlamaModel");
    } finally {
      // Loaded for good or not at all: nothing is left behind, however this process ends.
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  /**
   * Binds the library to its own functions before others of the same name.
   *
   * <p>The one for ARM brings the file system functions of GCC 8's standard library, whose objects
   * are laid out otherwise than today's. A Java that has loaded today's for itself, such as
   * Debian's, would have the two mixed, and die in {@code std::filesystem::path}.
   */
  private static void preferItsOwn(Path file, Path parent) {
    System.setProperty(JNA_FOLDER, System.getProperty(JNA_FOLDER, parent.toString()));
    com.sun.jna.NativeLibrary.getInstance(
        file.toString(), Map.of(Library.OPTION_OPEN_FLAGS, RTLD_NOW | RTLD_DEEPBIND));
  }

  /** What the linker said, made into an error a person can act on. */
  static UpbeatException unloadable(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    String remedy = "Use an upstream server: './upbeat server --upstream URL'.";
    if (message.contains("libgomp")) {
      remedy = "Install libgomp (Debian: 'apt install libgomp1').";
    } else if (message.contains("ld-linux") || message.contains("ld-musl")) {
      remedy =
          "The library needs glibc: use a Debian-based system or image instead of a musl one such"
              + " as Alpine, or an upstream server.";
    } else if (message.contains("GLIBC")) {
      remedy = "Use a system with a newer glibc, or an upstream server.";
    } else if (message.contains("libstdc++")) {
      remedy = "Install libstdc++ (Debian: 'apt install libstdc++6').";
    } else if (message.contains("noexec") || message.contains("failed to map segment")) {
      remedy =
          "The folder it was unpacked to forbids programs (mounted 'noexec'): set UPBEAT_CACHE to"
              + " another.";
    }
    return new UpbeatException(
        "native-library-unloadable",
        false,
        "Cannot load llama.cpp's native library: " + message.lines().findFirst().orElse("") + ".",
        remedy,
        cause);
  }

  private static String resource() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String system = name.contains("mac") ? "Mac" : name.contains("win") ? "Windows" : "Linux";
    String architecture =
        switch (System.getProperty("os.arch")) {
          case "amd64", "x86_64" -> "x86_64";
          case "arm64" -> "aarch64";
          default -> System.getProperty("os.arch");
        };
    String file = system.equals("Windows") ? "jllama.dll" : System.mapLibraryName("jllama");
    return "de/kherud/llama/" + system + "/" + architecture + "/" + file;
  }
}
