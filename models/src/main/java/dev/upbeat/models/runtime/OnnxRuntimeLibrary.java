package dev.upbeat.models.runtime;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps ONNX Runtime's native libraries unpacked between runs.
 *
 * <p>Left alone, ONNX Runtime unpacks 22 MB into a new temporary folder at each start, which takes
 * longer than loading an opener model. Its documented property {@code onnxruntime.native.path}
 * points it to a folder instead; it is set once, before ONNX Runtime's first use, and never
 * overrides the user's.
 */
public final class OnnxRuntimeLibrary {
  private static final Logger LOGGER = LoggerFactory.getLogger(OnnxRuntimeLibrary.class);
  private static final String PROPERTY = "onnxruntime.native.path";

  private OnnxRuntimeLibrary() {}

  /**
   * Unpacks the libraries if they aren't there and points ONNX Runtime to them. Where that fails,
   * or the folder forbids programs, ONNX Runtime unpacks them itself as usual.
   *
   * @param folder for a folder of the libraries' version; shared by processes
   */
  public static void prepare(Path folder) {
    String platform = platform();
    if (System.getProperty(PROPERTY) != null || platform.isEmpty()) {
      return;
    }
    try {
      Path target = folder;
      for (String name : List.of("libonnxruntime4j_jni.so", "libonnxruntime.so")) {
        URL resource =
            OrtEnvironment.class.getResource("/ai/onnxruntime/native/" + platform + "/" + name);
        if (resource == null) {
          return;
        }
        URLConnection connection = resource.openConnection();
        long size = connection.getContentLengthLong();
        if (target.equals(folder)) {
          // Size and time of the small library tell one release from the other.
          target =
              folder.resolve(
                  "onnxruntime-%s-%x-%x".formatted(platform, size, connection.getLastModified()));
          Files.createDirectories(target);
        }
        try (InputStream in = connection.getInputStream()) {
          unpack(in, target.resolve(name), size);
        }
        if (!mayBeLoaded(target.resolve(name))) {
          LOGGER.warn("event=native-library-not-kept folder={} error=mounted noexec", folder);
          return;
        }
      }
      System.setProperty(PROPERTY, target.toAbsolutePath().toString());
    } catch (IOException | UnsupportedOperationException e) {
      LOGGER.warn("event=native-library-not-kept folder={} error={}", folder, e.getMessage());
    }
  }

  private static void unpack(InputStream in, Path file, long size) throws IOException {
    if (Files.exists(file) && Files.size(file) == size) {
      return;
    }
    Path partial = Files.createTempFile(file.getParent(), "library", ".partial");
    try {
      Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /**
   * Not if the folder's disk is mounted so that it forbids programs: then no file looks like one.
   */
  private static boolean mayBeLoaded(Path file) {
    return Files.isExecutable(file)
        || (file.toFile().setExecutable(true, false) && Files.isExecutable(file));
  }

  /** ONNX Runtime's name of this platform; empty where it is left to itself. */
  private static String platform() {
    if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
      return "";
    }
    return switch (System.getProperty("os.arch", "")) {
      case "amd64", "x86_64" -> "linux-x64";
      case "aarch64" -> "linux-aarch64";
      default -> "";
    };
  }
}
