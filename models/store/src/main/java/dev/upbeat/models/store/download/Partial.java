package dev.upbeat.models.store.download;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A file that is partly downloaded, and a note beside it ({@code <name>.from}) saying from where
 * and which version, so that a later attempt resumes only the very same file.
 */
final class Partial {
  private final Path file;
  private final Path note;
  private final URI url;
  private @Nullable String validator;

  private Partial(Path file, URI url) {
    this.file = file;
    this.note = file.resolveSibling(file.getFileName() + ".from");
    this.url = url;
  }

  /** Takes up what is there, or discards it when it cannot be the beginning of the same file. */
  static Partial open(Path file, URI url, boolean digestKnown) throws IOException {
    Partial partial = new Partial(file, url);
    Properties properties = new Properties();
    if (Files.exists(partial.note)) {
      try (Reader in = Files.newBufferedReader(partial.note)) {
        properties.load(in);
      } catch (IOException | IllegalArgumentException e) {
        // A note cut off by a crash says nothing.
        properties.clear();
      }
    }
    partial.validator = properties.getProperty("validator");
    boolean sameFile = url.toString().equals(properties.getProperty("url"));
    if (!sameFile || (partial.validator == null && !digestKnown)) {
      partial.discard();
    }
    return partial;
  }

  long present() throws IOException {
    return bytes(file);
  }

  static long bytes(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** What {@code If-Range} needs: a strong entity tag or a date; null when the server gave none. */
  @Nullable String validator() {
    return validator;
  }

  void discard() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(note);
    validator = null;
  }

  void remember(HttpHeaders headers) throws IOException {
    String tag = headers.firstValue("ETag").filter(t -> !t.startsWith("W/")).orElse(null);
    validator = tag != null ? tag : headers.firstValue("Last-Modified").orElse(null);
    Properties properties = new Properties();
    properties.setProperty("url", url.toString());
    if (validator != null) {
      properties.setProperty("validator", validator);
    }
    try (Writer out = Files.newBufferedWriter(note)) {
      properties.store(out, null);
    }
  }
}
