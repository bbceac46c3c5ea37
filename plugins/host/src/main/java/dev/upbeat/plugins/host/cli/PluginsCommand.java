package dev.upbeat.plugins.host.cli;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.plugins.host.PluginDetails;
import dev.upbeat.plugins.host.PluginHost;
import dev.upbeat.plugins.host.PluginHostSettings;
import dev.upbeat.plugins.host.PluginStatus;
import dev.upbeat.plugins.host.PluginStatus.State;
import dev.upbeat.plugins.host.PluginStore;
import dev.upbeat.plugins.host.PluginStore.Installation;
import dev.upbeat.plugins.host.PluginStore.Verification;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code plugins list|install|uninstall|verify}. Exit code 0 if all is well, 1 if a plugin isn't or
 * could not be installed, 2 for a wrong command line.
 */
@Command(
    name = "plugins",
    description = "Shows, installs, removes and verifies plugins.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class PluginsCommand implements Runnable {
  private final PluginHostSettings settings;

  @Spec private @Nullable CommandSpec spec;

  /** Touches nothing yet. */
  public PluginsCommand(PluginHostSettings settings) {
    this.settings = settings;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec().commandLine(), "Missing command: list, install, uninstall or verify.");
  }

  @Command(
      name = "list",
      description = "Starts all plugins and shows how each fares.",
      mixinStandardHelpOptions = true)
  int list() {
    try (PluginHost host = new PluginHost(settings).start()) {
      List<PluginStatus> all = host.list();
      if (all.isEmpty()) {
        out().println("No plugins. Install one with './upbeat plugins install FILE.zip'.");
      }
      all.forEach(status -> print(status, host));
      return all.stream().allMatch(PluginsCommand::isWell) ? 0 : 1;
    } catch (UpbeatException e) {
      return fail(e);
    }
  }

  @Command(
      name = "install",
      description = "Installs or upgrades a plugin from its zip.",
      mixinStandardHelpOptions = true)
  int install(
      @Parameters(paramLabel = "FILE.zip", description = "The plugin's zip.") Path zip,
      @Option(
              names = "--sha256",
              paramLabel = "DIGEST",
              description = "Refuse the zip unless this is its SHA-256.")
          @Nullable String sha256) {
    try {
      Installation done = new PluginStore(settings).install(zip, Optional.ofNullable(sha256));
      PluginDetails details = done.details();
      String name = details.id() + " " + details.version();
      if (done.unchanged()) {
        out().println(name + " is installed already, and unchanged.");
      } else if (done.replaced().isPresent()) {
        out().println("Installed " + name + " in place of " + done.replaced().get() + ".");
      } else {
        out().println("Installed " + name + ".");
      }
      out().println("SHA-256 " + done.sha256());
      if (!done.unchanged()) {
        out().println("Programs that are running use it after a restart.");
      }
      return 0;
    } catch (UpbeatException e) {
      return fail(e);
    }
  }

  @Command(
      name = "uninstall",
      description = "Removes a plugin you have installed.",
      mixinStandardHelpOptions = true)
  int uninstall(@Parameters(paramLabel = "ID", description = "The plugin's id.") String id) {
    try {
      out().println("Removed " + id + " " + new PluginStore(settings).uninstall(id) + ".");
      return 0;
    } catch (UpbeatException e) {
      return fail(e);
    }
  }

  @Command(
      name = "verify",
      description = "Reads all plugins again and compares them with their recorded SHA-256.",
      mixinStandardHelpOptions = true)
  int verify() {
    try {
      List<Verification> all = new PluginStore(settings).verify();
      for (Verification each : all) {
        String origin = lower(each.origin());
        if (each.problem().isPresent()) {
          out().printf("BAD  %s %s (%s)%n", each.name(), each.version(), origin);
          out().println("     " + each.problem().get().toLine());
        } else {
          out()
              .printf(
                  "ok   %s %s (%s) sha256 %s%n",
                  each.name(), each.version(), origin, each.sha256());
        }
      }
      return all.stream().allMatch(each -> each.problem().isEmpty()) ? 0 : 1;
    } catch (UpbeatException e) {
      return fail(e);
    }
  }

  private void print(PluginStatus status, PluginHost host) {
    String version = status.details().map(PluginDetails::version).orElse("");
    out()
        .printf(
            "%-10s %s %s (%s)%n",
            lower(status.state()), status.name(), version, lower(status.origin()));
    status
        .details()
        .map(PluginDetails::description)
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> out().println("           " + text));
    if (status.state() == State.STARTED) {
      ExtensionLines.of(host, status.name()).forEach(line -> out().println("           " + line));
    }
    status.problem().ifPresent(problem -> out().println("           " + problem.toLine()));
  }

  private static boolean isWell(PluginStatus status) {
    return status.state() == State.STARTED || status.state() == State.SUPERSEDED;
  }

  private int fail(UpbeatException e) {
    PrintWriter err = spec().commandLine().getErr();
    err.println(e.toLine());
    err.flush();
    return 1;
  }

  private PrintWriter out() {
    return spec().commandLine().getOut();
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "picocli sets it before it runs a command");
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
