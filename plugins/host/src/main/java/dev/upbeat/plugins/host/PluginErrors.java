package dev.upbeat.plugins.host;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.core.UserFolders;
import dev.upbeat.core.UserFolders.Kind;
import dev.upbeat.core.spi.SpiVersion;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The errors of this module, so that one and the same thing is always said in one and the same way.
 */
final class PluginErrors {
  private PluginErrors() {}

  static UpbeatException invalid(Path zip, String why) {
    return invalid(zip, why, null);
  }

  static UpbeatException invalid(Path zip, String why, @Nullable Throwable cause) {
    return new UpbeatException(
        "plugin-invalid",
        false,
        "Cannot use " + zip + " as a plugin: " + why + ".",
        "Ask the plugin's author for a proper zip; docs/plugins.md shows what one holds.",
        cause);
  }

  static UpbeatException unsafe(Path zip, String why) {
    return new UpbeatException(
        "plugin-unsafe",
        false,
        "Refused to unpack " + zip + ": " + why + ".",
        "Don't use this file; tell whoever gave it to you.");
  }

  static UpbeatException io(String what, Path path, Exception cause) {
    return new UpbeatException(
        "plugin-io",
        true,
        "Cannot " + what + " " + path + ": " + cause + ".",
        "Check that it is there, may be read and written by you, and that the disk isn't full.",
        cause);
  }

  /** The folder for unpacked plugins can't be used: no plugin's fault, and none can start. */
  static UpbeatException cache(Path folder, IOException cause) {
    return folder("plugin-cache-unwritable", "unpack plugins into", folder, Kind.CACHE, cause);
  }

  static UpbeatException installed(Path folder, IOException cause) {
    return folder("plugin-store-unwritable", "install plugins in", folder, Kind.DATA, cause);
  }

  private static UpbeatException folder(
      String code, String what, Path folder, Kind kind, IOException cause) {
    return new UpbeatException(
        code,
        false,
        "Cannot "
            + what
            + " "
            + folder
            + ": "
            + (UserFolders.isDiskFull(cause) ? "the disk is full" : cause)
            + ".",
        kind.remedy(cause),
        cause);
  }

  static UpbeatException otherApi(Path zip, PluginDetails details) {
    return new UpbeatException(
        "plugin-api-mismatch",
        false,
        "Cannot use "
            + zip
            + ": "
            + details.id()
            + " "
            + details.version()
            + " requires Upbeat's SPI "
            + details.requires()
            + ", this is "
            + SpiVersion.current()
            + ".",
        "Install a version of the plugin made for this Upbeat, or the Upbeat it was made for.");
  }

  static UpbeatException changed(Path zip, String expected, String actual) {
    return new UpbeatException(
        "plugin-changed",
        false,
        "Refused "
            + zip
            + ": its SHA-256 is "
            + actual
            + ", at installation it was "
            + expected
            + ".",
        "If you changed it yourself, install it again with './upbeat plugins install "
            + zip
            + "'; if not, uninstall it and get it again from where it came from.");
  }

  static UpbeatException notInstalledByUs(Path zip) {
    return new UpbeatException(
        "plugin-not-installed",
        false,
        "Refused " + zip + ": it lies in the plugin folder but was not installed.",
        "Move it elsewhere and install it from there with './upbeat plugins install FILE.zip'.");
  }

  static UpbeatException unpackedDamaged(Path folder, String file) {
    return new UpbeatException(
        "plugin-unpacked-damaged",
        false,
        "The unpacked file " + folder.resolve(file) + " isn't as it was.",
        "Delete the folder " + folder + "; it is unpacked again when it is needed.");
  }

  static UpbeatException zipGone(Path zip, String id) {
    return new UpbeatException(
        "plugin-zip-missing",
        false,
        "Cannot use plugin '" + id + "': its zip " + zip + " is gone.",
        "Install it again, or run './upbeat plugins uninstall " + id + "'.");
  }

  static UpbeatException failed(PluginDetails details, String why, @Nullable Throwable cause) {
    return new UpbeatException(
        "plugin-failed",
        false,
        "Plugin " + details.id() + " " + details.version() + " didn't start: " + why + ".",
        "Tell its author"
            + (details.provider().isEmpty() ? "" : " (" + details.provider() + ")")
            + ", or remove it with './upbeat plugins uninstall "
            + details.id()
            + "'.",
        cause);
  }

  static UpbeatException superseded(Candidate winner) {
    return new UpbeatException(
        "plugin-superseded",
        false,
        "Not in use: "
            + winner.id()
            + " "
            + winner.details().version()
            + " from "
            + winner.zip()
            + " is used instead.",
        "Uninstall that one if you want this one.");
  }
}
