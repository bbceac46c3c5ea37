package dev.upbeat.server;

import dev.upbeat.core.UpbeatException;
import dev.upbeat.server.config.CommandLineSettings;
import dev.upbeat.server.config.ConfigReader;
import dev.upbeat.server.config.ServerConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The continuator as a program: {@code ./upbeat server}. */
@Command(
    name = "server",
    mixinStandardHelpOptions = true,
    version = "upbeat-server 0.1.0",
    sortOptions = false,
    description = "Continues the sentences that devices begin, with a large language model.",
    footer = {
      "",
      "Environment: UPBEAT_UPSTREAM_URL, UPBEAT_UPSTREAM_MODEL, UPBEAT_UPSTREAM_KEY,"
          + " UPBEAT_SERVER_TOKEN.",
      "Options win over the environment, the environment over the config file."
    })
public final class ServerMain implements Callable<Integer> {
  @Option(names = "--host", paramLabel = "ADDRESS", description = "Listen here (127.0.0.1).")
  @Nullable String host;

  @Option(names = "--port", paramLabel = "PORT", description = "0 takes a free one (8473).")
  @Nullable Integer port;

  @Option(
      names = "--upstream",
      paramLabel = "embedded|URL",
      description = "The model in this process, or an OpenAI-compatible API.")
  @Nullable String upstream;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Its name there, or the embedded model's id in the model store.")
  @Nullable String model;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "TOML (~/.config/upbeat/server.toml, if it exists).")
  @Nullable Path config;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Clients must show the token in it.")
  @Nullable Path tokenFile;

  @Option(names = "--allow-anonymous", description = "Listen beyond this machine without a token.")
  boolean allowAnonymous;

  @Option(
      names = "--announce",
      paramLabel = "FILE",
      description = "Write URL and process id there once ready.")
  @Nullable Path announce;

  @Option(
      names = "--exit-with-parent",
      paramLabel = "PID",
      description = "End when that process ends.")
  @Nullable Long parent;

  @Option(names = "--exit-with-stdin", description = "End when standard input is closed.")
  boolean exitWithStdin;

  @Option(
      names = "--models",
      paramLabel = "FOLDER",
      description = "The distribution's models (models/ below UPBEAT_HOME).")
  @Nullable Path models;

  @Option(
      names = "--plugin",
      paramLabel = "ZIP|FOLDER",
      description = "Plugins that come with the program; may be repeated.")
  Path @Nullable [] plugins;

  /** Never returns: native threads would keep the process alive. */
  public static void main(String[] arguments) {
    int code = new CommandLine(new ServerMain()).execute(arguments);
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(code);
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      return serve();
    } catch (UpbeatException e) {
      System.err.println("upbeat server: " + e.toLine());
      return 1;
    }
  }

  private int serve() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    try (RunningServer server = start()) {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    end.countDown();
                    await(ended);
                    Runtime.getRuntime().halt(0);
                  },
                  "shutdown"));
      System.out.println(server.readyLine());
      System.out.flush();
      if (announce != null) {
        Announcement.write(announce, server.url(), server.modelId());
      }
      if (parent != null) {
        ParentWatch.process(parent, end::countDown);
      }
      if (exitWithStdin) {
        ParentWatch.stream(System.in, end::countDown);
      }
      end.await();
    }
    ended.countDown();
    return 0;
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(2, TimeUnit.SECONDS)) {
        System.err.println("upbeat server: some streams did not end within 2 s and were cut.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private RunningServer start() {
    Map<String, String> environment = System.getenv();
    ServerConfig settings =
        ConfigReader.read(
            new CommandLineSettings(
                Optional.ofNullable(host),
                Optional.ofNullable(port),
                Optional.ofNullable(upstream),
                Optional.ofNullable(model),
                Optional.ofNullable(config),
                Optional.ofNullable(tokenFile),
                allowAnonymous),
            environment);
    Path home = Path.of(environment.getOrDefault("UPBEAT_HOME", ""));
    return RunningServer.start(
        settings,
        models == null ? home.resolve("models") : models,
        plugins == null ? List.of() : List.of(plugins),
        environment);
  }
}
