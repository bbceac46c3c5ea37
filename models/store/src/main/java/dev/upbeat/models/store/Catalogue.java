package dev.upbeat.models.store;

import dev.upbeat.core.UpbeatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models the store knows, in the order of the catalogue file. Immutable. */
public final class Catalogue {
  private final Map<String, CatalogueEntry> entries;

  /** A catalogue of these entries; of two with the same id the later one counts. */
  public Catalogue(List<CatalogueEntry> entries) {
    this.entries = new LinkedHashMap<>();
    entries.forEach(entry -> this.entries.put(entry.id(), entry));
  }

  /** The catalogue shipped with Upbeat. */
  public static Catalogue builtIn() {
    String name = "catalogue.json";
    try (InputStream in = Catalogue.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The program is incomplete: no resource " + name);
      }
      return new Catalogue(new CatalogueReader("built-in " + name, Path.of("")).read(in));
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read resource " + name, e);
    }
  }

  /**
   * The built-in catalogue, and over it the user's file if there is one: entries with a new id are
   * added, those with a known id replace ours.
   *
   * @throws UpbeatException {@code catalogue-unreadable} when the user's file has a mistake
   */
  public static Catalogue withUserFile(Path userFile) {
    Catalogue builtIn = builtIn();
    return Files.exists(userFile) ? builtIn.plus(read(userFile)) : builtIn;
  }

  /**
   * Reads a catalogue file. Relative {@code folder}s in it are meant relative to the file.
   *
   * @throws UpbeatException {@code catalogue-unreadable}, naming the mistake and its place
   */
  public static Catalogue read(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    try (InputStream in = Files.newInputStream(file)) {
      return new Catalogue(
          new CatalogueReader(file.toString(), parent == null ? file : parent).read(in));
    } catch (IOException e) {
      throw CatalogueReader.unreadable(file.toString(), String.valueOf(e.getMessage()), e);
    }
  }

  /** This catalogue with the other's entries added; the other's replace ours of the same id. */
  public Catalogue plus(Catalogue other) {
    Map<String, CatalogueEntry> all = new LinkedHashMap<>(entries);
    all.putAll(other.entries);
    return new Catalogue(List.copyOf(all.values()));
  }

  /** All entries, in order. */
  public List<CatalogueEntry> entries() {
    return List.copyOf(entries.values());
  }

  /** The entry of this id, or empty. */
  public Optional<CatalogueEntry> find(String id) {
    return Optional.ofNullable(entries.get(id));
  }

  /**
   * The entry of this id.
   *
   * @throws UpbeatException {@code model-unknown} if there is none
   */
  public CatalogueEntry require(String id) {
    CatalogueEntry entry = entries.get(id);
    if (entry == null) {
      throw new UpbeatException(
          "model-unknown",
          false,
          "There is no model '" + id + "' in the catalogue.",
          "Known: "
              + String.join(", ", entries.keySet())
              + ". Add your own in ~/.config/upbeat/catalogue.json (see docs/models.md).");
    }
    return entry;
  }
}
