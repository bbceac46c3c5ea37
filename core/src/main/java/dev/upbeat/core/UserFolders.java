package dev.upbeat.core;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The folders Upbeat writes to: one rule for every program, module and plugin.
 *
 * <p>In this order: {@code UPBEAT_CACHE} (the cache alone), {@code UPBEAT_USER_HOME} (all three, as
 * {@code cache}, {@code data} and {@code config} in it), {@code upbeat} below {@code
 * XDG_CACHE_HOME}, {@code XDG_DATA_HOME} and {@code XDG_CONFIG_HOME}, then below {@code ~/.cache},
 * {@code ~/.local/share} and {@code ~/.config}. Touches no disk: none of the folders need exist.
 *
 * @param cache what can be had again: models, unpacked plugins, derived graphs, native libraries,
 *     logs
 * @param data what the user has put there: installed plugins
 * @param config what the user has written: device.toml, server.toml, catalogue.json
 * @see <a href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG base
 *     directories</a>
 */
public record UserFolders(Path cache, Path data, Path config) {
  private static final String ALL = "UPBEAT_USER_HOME";
  private static final String CACHE_ONLY = "UPBEAT_CACHE";

  public UserFolders {
    Objects.requireNonNull(cache, "cache");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(config, "config");
  }

  /** What a folder is for; says which variable moves it. */
  public enum Kind {
    CACHE("XDG_CACHE_HOME", ".cache"),
    DATA("XDG_DATA_HOME", ".local/share"),
    CONFIG("XDG_CONFIG_HOME", ".config");

    private final String xdg;
    private final String inHome;

    Kind(String xdg, String inHome) {
      this.xdg = xdg;
      this.inHome = inHome;
    }

    /** The remedy if a folder of this kind can't be made, written or read: one sentence. */
    public String remedy(IOException failure) {
      return (isDiskFull(failure) ? "Make room there" : "Make it a folder you may write to")
          + ", or set "
          + (this == CACHE ? CACHE_ONLY : xdg)
          + " to another ("
          + ALL
          + " moves all of Upbeat's folders).";
    }

    private String inAll() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The folders in this environment.
   *
   * @param environment usually {@link System#getenv()}
   * @throws UpbeatException {@code folder-invalid} if a variable holds no path
   */
  public static UserFolders of(Map<String, String> environment) {
    return of(environment, home(environment));
  }

  /** As {@link #of(Map)}, for the user with this home folder. */
  public static UserFolders of(Map<String, String> environment, Path home) {
    return new UserFolders(
        folder(Kind.CACHE, environment, home),
        folder(Kind.DATA, environment, home),
        folder(Kind.CONFIG, environment, home));
  }

  /** Where native libraries are unpacked to. */
  public Path natives() {
    return cache.resolve("native");
  }

  /** Whether there was no room, whatever the system's language. */
  public static boolean isDiskFull(IOException failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left") || message.contains("quota exceeded");
  }

  private static Path folder(Kind kind, Map<String, String> environment, Path home) {
    Optional<Path> own = kind == Kind.CACHE ? set(CACHE_ONLY, environment, home) : Optional.empty();
    Path folder =
        own.or(() -> set(ALL, environment, home).map(path -> path.resolve(kind.inAll())))
            .orElseGet(
                () ->
                    absolute(kind.xdg, environment)
                        .orElseGet(() -> home.resolve(kind.inHome))
                        .resolve("upbeat"));
    return kind == Kind.CACHE ? loadable(folder) : folder;
  }

  /** Java ends the name of a library at the first "!/", and plugins are unpacked to the cache. */
  private static Path loadable(Path cache) {
    if ((cache + "/").contains("!/")) {
      throw new UpbeatException(
          "folder-invalid",
          false,
          "The cache can't be in "
              + cache
              + ": Java loads nothing below a name that ends with '!'.",
          "Set UPBEAT_CACHE to another folder.");
    }
    return cache;
  }

  /** Upbeat's own variables may be relative, and may begin with a '~' no shell has seen. */
  private static Optional<Path> set(String variable, Map<String, String> environment, Path home) {
    return value(variable, environment)
        .map(path -> path.startsWith("~") ? home.resolve(Path.of("~").relativize(path)) : path)
        .map(path -> path.toAbsolutePath().normalize());
  }

  /** The specification says that relative values are to be ignored. */
  private static Optional<Path> absolute(String variable, Map<String, String> environment) {
    return value(variable, environment).filter(Path::isAbsolute);
  }

  private static Optional<Path> value(String variable, Map<String, String> environment) {
    String value = environment.getOrDefault(variable, "");
    try {
      return value.isBlank() ? Optional.empty() : Optional.of(Path.of(value));
    } catch (InvalidPathException e) {
      throw new UpbeatException(
          "folder-invalid",
          false,
          variable + " is no path this system knows: " + e.getMessage() + ".",
          "Correct it, or start Upbeat with its launcher, ./upbeat, which sets a UTF-8 locale.",
          e);
    }
  }

  /** Of a user nobody knows, as some containers run, it is the root, as for the shell. */
  private static Path home(Map<String, String> environment) {
    return absolute("HOME", environment)
        .or(() -> Optional.of(Path.of(System.getProperty("user.home", "/"))))
        .filter(Path::isAbsolute)
        .orElse(Path.of("/"));
  }
}
